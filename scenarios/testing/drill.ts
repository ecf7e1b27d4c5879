/** A drill for tests: the bank is down in the north, and nothing is expected. */
import type { PlannedDrill } from '../campaigns/plan.ts';

export const drillOf = (changes: Partial<PlannedDrill> = {}): PlannedDrill => ({
  name: 'bank-down',
  at: { phase: 'burst', minute: 10 },
  for: { seconds: 5, recoverySeconds: 3 },
  where: { dependency: 'bank', steps: ['payment.pay'], regions: ['north'] },
  fault: { kind: 'shop', faults: [{ kind: 'error', value: 1 }] },
  expect: [],
  ...changes,
});
