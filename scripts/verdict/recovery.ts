/** How long a herd's release is felt. */

import type { RecoveryObjective } from '../../scenarios/campaigns/plan.ts';
import { upperBound } from '../evidence/binomial.ts';
import type { Cell } from '../evidence/cell.ts';
import { beginMs, type Evidence, endMs } from '../evidence/evidence.ts';
import type { SecondOfRun } from '../evidence/observations.ts';
import { inShort } from '../text/numbers.ts';

const MS_PER_SECOND = 1000;
/** A second with fewer requests, both offered and answered, says too little by itself. */
const REQUESTS_JUDGED_MIN = 30;

/**
 * The figure is the time from the release to the end of the last second that was bad: whose good share is, with 95 % confidence, below
 * the target (so that one slow answer of thirty is not a relapse), or in which requests were offered and nothing answered.
 * Seconds count from the release to the next herd's, while a phase runs: in a drain only the slow answers are left. Counters
 * reach Prometheus up to two seconds late, so the figure errs on the long side by as much.
 */
export function recoveryCells(objective: RecoveryObjective, evidence: Evidence): readonly Cell[] {
  const cell = {
    phase: objective.phase,
    step: null,
    required: objective.requires.length > 0,
    lower: null,
    upper: null,
  };
  const herdAtMs = evidence.timetable.find(({ phase }) => phase === objective.phase)?.herdAtMs ?? null;
  if (herdAtMs === null)
    return [
      { ...cell, state: 'not-proven', figure: null, n: 0, reason: `no herd in phase ${objective.phase}` },
    ];
  const judged = secondsAfter(herdAtMs, evidence);
  const n = judged.length;
  if (n === 0)
    return [
      {
        ...cell,
        state: 'not-proven',
        figure: null,
        n,
        reason: 'no second after the release has enough requests',
      },
    ];

  const lastBad = judged.findLast((second) => isBad(second, objective.targetShare));
  const seconds = lastBad === undefined ? 0 : (endMs(lastBad) - herdAtMs) / MS_PER_SECOND;
  const within = `${inShort(seconds)} s after the release`;
  const isLate = seconds > objective.maxSeconds;
  if (lastBad === judged.at(-1))
    return [
      {
        ...cell,
        state: isLate ? 'fail' : 'not-proven',
        figure: null,
        n,
        reason: `not recovered ${within}, when the data ends`,
      },
    ];
  return [{ ...cell, state: isLate ? 'fail' : 'pass', figure: seconds, n, reason: `recovered ${within}` }];
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

const isBad = ({ good, responses }: SecondOfRun, targetShare: number): boolean =>
  responses === 0 || upperBound(good, responses) < targetShare;
