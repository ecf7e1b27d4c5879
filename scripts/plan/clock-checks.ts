/**
 * Checks what the plan's two clocks make of it: the calendar, squeezed by `speed`, and the real time in which people react and think.
 */
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { realMs } from '../../scenarios/crowd/timetable.ts';
import type { Draft, Path, Report } from '../mistakes/draft.ts';
import { inShort } from '../text/numbers.ts';

type DraftPhase = Draft<Plan['phases'][number]>;
type DraftPopulation = Draft<Plan['phases'][number]['populations'][number]>;

const MS_PER_SECOND = 1000;
const DAY_MS = 24 * 3600 * MS_PER_SECOND;
/** Counters leave the crowd once a second. */
const PHASE_MS_MIN = MS_PER_SECOND;
/** When a shopper acts is kept in 32 bits, in milliseconds from the phase's start: 24.8 days. */
const PHASE_MS_MAX = 2 ** 31 - 1;

export function checkClocks(plan: Draft<Plan>, report: Report): void {
  const { speed } = plan ?? {};
  if (speed === undefined) return;
  plan?.phases?.forEach((phase, i) => {
    const path = ['phases', i];
    if (!checkLength(phase, speed, path, report)) return;
    phase?.populations?.forEach((population, k) => {
      const at = [...path, 'populations', k];
      checkHerd(phase, population, speed, at, report);
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
