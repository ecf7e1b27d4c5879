/**
 * How many seconds after a herd's release the steps of the herd's own behaviour are back at the target share for good. Other steps
 * do not count: among all the traffic, a herd that is never served hardly shows.
 *
 * The figure is the time from the release to the end of the last bad second. A second is bad if something went wrong in it, and the
 * good share of the seconds up to it is below the target with 99.9 % confidence: for the last 1, 2, 4 … 64 seconds since the
 * release. A short outage shows in the short stretches, a small but lasting one in the long ones, and one slow answer in neither.
 * It is also bad if requests were due for a whole stretch, but none was answered.
 *
 * Seconds count until the next herd's release, and only while a phase runs: in a drain only slow answers are left. Counters
 * reach Prometheus up to two seconds late, so the figure may be up to two seconds too long.
 */
import type { z } from 'zod';
import { regularizedIncompleteBeta } from '../evidence/binomial.ts';
import { type Cell, FULL_COUNT } from '../evidence/cell.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { HerdSecond } from '../evidence/observations.ts';
import { above0, type DeepReadonly, targetShare, text } from '../mistakes/fields.ts';
import { inShort } from '../text/numbers.ts';
import { checkOneCell, type ObjectiveKind, objectiveFields } from './kind.ts';

const MS_PER_SECOND = 1000;
const STRETCHES_SECONDS = [1, 2, 4, 8, 16, 32, 64] as const;
/** Some hundred stretches are looked at, so chance may call one bad in a thousand. */
const CHANCE = 0.001;
/** With fewer requests than this in a stretch, none that was answered is no outage yet. */
const UNANSWERED_MIN = 30;

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
  const judged = secondsAfter(phase, herdAtMs, evidence);
  const n = judged.length;
  if (judged.every(({ responses }) => responses === 0)) {
    const isOver = n > 0 && endMs(judged[n - 1]!) - herdAtMs > maxSeconds * MS_PER_SECOND;
    const state = isOver && judged.some(({ intended }) => intended > 0) ? 'fail' : 'not-proven';
    const reason = 'nothing was answered after the release at the steps of the herd';
    return { ...cell, state, figure: null, n, reason };
  }
  const lastBad = judged.findLastIndex((_, i) => isBad(judged, i, target));
  const seconds = lastBad < 0 ? 0 : (endMs(judged[lastBad]!) - herdAtMs) / MS_PER_SECOND;
  const within = `${inShort(seconds)} s after the release, limit ${inShort(maxSeconds)} s`;
  const isLate = seconds > maxSeconds;
  if (lastBad === n - 1) {
    const reason = `not recovered when the data ends, ${within}`;
    return { ...cell, state: isLate ? 'fail' : 'not-proven', figure: null, n, reason };
  }
  return { ...cell, state: isLate ? 'fail' : 'pass', figure: seconds, n, reason: `recovered ${within}` };
}

const beginMs = ({ atSeconds }: HerdSecond): number => atSeconds * MS_PER_SECOND;
const endMs = ({ atSeconds }: HerdSecond): number => (atSeconds + 1) * MS_PER_SECOND;

function secondsAfter(
  phase: string,
  herdAtMs: number,
  { observations, timetable }: Evidence,
): readonly HerdSecond[] {
  const nextHerdAtMs = Math.min(
    ...timetable.flatMap((time) =>
      time.herdAtMs !== null && time.herdAtMs > herdAtMs ? [time.herdAtMs] : [],
    ),
  );
  const herd = observations.herds.find((each) => each.phase === phase);
  return (herd?.seconds ?? []).filter(
    (second) =>
      endMs(second) > herdAtMs &&
      endMs(second) <= nextHerdAtMs &&
      timetable.some((time) => beginMs(second) >= time.startMs && endMs(second) <= time.endMs),
  );
}

/** Whether the second at `last`, and one of the stretches that end with it, are below the target. */
function isBad(seconds: readonly HerdSecond[], last: number, target: number): boolean {
  const { intended, responses, good } = seconds[last]!;
  const isSilent = responses === 0 && intended > 0;
  if (good >= responses && !isSilent) return false;
  return STRETCHES_SECONDS.some((length) => {
    const stretch = seconds.slice(Math.max(0, last + 1 - length), last + 1);
    const sum = (count: (second: HerdSecond) => number): number =>
      stretch.reduce((total, second) => total + count(second), 0);
    const answered = sum((second) => second.responses);
    if (answered === 0) return sum((second) => second.intended) >= UNANSWERED_MIN;
    return isBelow(
      target,
      sum((second) => second.good),
      answered,
    );
  });
}

/** Whether so few good ones of n are too unlikely if the true share were the target. */
function isBelow(target: number, good: number, n: number): boolean {
  if (good >= n * target) return false;
  // P(at most `good` of n) = I_(1 − target)(n − good, good + 1)
  return regularizedIncompleteBeta(1 - target, n - good, good + 1) < CHANCE;
}
