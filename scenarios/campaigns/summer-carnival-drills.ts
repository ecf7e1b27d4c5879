/** What goes wrong in the Summer Carnival's burst, and what must be seen because of it: an emergency plan is worth what it was rehearsed. */
import { conforms } from '../drills/conformance.ts';
import { bankIsDown, databaseIsPressed } from './embedded-drills.ts';
import type { PlannedDrill } from './plan.ts';

const SOURCE = 'campaign review: an emergency plan, with thresholds of circuit breakers (熔斷閥值)';

/** What a breaker in a burst must do. That others are left alone takes more quiet seconds to prove than a burst has: see `drills`. */
const holds = (dependency: string, failingShare: number, recoversWithinSeconds: number) =>
  conforms(dependency, {
    source: SOURCE,
    failingShare,
    recoversWithinSeconds,
    recoversToShare: 0.95,
  }).filter(({ kind }) => kind !== 'breaker-isolated');

/** Real seconds: longer than a breaker stays open, so that it tries once in vain. Then it stays open once more, and closes.
 * Browsers search rarely: after that it takes some seconds more until enough of them have been answered. */
const DATABASE_LASTS = { seconds: 9.5, recoverySeconds: 12 };
const DATABASE_RECOVERS_SECONDS = 7;
/** After that, what was promised for later is settled: the more, the longer. */
const BANK_LASTS = { seconds: 9.5, recoverySeconds: 14 };

/** Payments are down in one region: they are taken as pending and settled later, in time, and nobody else notices. */
export const paymentsDown = (
  minute: number,
  region: string,
  { seconds, recoverySeconds } = BANK_LASTS,
): PlannedDrill => ({
  name: 'payments-down',
  at: { phase: 'burst', minute },
  for: { seconds, recoverySeconds },
  ...bankIsDown(region),
  expect: [
    {
      id: 'payments-pending',
      kind: 'degraded',
      step: 'payment.pay',
      maxShare: 0.999,
      informative: true,
      source: 'assumption: until the breaker has closed again, the shop takes payments as pending',
    },
    { id: 'nobody-fails', kind: 'success', step: 'payment.pay', targetShare: 0.99, source: SOURCE },
    { id: 'in-time', kind: 'response-time', targetShare: 0.99, source: SOURCE },
    { id: 'is-noticed', kind: 'alert-fires', alert: 'BreakerOpen', withinSeconds: 9, source: SOURCE },
    ...holds('bank', 1, recoverySeconds - 1),
  ],
});

/** The database has few connections left and is slow: searches are answered with popular products, in time. */
export const databasePressure = (minute: number, region: string): PlannedDrill => ({
  name: 'database-pressure',
  at: { phase: 'burst', minute },
  for: DATABASE_LASTS,
  ...databaseIsPressed(region),
  expect: [
    {
      id: 'popular-products',
      kind: 'degraded',
      step: 'search.query',
      maxShare: 0.999,
      informative: true,
      source: 'assumption: until the breaker has closed again, searches get popular products',
    },
    { id: 'nobody-fails', kind: 'success', step: 'search.query', targetShare: 0.99, source: SOURCE },
    { id: 'in-time', kind: 'response-time', targetShare: 0.99, source: SOURCE },
    ...holds('database', 0.95, DATABASE_RECOVERS_SECONDS),
  ],
});

/** A region dies as in a power cut of its machine, and comes back on its data. */
export const regionKilled = (minute: number, region: string): PlannedDrill => ({
  name: 'region-killed',
  at: { phase: 'burst', minute },
  for: { seconds: 3, recoverySeconds: 9 },
  where: { process: region },
  fault: { kind: 'kill' },
  expect: [
    { id: 'is-noticed', kind: 'alert-fires', alert: 'FailedShareHigh', withinSeconds: 9, source: SOURCE },
    {
      id: 'is-back',
      kind: 'load-recovers',
      maxSeconds: 6,
      targetShare: 0.95,
      source:
        'assumption: a process starts within a second or two, and reads nothing but what it is asked for',
    },
  ],
});
