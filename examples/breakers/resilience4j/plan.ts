/** A minute in which 90 payments a second arrive, and a bank that is shaky, down, and does not answer. */
import { arriving, definePlan } from 'carnival';
import { BOUNDARY, DOWN_SLOWLY, HANGS, shaky } from '../bank.ts';
import shop from '../shop.ts';

export default definePlan(shop, {
  name: 'resilience4j',
  phases: [{ name: 'sale', calendarMinutes: 1, populations: [arriving('payers', 'payer', 324_000)] }],
  objectives: [
    { id: 'response-time', kind: 'response-time', targetShare: 0.99 },
    { id: 'payments', kind: 'success', step: 'pay', targetShare: 0.99 },
  ],
  boundaries: { bank: BOUNDARY },
  breakers: {
    bank: {
      preset: 'resilience4j', // opens at 50 % of the last 100 calls, and lets 10 probes through
      openMs: 2000, // as the service sets it: the library's minute would outlast the rehearsal
      timeoutMs: 500, // of the service's HTTP client: this breaker has none
      metrics: { all: 'http://127.0.0.1:8640/metrics' },
    },
  },
  drills: [shaky(0.15), DOWN_SLOWLY, HANGS],
});
