/**
 * A minute in which 30 payments a second arrive, and a bank that is shaky, and down. Not more: pybreaker 1.4 asks one call at a time,
 * under a lock.
 */
import { arriving, definePlan } from 'carnival';
import { BOUNDARY, DOWN, shaky } from '../bank.ts';
import shop from '../shop.ts';

export default definePlan(shop, {
  name: 'pybreaker',
  phases: [{ name: 'sale', calendarMinutes: 1, populations: [arriving('payers', 'payer', 108_000)] }],
  objectives: [
    { id: 'response-time', kind: 'response-time', targetShare: 0.99 },
    { id: 'payments', kind: 'success', step: 'pay', targetShare: 0.99 },
  ],
  boundaries: { bank: BOUNDARY },
  breakers: {
    bank: {
      preset: 'pybreaker', // opens at 5 failures in a row, and lets one probe through
      openMs: 2000, // as the service sets it: the library's minute would outlast the rehearsal
      timeoutMs: 500, // of the service's HTTP client: this breaker has none
      metrics: { all: 'http://127.0.0.1:8640/metrics' },
    },
  },
  drills: [shaky(0.02), DOWN],
});
