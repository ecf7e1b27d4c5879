/**
 * How many seconds after a herd's release the steps of the herd's own behaviour are back at the target share for good. Other steps
 * do not count: among all the traffic, a herd that is never served hardly shows. Each step is judged by itself, because others may
 * share a step with the herd and hide the trouble of a quieter one. The worst step decides.
 *
 * The figure is the time from the release to the end of the last bad second. A second is bad if something went wrong in it, and the
 * good share of the seconds up to it is below the target with 99.9 % confidence: for the last 1, 2, 4 … 64 seconds since the
 * release. A short outage shows in the short stretches, a small but lasting one in the long ones, and one slow answer in neither.
 * A request that is still open after the limit is as bad as a late answer. A second is also bad if many requests wait and none is
 * answered, as in the second before, whether or not others come.
 *
 * Seconds count until the next herd's release, and only while a phase runs: in a drain only slow answers are left. Counters
 * reach Prometheus up to two seconds late, so the figure may be up to two seconds too long.
 */
import type { z } from 'zod';
import { chanceOfBad } from '../evidence/binomial.ts';
import { type Cell, FULL_COUNT } from '../evidence/cell.ts';
import { beginMs, countsAt, type Evidence, endMs } from '../evidence/evidence.ts';
import { herdSteps } from '../evidence/herd-steps.ts';
import { type HerdWait, herdWaits } from '../evidence/herd-waits.ts';
import { above0, type DeepReadonly, targetShare, text } from '../mistakes/fields.ts';
import { inShort } from '../text/numbers.ts';
import { checkOneCell, type ObjectiveKind, objectiveFields } from './kind.ts';

const MS_PER_SECOND = 1000;
const STRETCHES_SECONDS = [1, 2, 4, 8, 16, 32, 64] as const;
/** Some hundred stretches are looked at, so chance may call one bad in a thousand. */
const CHANCE = 0.001;
/** While fewer requests than this wait, seconds without an answer are no outage yet. */
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
  over: 'whole run',
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

function cellOf(objective: Recovery, evidence: Evidence): Cell {
  const { phase, informative = false } = objective;
  const cell = { phase, step: null, region: null, required: !informative, ...FULL_COUNT };
  const herdAtMs = evidence.timetable.find((each) => each.phase === phase)?.herdAtMs ?? null;
  if (herdAtMs === null)
    return { ...cell, state: 'not-proven', figure: null, n: 0, reason: `no herd in phase ${phase}` };
  const steps = herdSteps(evidence.plan, evidence.forecast, phase)
    .flatMap((step) => judgedStep(step, objective, herdAtMs, evidence) ?? [])
    .sort((one, other) => badness(other) - badness(one) || figureOf(other) - figureOf(one));
  const reason = 'nothing was asked after the release at the steps of the herd';
  return { ...cell, ...(steps[0] ?? { state: 'not-proven', figure: null, n: 0, reason }) };
}

type JudgedStep = Pick<Cell, 'state' | 'figure' | 'n' | 'reason'>;
const badness = ({ state }: JudgedStep): number => ['pass', 'not-proven', 'fail'].indexOf(state);
const figureOf = ({ figure }: JudgedStep): number => figure ?? Number.MAX_VALUE;

/** How one step recovered; null if nobody came to it. */
function judgedStep(
  step: string,
  { phase, targetShare: target, maxSeconds }: Recovery,
  herdAtMs: number,
  evidence: Evidence,
): JudgedStep | null {
  const seconds = secondsAfter(phase, step, herdAtMs, evidence);
  const n = seconds.length;
  const last = seconds.at(-1);
  if (last === undefined || seconds.every(({ intended, responses }) => intended === 0 && responses === 0)) {
    if (countsAt(evidence.observations, { phase, step }).intended === 0) return null;
    const reason = `${step}: no request was seen in the seconds after the release`;
    return { state: 'not-proven', figure: null, n, reason };
  }
  if (seconds.every(({ responses }) => responses === 0)) {
    const isOver = endMs(last) - herdAtMs > maxSeconds * MS_PER_SECOND;
    const state = isOver && last.overdue > 0 ? 'fail' : 'not-proven';
    return { state, figure: null, n, reason: `${step}: nothing was answered after the release` };
  }
  const lastBad = seconds.findLastIndex((_, i) => isBad(seconds, i, target));
  const figure = lastBad < 0 ? 0 : (endMs(seconds[lastBad]!) - herdAtMs) / MS_PER_SECOND;
  const within = `${inShort(figure)} s after the release, limit ${inShort(maxSeconds)} s`;
  const isLate = figure > maxSeconds;
  if (lastBad === n - 1) {
    const reason = `${step}: not recovered when the data ends, ${within}`;
    return { state: isLate ? 'fail' : 'not-proven', figure: null, n, reason };
  }
  return { state: isLate ? 'fail' : 'pass', figure, n, reason: `${step}: recovered ${within}` };
}

function secondsAfter(
  phase: string,
  step: string,
  herdAtMs: number,
  { observations, timetable, plan }: Evidence,
): readonly HerdWait[] {
  const nextHerdAtMs = Math.min(
    ...timetable.flatMap((time) =>
      time.herdAtMs !== null && time.herdAtMs > herdAtMs ? [time.herdAtMs] : [],
    ),
  );
  const herd = observations.herds.find((each) => each.phase === phase && each.step === step);
  return herdWaits(herd?.seconds ?? [], plan.withinMs).filter(
    (second) =>
      endMs(second) > herdAtMs &&
      endMs(second) <= nextHerdAtMs &&
      timetable.some((time) => beginMs(second) >= time.startMs && endMs(second) <= time.endMs),
  );
}

/** Whether nothing was answered up to the second at `last` though many wait, or a stretch that ends with it is below the target. */
function isBad(seconds: readonly HerdWait[], last: number, target: number): boolean {
  const { good, responses, overdue } = seconds[last]!;
  if (isSilent(seconds, last)) return true;
  if (good >= responses && overdue === 0) return false;
  return STRETCHES_SECONDS.some((length) => {
    const stretch = seconds.slice(Math.max(0, last + 1 - length), last + 1);
    const sum = (count: (second: HerdWait) => number): number =>
      stretch.reduce((total, second) => total + count(second), 0);
    return isBelow(
      target,
      sum((second) => second.good),
      sum((second) => second.responses) + overdue,
    );
  });
}

/** One silent second is no outage yet: answers may be read a second later than their requests, and if they are late, they are not good. */
function isSilent(seconds: readonly HerdWait[], at: number): boolean {
  const { responses, open } = seconds[at]!;
  return responses === 0 && seconds[at - 1]?.responses === 0 && open >= UNANSWERED_MIN;
}

/** Whether so few good ones of n are too unlikely if the true share were the target. */
function isBelow(target: number, good: number, n: number): boolean {
  return good < n * target && chanceOfBad(n - good, n, 1 - target) < CHANCE;
}
