/**
 * A figure of the target's own, from the user's own Prometheus: how long its queue was, how much memory it took, how slow its database.
 *
 * A query is asked for every few seconds of the window, and every sample must be within the bound: the worst one decides. A query that
 * holds `$window` looks back over the window by itself (`increase(errors_total[$window])`), so it is asked once, at the window's end.
 * It must give one series. What was not answered, is not a number, or has a hole is not proven; a sample beyond the bound fails all the
 * same.
 *
 * A census: decision 053.
 */
import { z } from 'zod';
import type { Bound } from '../../scenarios/campaigns/plan.ts';
import { type Cell, FULL_COUNT } from '../evidence/cell.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { ServerAnswer } from '../evidence/observations.ts';
import { WHOLE_RUN } from '../evidence/place.ts';
import { type DeepReadonly, strict, text } from '../mistakes/fields.ts';
import { inFull, inShort, plural } from '../text/numbers.ts';
import { checkOneCell, type ObjectiveKind, objectiveFields } from './kind.ts';
import { bound, query } from './promql-fields.ts';

/** The first and the last samples of a window may be missing: a scrape is never at its very edges. */
const EDGES_SHARE_MAX = 0.1;
/** Times have milliseconds. */
const SECONDS_SLACK = 0.01;

const schema = objectiveFields('promql', {
  query,
  /** A phase; `whole`: from the first phase's start to the last one's end; `after-herd`: from the first herd's release to that end. */
  window: z.union([z.enum(['whole', 'after-herd']), strict({ phase: text })]),
  bound,
  /** `number` if left out. */
  unit: z.enum(['share', 'count', 'seconds', 'number']).exactOptional(),
});
type Promql = DeepReadonly<z.output<typeof schema>>;
declare module '../../scenarios/campaigns/plan.ts' {
  interface ObjectiveKinds {
    promql: Promql;
  }
}

export const promql = {
  schema,
  isA: 'census',
  over: 'whole run',
  check(objective, at) {
    checkOneCell(objective, at);
    const { plan, path, report, checkPhaseName } = at;
    const { window } = objective;
    if (typeof window === 'object') checkPhaseName(window.phase, [...path, 'window', 'phase']);
    if (plan === undefined) return;
    const populations = plan.phases?.flatMap((phase) => phase?.populations ?? [undefined]) ?? [undefined];
    if (
      window === 'after-herd' &&
      populations.every((each) => each?.kind !== undefined && each.kind !== 'herd')
    )
      report([...path, 'window'], 'needs a herd, but the plan has none', 'write "whole", or { phase: … }');
    // One that is malformed has its own mistake.
    if (!('prometheus' in plan))
      report(
        [...path, 'kind'],
        'asks your Prometheus, but the plan names none',
        'add prometheus: { url: "https://…" } to the plan',
      );
  },
  isAbout: ({ window }, crowd) => {
    if (typeof window === 'object') return crowd.hasPhase(window.phase);
    return window === 'whole' || crowd.hasHerd;
  },
  judge(objective, evidence) {
    const { bound: limit, unit = 'number' } = objective;
    return {
      unit,
      targetMin: 'min' in limit ? limit.min : null,
      targetMax: 'max' in limit ? limit.max : null,
      cells: [cellOf(objective, evidence)],
    };
  },
} satisfies ObjectiveKind<Promql>;

function cellOf({ id, window, bound: limit, informative = false }: Promql, evidence: Evidence): Cell {
  const answer = evidence.observations.serverAnswers.find((each) => each.id === id);
  const phase = typeof window === 'object' ? window.phase : null;
  return { ...WHOLE_RUN, phase, ...FULL_COUNT, required: !informative, ...judged(answer, limit) };
}

type JudgedAnswer = Pick<Cell, 'state' | 'figure' | 'n' | 'reason'>;

function judged(answer: ServerAnswer | undefined, limit: Bound): JudgedAnswer {
  const unproven = (reason: string, figure: number | null = null, n = 0): JudgedAnswer => ({
    state: 'not-proven',
    figure,
    n,
    reason,
  });
  if (answer === undefined) return unproven('Prometheus was not asked');
  if (answer.missing !== null) return unproven(answer.missing);
  const { samples, fromSeconds } = answer;
  if (samples.length === 0) return unproven('Prometheus has no data for the window');
  const numbers = samples.map(({ atSeconds, value }) => ({ atSeconds, value, number: numberOf(value) }));
  const known = numbers.filter(({ number }) => Number.isFinite(number));
  const worst = known.toSorted(
    (one, other) => distance(other.number, limit) - distance(one.number, limit),
  )[0];
  const n = samples.length;
  const at = (seconds: number): string => `${inShort(seconds - fromSeconds)} s into the window`;
  if (worst !== undefined && distance(worst.number, limit) > 0) {
    const beyond = known.filter(({ number }) => distance(number, limit) > 0).length;
    const share = n === 1 ? '' : `, and ${inFull(beyond)} of ${plural(n, 'sample')} are out of bounds`;
    const reason = `${exactly(worst.number)} ${at(worst.atSeconds)}, ${inWords(limit)}${share}`;
    return { state: 'fail', figure: worst.number, n, reason };
  }
  const figure = worst?.number ?? null;
  const none = numbers.find(({ number }) => !Number.isFinite(number));
  if (none !== undefined)
    return unproven(
      `${inFull(n - known.length)} of ${plural(n, 'sample')} ${n - known.length === 1 ? 'is' : 'are'} no number: ${none.value} ${at(none.atSeconds)}`,
      figure,
      n,
    );
  const { hole, edgeSeconds, edges } = coverageOf(answer);
  const { stepSeconds, untilSeconds } = answer;
  if (hole !== null)
    return unproven(`no sample for ${inShort(hole.seconds)} s, from ${at(hole.fromSeconds)} on`, figure, n);
  const windowSeconds = untilSeconds - fromSeconds;
  if (edgeSeconds > Math.max(stepSeconds ?? 0, windowSeconds * EDGES_SHARE_MAX) + SECONDS_SLACK)
    return unproven(`of the window’s ${inShort(windowSeconds)} s, no sample in ${edges}`, figure, n);
  const worstIs =
    n === 1 ? exactly(worst!.number) : `${exactly(worst!.number)} at worst, ${at(worst!.atSeconds)}`;
  const without = edges === '' ? '' : `; no sample in ${edges}`;
  return { state: 'pass', figure, n, reason: `${worstIs}, ${inWords(limit)}${without}` };
}

/** NaN for what is no number, infinities included: a division by nothing proves neither. */
const numberOf = (value: string): number => (value.trim() === '' ? Number.NaN : Number(value));

/** How far beyond its bound; 0 or below is within. */
const distance = (number: number, limit: Bound): number =>
  'max' in limit ? number - limit.max : limit.min - number;

const inWords = (limit: Bound): string =>
  'max' in limit ? `limit ${exactly(limit.max)}` : `at least ${exactly(limit.min)} wanted`;

const DIGITS = 12;
/** A figure just beyond its limit must not print as the limit, and 0.1 + 0.2 is 0.3. */
const exactly = (number: number): string => String(Number(number.toPrecision(DIGITS)));

/** Which parts of the window have no sample. */
function coverageOf({ samples, stepSeconds, fromSeconds, untilSeconds }: ServerAnswer) {
  // Asked once: the query itself looked over the window.
  if (stepSeconds === null) return { hole: null, edgeSeconds: 0, edges: '' };
  const times = samples.map(({ atSeconds }) => atSeconds);
  const after = times.findIndex((time, i) => i > 0 && time - times[i - 1]! > stepSeconds + SECONDS_SLACK);
  const hole =
    after < 0 ? null : { fromSeconds: times[after - 1]!, seconds: times[after]! - times[after - 1]! };
  const first = Math.max(0, times[0]! - fromSeconds);
  // The window need not be a whole number of steps.
  const last = Math.max(0, untilSeconds - times.at(-1)! - ((untilSeconds - fromSeconds) % stepSeconds));
  const parts = [
    first > SECONDS_SLACK ? `its first ${inShort(first)} s` : '',
    last > SECONDS_SLACK ? `its last ${inShort(last)} s` : '',
  ].filter(Boolean);
  return { hole, edgeSeconds: first + last, edges: parts.join(' and ') };
}
