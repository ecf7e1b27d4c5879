/** When each phase is set up, begins and ends: the plan's calendar divided by its speed. Milliseconds from the run's zero. */
import type { Phase, Plan } from '../campaigns/plan.ts';

export interface PhaseTime {
  readonly phase: string;
  readonly startMs: number;
  readonly endMs: number;
  /** How long before its start the phase's VUs begin to allocate their shoppers. */
  readonly setupMs: number;
  /** When its herd is released, if it has one. */
  readonly herdAtMs: number | null;
}

const MINUTE_MS = 60_000;
/** Time for k6 to start a scenario's VUs, and for them to open their first connections. */
const SETUP_MS_MIN = 1000;
/** Time to allocate typed arrays, per held shopper. Measured well below this. */
const SETUP_MS_PER_SHOPPER = 0.001;
/** Pause between a phase's end and the next one's set-up, so that last responses do not mix with the first of the next. */
const REST_MS = 1000;

/** Real milliseconds that `minutes` of the calendar take. */
export const realMs = (plan: Pick<Plan, 'speed'>, minutes: number): number =>
  Math.round((minutes * MINUTE_MS) / plan.speed);

export function timetable(plan: Plan): readonly PhaseTime[] {
  const times: PhaseTime[] = [];
  let freeAtMs = 0;
  for (const phase of plan.phases) {
    const setupMs = setUpMs(phase, plan.scale);
    const startMs =
      'during' in phase.begins
        ? startOf(times, phase.begins.during) + realMs(plan, phase.begins.atMinute)
        : freeAtMs + setupMs;
    const endMs = startMs + realMs(plan, phase.calendarMinutes);
    const herd = phase.populations.find((population) => population.kind === 'herd');
    const herdAtMs = herd === undefined ? null : startMs + realMs(plan, herd.atMinute);
    times.push({ phase: phase.name, startMs, endMs, setupMs, herdAtMs });
    freeAtMs = Math.max(freeAtMs, endMs + REST_MS);
  }
  return times;
}

/** When the last phase ends. */
export const lengthMs = (times: readonly PhaseTime[]): number =>
  Math.max(0, ...times.map((time) => time.endMs));

function setUpMs(phase: Phase, scale: number): number {
  const shoppersHeld = phase.populations
    .filter((population) => population.kind === 'held')
    .reduce((sum, population) => sum + Math.max(...population.shoppers.map((point) => point.value)), 0);
  return Math.round(SETUP_MS_MIN + shoppersHeld * scale * SETUP_MS_PER_SHOPPER);
}

function startOf(times: readonly PhaseTime[], phase: string): number {
  const found = times.find((time) => time.phase === phase);
  if (found === undefined)
    throw new Error(
      `phase "${phase}" is not in the timetable yet: a phase can only begin during an earlier one`,
    );
  return found.startMs;
}
