/** Faults at a boundary. It lifts them by itself should nobody else. */
import type { PlannedDrill } from '../../../scenarios/campaigns/plan.ts';
import type { BoundaryFault } from '../../../scenarios/drills/boundary-fault.ts';
import type { BoundarySettings } from '../../../scenarios/drills/breaker.ts';
import { liftBoundaryFaults, setBoundaryFaults } from '../../boundary/boundary-client.ts';
import { FaultList } from './fault-list.ts';
import type { Lever } from './lever.ts';

/** One for each boundary of the plan: drills that overlap there share it. */
export function boundaryList(
  { control, token }: BoundarySettings,
  env: Readonly<Record<string, string | undefined>> = process.env,
): FaultList<BoundaryFault> {
  const secret = env[token.env] ?? '';
  const url = new URL(control);
  return new FaultList(async (faults, forMs) => {
    if (forMs === null) await liftBoundaryFaults(url, secret);
    else await setBoundaryFaults(url, secret, faults, forMs);
  });
}

export const boundaryLever = (
  { name }: Pick<PlannedDrill, 'name'>,
  faults: readonly BoundaryFault[],
  list: FaultList<BoundaryFault>,
): Lever => ({
  byHand: 'Stop the boundary, or wait until it lifts them by itself',
  set: (forMs) => list.set(name, faults, forMs),
  lift: () => list.lift(name),
});
