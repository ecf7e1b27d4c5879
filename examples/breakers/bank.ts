/** What both plans say of the bank: its boundary, how it is shaky, down, and does not answer, and what must be seen then. */
import { conforms, staysShut } from 'carnival';

export const BOUNDARY = {
  control: 'http://127.0.0.1:8643',
  token: { env: 'CARNIVAL_BOUNDARY_TOKEN' },
} as const;

const ASKED = { dependency: 'bank', steps: ['pay'] } as const;
/** What payers must see meanwhile. A window is short: 99 % could not be shown with its few answers. */
const SERVED = [
  { id: 'answered', kind: 'response-time', targetShare: 0.95 },
  { id: 'served', kind: 'success', step: 'pay', targetShare: 0.95 },
  // Promised for later, while the bank cannot be asked.
  { id: 'for-later', kind: 'degraded', step: 'pay', maxShare: 0.95 },
] as const;
/** Every clause of conformance but one: there are no other steps or regions that a drill must leave alone. */
const isAboutIt = ({ kind }: { readonly kind: string }) => kind !== 'breaker-isolated';
const AGAIN = { source: 'the plan', recoversToShare: 0.99 } as const;
const OPENS = conforms('bank', { ...AGAIN, recoversWithinSeconds: 4.5 }).filter(isAboutIt);
const BEARS = staysShut('bank', { ...AGAIN, recoversWithinSeconds: 2 }).filter(isAboutIt);

const fails = (share: number) => ({ kind: 'error', status: 503, share }) as const;

/** @param share of the calls that fail, and that the breaker must bear */
export const shaky = (share: number) =>
  ({
    name: 'bank-shaky',
    at: { phase: 'sale', minute: 0.15 },
    for: { seconds: 5, recoverySeconds: 3 },
    where: ASKED,
    fault: { kind: 'boundary', faults: [fails(share)] },
    expect: [...SERVED, ...BEARS],
  }) as const;

export const DOWN = {
  name: 'bank-down',
  at: { phase: 'sale', minute: 0.35 },
  for: { seconds: 4, recoverySeconds: 5 },
  where: ASKED,
  fault: { kind: 'boundary', faults: [fails(1)] },
  expect: [...SERVED, ...OPENS],
} as const;

/**
 * Each call waits for its error: so long a breaker is half-open, which is read each 250 ms. For one that does not count how often it
 * opened.
 */
export const DOWN_SLOWLY = {
  ...DOWN,
  fault: { kind: 'boundary', faults: [{ kind: 'latency', medianMs: 300, p99Ms: 400 }, fails(1)] },
} as const;

export const HANGS = {
  ...DOWN,
  name: 'bank-hangs',
  at: { phase: 'sale', minute: 0.6 },
  fault: { kind: 'boundary', faults: [{ kind: 'hang' }] },
} as const;
