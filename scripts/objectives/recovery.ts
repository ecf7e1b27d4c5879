/**
 * How many seconds after a herd's release the response-time share is back at its target for good.
 *
 * The figure is the time from the release to the end of the last bad second. A second is bad if its good share is below the
 * target with 95 % confidence (so one slow answer in thirty is not a relapse), or if requests were due but none was answered.
 * Seconds count until the next herd's release, and only while a phase runs: in a drain only slow answers are left. Counters
 * reach Prometheus up to two seconds late, so the figure may be up to two seconds too long.
 */
import type { z } from 'zod';
import { upperBound } from '../evidence/binomial.ts';
import { type Cell, FULL_COUNT } from '../evidence/cell.ts';
import { beginMs, type Evidence, endMs } from '../evidence/evidence.ts';
import type { SecondOfRun } from '../evidence/observations.ts';
import { above0, type DeepReadonly, targetShare, text } from '../mistakes/fields.ts';
import { inShort } from '../text/numbers.ts';
import { checkOneCell, type ObjectiveKind, objectiveFields } from './kind.ts';

const MS_PER_SECOND = 1000;
/** A second with fewer requests, due or answered, is too small to judge. */
const REQUESTS_JUDGED_MIN = 30;

/** `phase` is the phase that has the herd. */
const schema = objectiveFields('recovery', { phase: text, targetShare, maxSeconds: above0 });
type Recovery = DeepReadonly<z.output<typeof schema>>;
declare module '../../scenarios/campaigns/plan.ts' {
  interface ObjectiveKinds {
    recovery: Recovery;
  }
}

export const recovery = {
  schema,
  isA: 'census',
  check(objective, at) {
    checkOneCell(objective, at);
    const { plan, path, report, checkPhaseName } = at;
    checkPhaseName(objective.phase, [...path, 'phase']);
    const phase = plan?.phases?.find((candidate) => candidate?.name === objective.phase);
    const isSeen = phase?.populations?.every((population) => population?.kind !== undefined) === true;
    if (isSeen && !phase.populations.some((population) => population?.kind === 'herd'))
      report(
        [...path, 'phase'],
        'has no herd to recover from',
        'name a phase with a population of kind "herd"',
      );
  },
  isAbout: ({ phase }, crowd) => crowd.hasPhase(phase),
  judge: (objective, evidence) => ({
    unit: 'seconds',
    targetMin: null,
    targetMax: objective.maxSeconds,
    cells: [cellOf(objective, evidence)],
  }),
} satisfies ObjectiveKind<Recovery>;

function cellOf(
  { phase, informative = false, targetShare: target, maxSeconds }: Recovery,
  evidence: Evidence,
): Cell {
  const cell = { phase, step: null, region: null, required: !informative, ...FULL_COUNT };
  const herdAtMs = evidence.timetable.find((each) => each.phase === phase)?.herdAtMs ?? null;
  if (herdAtMs === null)
    return { ...cell, state: 'not-proven', figure: null, n: 0, reason: `no herd in phase ${phase}` };
  const judged = secondsAfter(herdAtMs, evidence);
  const n = judged.length;
  if (n === 0) {
    const reason = 'no second after the release has enough requests to judge';
    return { ...cell, state: 'not-proven', figure: null, n, reason };
  }
  const lastBad = judged.findLast((second) => isBad(second, target));
  const seconds = lastBad === undefined ? 0 : (endMs(lastBad) - herdAtMs) / MS_PER_SECOND;
  const within = `${inShort(seconds)} s after the release, limit ${inShort(maxSeconds)} s`;
  const isLate = seconds > maxSeconds;
  if (lastBad === judged.at(-1)) {
    const reason = `not recovered when the data ends, ${within}`;
    return { ...cell, state: isLate ? 'fail' : 'not-proven', figure: null, n, reason };
  }
  return { ...cell, state: isLate ? 'fail' : 'pass', figure: seconds, n, reason: `recovered ${within}` };
}

function secondsAfter(herdAtMs: number, { observations, timetable }: Evidence): readonly SecondOfRun[] {
  const nextHerdAtMs = Math.min(
    ...timetable.flatMap((time) =>
      time.herdAtMs !== null && time.herdAtMs > herdAtMs ? [time.herdAtMs] : [],
    ),
  );
  return observations.seconds.filter(
    (second) =>
      endMs(second) > herdAtMs &&
      endMs(second) <= nextHerdAtMs &&
      timetable.some((time) => beginMs(second) >= time.startMs && endMs(second) <= time.endMs) &&
      Math.max(second.intended, second.responses) >= REQUESTS_JUDGED_MIN,
  );
}

const isBad = ({ good, responses }: SecondOfRun, target: number): boolean =>
  responses === 0 || upperBound(good, responses) < target;
