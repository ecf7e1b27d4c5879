/** Checks what a plan says of `carnival capacity` against the rest of it. */
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { didYouMean } from '../mistakes/did-you-mean.ts';
import { type Draft, type Known, namesOf, type Report } from '../mistakes/draft.ts';

/** What a command has in the place of the number. */
export const COUNT_IN_COMMAND = '{n}';

export function checkCapacity(plan: Draft<Plan>, known: Known, report: Report): void {
  const { capacity, phases } = plan ?? {};
  if (capacity === undefined) return;
  capacity.counts?.forEach((count, i) => {
    if (count !== undefined && capacity.counts!.indexOf(count) < i)
      report(['capacity', 'counts', i], 'is there twice', 'repetitions says how often each is measured');
  });
  const names = namesOf(phases);
  if (capacity.phase !== undefined && names !== null && !names.includes(capacity.phase))
    report(['capacity', 'phase'], 'is not a phase of the plan', didYouMean(capacity.phase, names));
  const { scale, zones = 1, lostZones = 0 } = capacity;
  if (lostZones >= zones)
    report(['capacity', 'lostZones'], `is not less than the zones there are (${zones})`, 'say zones too');
  capacity.tiers?.forEach((tier, i) => {
    if (tier?.saturation !== undefined && plan !== undefined && !('prometheus' in plan))
      report(
        ['capacity', 'tiers', i, 'saturation'],
        'asks a Prometheus that the plan does not name',
        'add prometheus: { url }, or write a ceiling',
      );
  });
  if (scale?.command !== undefined && !scale.command.includes(COUNT_IN_COMMAND))
    report(
      ['capacity', 'scale', 'command'],
      `does not say where the number goes: ${COUNT_IN_COMMAND}`,
      `write it so: kubectl scale deployment/shop --replicas=${COUNT_IN_COMMAND}`,
    );
  // The embedded shop has replicas of its own; what they lack is told with its settings.
  if (!('scale' in capacity) && known.settings === null)
    report(
      ['capacity'],
      'does not say how the target is scaled',
      `add scale: { command: "kubectl scale deployment/shop --replicas=${COUNT_IN_COMMAND}", ready: "kubectl rollout status deployment/shop" }`,
    );
}
