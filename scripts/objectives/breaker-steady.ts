/**
 * One opening a fault, and no flapping: once open, the breaker is not shut before the fault ends, and not open again after it was shut. Under a
 * flapping fault, at most one opening for each time that the fault is there. A failed probe opens it again; those are known by the time that
 * each opening lasts. The figure is how often it opened from shut.
 *
 * Where only some of the calls fail, a probe may succeed: then each probe allows one opening more.
 */
import type { z } from 'zod';
import { openForMs } from '../breakers/bounds.ts';
import { from, growth, hasOpened, longestGapMs, READING_MS, stepsOf } from '../breakers/readings.ts';
import type { DeepReadonly } from '../mistakes/fields.ts';
import { inFull } from '../text/numbers.ts';
import { shutBefore } from './away.ts';
import {
  ABOUT_FAILING_CALLS,
  type BreakerInDrill,
  type Found,
  inSeconds,
  judgeClause,
  notProven,
  onTimesOf,
} from './clause.ts';
import { checkBreaker } from './clause-checks.ts';
import { type ObjectiveKind, objectiveFields } from './kind.ts';

const schema = objectiveFields('breaker-steady', ABOUT_FAILING_CALLS);
type BreakerSteady = DeepReadonly<z.output<typeof schema>>;
declare module '../../scenarios/campaigns/plan.ts' {
  interface ObjectiveKinds {
    'breaker-steady': BreakerSteady;
  }
}

export const breakerSteady = {
  schema,
  isA: 'census',
  check: (objective, at) => void checkBreaker(objective, at, ['openMs']),
  judge: (objective, evidence) =>
    judgeClause(objective, evidence, 'count', (at) => judged(at, objective.failingShare)),
} satisfies ObjectiveKind<BreakerSteady>;

function judged(at: BreakerInDrill, told: number | undefined): Found {
  const { readings, lifted, breaker, drill } = at;
  const openMs = openForMs(breaker, 1);
  if (openMs === null || openMs <= 0) return notProven('nobody says how long it stays open');
  const shut = shutBefore(at);
  if (typeof shut === 'string') return notProven(shut);
  const since = from(readings, shut.atMs);
  const steps = stepsOf(since);
  const openings = steps.filter(hasOpened);
  const [first] = openings;
  const n = steps.length;
  if (first === undefined) return notProven('it never opened', 0, n);
  const onTimes = onTimesOf(drill.planned);
  const endMs = since.at(-1)!.atMs;
  const opened = growth(since, 'opened');
  const awayMs = Math.min(endMs, (lifted?.byMs ?? endMs) + openMs) - first.before.atMs + READING_MS;
  // Each failed probe opens it again, after openMs. A breaker without probes is shut and opens again instead.
  const again = Math.ceil(awayMs / openMs);
  const p = at.failing(told)?.failingShare ?? null;
  const bound = breaker.probesMax === null || (p !== null && p < 1) ? onTimes + again : onTimes;
  const figure = openings.length;
  const times = (count: number): string => (count === 1 ? 'once' : `${inFull(count)} times`);
  const allowed = `${times(bound)} allowed`;
  if (figure > bound) {
    const reason = `opened ${times(figure)} from shut, ${allowed}`;
    if (p === null) return notProven(`${reason}, but nobody says whether all calls fail`, figure, n);
    return { state: 'fail', figure, n, bound, reason };
  }
  const openedMax = onTimes + again;
  if (opened !== null && opened > openedMax) {
    const reason = `opened ${times(opened)}, and failed probes explain ${inFull(openedMax)} at most`;
    return { state: 'fail', figure: opened, n, bound: openedMax, reason };
  }
  const gapMs = longestGapMs(since, shut.atMs, endMs);
  if (gapMs >= openMs && opened === null)
    return notProven(
      `readings are missing for ${inSeconds(gapMs)}, in which it may have opened again`,
      figure,
      n,
    );
  return { state: 'pass', figure, n, bound, reason: `opened ${times(figure)} from shut, ${allowed}` };
}
