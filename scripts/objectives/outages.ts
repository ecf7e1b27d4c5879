/**
 * `outages: { everySecondsMin }`, for kinds that are judged from requests by the second. Every required cell must then also prove
 * that bad seconds come less often than that: see bad-seconds.ts.
 */
import type { ObjectiveBase } from '../../scenarios/campaigns/plan.ts';
import { secondsToProve } from '../evidence/bad-seconds.ts';
import type { OutagesAllowed } from '../evidence/share-cell.ts';
import type { Draft } from '../mistakes/draft.ts';
import { above0, strict } from '../mistakes/fields.ts';
import { inFull, inShort } from '../text/numbers.ts';
import type { CheckedPlan } from './kind.ts';

const SECONDS_PER_MINUTE = 60;

export const outages = strict({ everySecondsMin: above0 }).exactOptional();

interface Asks extends ObjectiveBase {
  readonly outages?: OutagesAllowed;
}

/** What a cell must prove of its outages. The others are too short to prove anything of them. */
export const outagesAt = (objective: Asks, required: boolean): OutagesAllowed | undefined =>
  required ? objective.outages : undefined;

/** Each required cell must last long enough to prove it. */
export function checkOutages(objective: NonNullable<Draft<Asks>>, at: CheckedPlan): void {
  const everySecondsMin = objective.outages?.everySecondsMin;
  if (everySecondsMin === undefined) return;
  const path = [...at.path, 'outages', 'everySecondsMin'];
  if (objective.informative === true) {
    const problem = 'asks for a proof, but an informative objective requires none';
    at.report(path, problem, 'leave out "informative" or "outages"');
    return;
  }
  const needed = secondsToProve(everySecondsMin);
  const phases = [undefined, ...new Set(objective.requires?.map((cell) => cell?.phase))];
  const tooShort = phases
    .map((phase) => ({ phase, seconds: secondsOf(phase, at) }))
    .filter(({ seconds }) => seconds < needed)
    .toSorted((one, other) => one.seconds - other.seconds)[0];
  if (tooShort === undefined) return;
  const where = tooShort.phase === undefined ? 'the plan' : `phase "${tooShort.phase}"`;
  at.report(
    path,
    `takes ${inFull(needed)} s without a bad second to be proven, but ${where} lasts only ${inShort(tooShort.seconds)} s`,
    'lengthen it, lower "speed", or allow outages more often',
  );
}

/** Real seconds of a phase, or of the whole plan, where parallel phases take no time. Infinity if that is not known. */
function secondsOf(phase: string | undefined, { plan }: CheckedPlan): number {
  const { phases, speed } = plan ?? {};
  const meant = phases?.filter((each) =>
    phase === undefined ? each?.begins === undefined || !('during' in each.begins) : each?.name === phase,
  );
  if (meant === undefined || meant.length === 0 || speed === undefined) return Number.POSITIVE_INFINITY;
  const minutes = meant.reduce((sum, each) => sum + (each?.calendarMinutes ?? Number.POSITIVE_INFINITY), 0);
  return (minutes * SECONDS_PER_MINUTE) / speed;
}
