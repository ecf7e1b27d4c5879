/**
 * Checks what the plan's two clocks make of it: the calendar, squeezed by `speed`, and the real time in which people react and think.
 */
import { heldRealMs } from '../../mock-services/platform/agenda.ts';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import type { Behaviour } from '../../scenarios/crowd/behaviour.ts';
import { longestSeconds } from '../../scenarios/crowd/think-time.ts';
import { realMs } from '../../scenarios/crowd/timetable.ts';
import type { Draft, Known, Path, Report } from '../mistakes/draft.ts';
import { inShort } from '../text/numbers.ts';

type DraftPhase = Draft<Plan['phases'][number]>;
type DraftPopulation = Draft<Plan['phases'][number]['populations'][number]>;

const MS_PER_SECOND = 1000;
const DAY_MS = 24 * 3600 * MS_PER_SECOND;
/** Counters leave the crowd once a second. */
const PHASE_MS_MIN = MS_PER_SECOND;
/** When a shopper acts is kept in 32 bits, in milliseconds from the phase's start: 24.8 days. */
const PHASE_MS_MAX = 2 ** 31 - 1;

/** Steps that hold something for the shopper, and the step that keeps it. */
const HOLDS: readonly (readonly [holder: string, keeper: string])[] = [
  ['order.create', 'payment.pay'],
  ['coupon.redeem', 'order.create'],
  ['flash.take', 'order.create'],
];

export function checkClocks(plan: Draft<Plan>, known: Known, report: Report): void {
  const { speed } = plan ?? {};
  if (speed === undefined) return;
  plan?.phases?.forEach((phase, i) => {
    const path = ['phases', i];
    if (!checkLength(phase, speed, path, report)) return;
    phase?.populations?.forEach((population, k) => {
      const at = [...path, 'populations', k];
      checkHerd(phase, population, speed, at, report);
      checkHolds(plan, population, known, at, report);
    });
  });
}

function checkLength(phase: DraftPhase, speed: number, path: Path, report: Report): boolean {
  const { calendarMinutes } = phase ?? {};
  if (calendarMinutes === undefined) return true;
  const ms = realMs({ speed }, calendarMinutes);
  const at = [...path, 'calendarMinutes'];
  if (ms < PHASE_MS_MIN)
    report(at, `takes ${ms} real ms at speed ${speed}, less than a second`, 'lower speed, or make it longer');
  if (ms > PHASE_MS_MAX) {
    const days = `${inShort(ms / DAY_MS)} real days at speed ${speed}`;
    const hint = `raise speed, or make it shorter: at most ${inShort(PHASE_MS_MAX / DAY_MS)} days`;
    report(at, `takes ${days}, longer than one phase can be`, hint);
  }
  return ms >= PHASE_MS_MIN && ms <= PHASE_MS_MAX;
}

/** A herd must have come before its phase ends: nobody acts after that. */
function checkHerd(
  phase: DraftPhase,
  population: DraftPopulation,
  speed: number,
  path: Path,
  report: Report,
): void {
  if (population?.kind !== 'herd') return;
  const { atMinute, reaction } = population;
  const { medianMs, p99Ms } = reaction ?? {};
  if (medianMs !== undefined && p99Ms !== undefined && p99Ms <= medianMs) {
    report(
      [...path, 'reaction', 'p99Ms'],
      `is not above medianMs (${medianMs})`,
      'most react sooner than the last few',
    );
    return;
  }
  const { calendarMinutes } = phase ?? {};
  if (atMinute === undefined || calendarMinutes === undefined || atMinute > calendarMinutes) return;
  const leftMs = realMs({ speed }, calendarMinutes) - realMs({ speed }, atMinute);
  if (leftMs > (p99Ms ?? 0)) return;
  const problem =
    p99Ms === undefined
      ? `is the phase's end: nobody of the herd can act any more`
      : `leaves ${leftMs} real ms until the phase ends, but 99 % of the herd have come only after ${p99Ms} ms`;
  report([...path, 'atMinute'], problem, 'release the herd earlier, or make the phase longer');
}

/** Thinking takes real time; what is held for a shopper runs out on the calendar. */
function checkHolds(
  plan: Draft<Plan>,
  population: DraftPopulation,
  known: Known,
  path: Path,
  report: Report,
): void {
  if (population?.kind === undefined || population.behaviour === undefined || plan?.speed === undefined)
    return;
  const { behaviours } = known;
  const behaviour = Object.hasOwn(behaviours, population.behaviour)
    ? behaviours[population.behaviour]
    : undefined;
  const { requestTimeoutMs } = plan.generator ?? {};
  const pace = population.paced === true ? plan.pace : 1;
  if (behaviour === undefined || requestTimeoutMs === undefined || pace === undefined) return;
  const heldMs = heldRealMs(plan.speed);
  for (const [holder, keeper] of HOLDS) {
    const seconds = longestThinkSeconds(behaviour.steps, holder, keeper);
    const longestMs = seconds * MS_PER_SECOND * pace + requestTimeoutMs;
    if (seconds === 0 || longestMs <= heldMs) continue;
    const problem = `may take ${inShort(longestMs / MS_PER_SECOND)} s from ${holder} to ${keeper} at pace ${pace}, but it is held for ${inShort(heldMs / MS_PER_SECOND)} s at speed ${plan.speed}`;
    const hint = 'lower pace or speed, or set paced to false for those who buy';
    report([...path, 'behaviour'], problem, hint);
    return;
  }
}

/** The longest that can be thought on any way from one step to another, each step once; 0 if there is no way. */
function longestThinkSeconds(
  steps: Behaviour['steps'],
  from: string,
  to: string,
  seen: readonly string[] = [],
): number {
  const step = Object.hasOwn(steps, from) ? steps[from] : undefined;
  if (step === undefined || seen.includes(from)) return 0;
  const nexts = [step.ok, step.refused, step.degraded].flatMap((edges) => Object.keys(edges ?? {}));
  const ways = nexts.map((next) => {
    if (next === to) return longestSeconds(step.thinkSeconds);
    const rest = longestThinkSeconds(steps, next, to, [...seen, from]);
    return rest === 0 ? 0 : longestSeconds(step.thinkSeconds) + rest;
  });
  return ways.reduce((longest, way) => Math.max(longest, way), 0);
}
