/**
 * In each half-open episode no more calls reach the dependency than the breaker may let through. An episode is what lies between two
 * readings that show it open, or from the last of them to its end. The figure is the most of any episode.
 */
import type { z } from 'zod';
import { type Reading, STALE_MS } from '../breakers/readings.ts';
import type { DeepReadonly } from '../mistakes/fields.ts';
import { inFull, plural } from '../text/numbers.ts';
import { APART, awayIn, onTheirWay } from './away.ts';
import {
  ABOUT_FAILING_CALLS,
  type BreakerInDrill,
  type Found,
  judgeClause,
  MS_PER_SECOND,
  notProven,
} from './clause.ts';
import { checkBreaker } from './clause-checks.ts';
import { type ObjectiveKind, objectiveFields } from './kind.ts';

const schema = objectiveFields('breaker-probes', ABOUT_FAILING_CALLS);
type BreakerProbes = DeepReadonly<z.output<typeof schema>>;
declare module '../../scenarios/campaigns/plan.ts' {
  interface ObjectiveKinds {
    'breaker-probes': BreakerProbes;
  }
}

export const breakerProbes = {
  schema,
  isA: 'census',
  check(objective, at) {
    const breaker = checkBreaker(objective, at, ['openMs', 'probesMax']);
    const seconds = at.inDrill?.for?.seconds;
    if (breaker === null || breaker.openMs === null || seconds === undefined) return;
    if (seconds * MS_PER_SECOND > breaker.openMs) return;
    const problem = `sees no probe: the fault lasts ${seconds} s, and the breaker is open for ${breaker.openMs / MS_PER_SECOND} s before it lets one through`;
    at.report([...at.path, 'kind'], problem, 'lengthen the fault, or leave it out');
  },
  judge: (objective, evidence) =>
    judgeClause(objective, evidence, 'count', (at) => judged(at, objective.failingShare)),
} satisfies ObjectiveKind<BreakerProbes>;

function judged(at: BreakerInDrill, told: number | undefined): Found {
  const { probesMax, openMs } = at.breaker;
  if (probesMax === null || openMs === null) return notProven('nobody says how many probes it may send');
  const away = awayIn(at);
  if (typeof away === 'string') return notProven(away);
  const episodes = episodesOf(away.readings, openMs);
  if (episodes.some(({ arrivals }) => arrivals === null))
    return notProven('nobody counted arrivals behind it while it was half-open');
  const most = episodes.reduce((max, { arrivals, opened }) => Math.max(max, arrivals! / opened), 0);
  const n = episodes.reduce((sum, { opened }) => sum + opened, 0);
  if (n === 0) return notProven('it was never half-open between two readings');
  // Those on their way when it opened may arrive until its first episode ends.
  const late = onTheirWay(at, away.readings[APART] ?? away.readings[0]!) ?? 0;
  const isTooMany = episodes.some(
    ({ arrivals, opened }, i) => arrivals! > probesMax * opened + (i === 0 ? late : 0),
  );
  const reason = `at most ${plural(Math.ceil(most), 'probe')} in each of ${inFull(n)} half-open ${n === 1 ? 'episode' : 'episodes'}, ${inFull(probesMax)} allowed`;
  if (isTooMany && at.failing(told)?.failingShare !== 1)
    return notProven(
      `${reason}, but a probe may have succeeded, and the breaker may have been shut`,
      Math.ceil(most),
      n,
    );
  return { state: isTooMany ? 'fail' : 'pass', figure: Math.ceil(most), n, bound: probesMax, reason };
}

interface Episode {
  /** Calls that reached the dependency; null: nobody counted them. */
  readonly arrivals: number | null;
  /** How many episodes these are. More than one: nobody could tell them apart. */
  readonly opened: number;
}

/**
 * Between two openings there is one episode. Its arrivals are read two readings later than its end, because arrivals and states may be
 * read at different instants; nothing else arrives then. Where a reading is missing there, or the breaker opens for hardly longer than
 * that, episodes are counted together.
 */
function episodesOf(readings: readonly Reading[], openMs: number): readonly Episode[] {
  const episodes: Episode[] = [];
  let begun = readings[APART] ?? readings[0]!;
  let opened = 0;
  for (let i = 1; i < readings.length; i++) {
    opened += openingsBetween(readings[i - 1]!, readings[i]!);
    const later = readings[i + APART];
    if (opened === 0 || later === undefined) continue;
    const isApart =
      openingsBetween(readings[i]!, later) === 0 && later.atMs < readings[i - 1]!.atMs - STALE_MS + openMs;
    if (!isApart || readings[i]!.state !== 'open' || later.atMs <= begun.atMs) continue;
    episodes.push({ arrivals: between(begun, later), opened });
    begun = later;
    opened = 0;
  }
  // The last one ends with the breaker shut. What arrived two readings before the last that shows it half-open is its own.
  const [counted, last] = [readings.at(-1 - APART), readings.at(-1)!];
  if (opened > 0 || (last.state === 'half-open' && counted !== undefined && counted.atMs > begun.atMs))
    episodes.push({
      arrivals: between(begun, counted!),
      opened: opened + (last.state === 'half-open' ? 1 : 0),
    });
  return episodes;
}

/** By its own count; where it has none, by its states. */
function openingsBetween(before: Reading, after: Reading): number {
  if (before.opened !== null && after.opened !== null) return after.opened - before.opened;
  return before.state === 'half-open' && after.state === 'open' ? 1 : 0;
}

const between = (before: Reading, after: Reading): number | null =>
  before.arrivals === null || after.arrivals === null ? null : after.arrivals - before.arrivals;
