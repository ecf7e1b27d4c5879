/** The shop's own metrics, for Prometheus. Labels never carry ids: one series per shopper would be millions. */
import type { onResponseHookHandler } from 'fastify';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { SHOP_BREAKER, SHOP_FIGURE, TIME_BUCKETS_MS } from '../../scenarios/metrics.ts';

const MS_PER_SECOND = 1000;

/** `shop_breaker_state`. */
export const BREAKER_STATE = { closed: 0, halfOpen: 1, open: 2 } as const;

export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics(registry: Registry, region: string) {
  registry.setDefaultLabels({ region });
  const registers = [registry];
  // A registry of their own besides, because a drill's judge reads them four times a second, and all of the others cost more.
  const breakers = new Registry();
  breakers.setDefaultLabels({ region });
  const ofBreakers = [registry, breakers];
  const requests = new Counter({
    name: SHOP_FIGURE.requests,
    help: 'Requests answered.',
    labelNames: ['step', 'status'],
    registers,
  });
  const duration = new Histogram({
    name: SHOP_FIGURE.duration,
    help: 'From the request being read to its answer being sent.',
    labelNames: ['step'],
    buckets: TIME_BUCKETS_MS.map((ms) => ms / MS_PER_SECOND),
    registers,
  });
  return {
    /** For GET /metrics/breakers. */
    breakers,
    arrivals: new Counter({
      name: SHOP_BREAKER.arrivals,
      help: 'Calls that passed the breaker and reached the dependency.',
      labelNames: ['dependency'],
      registers: ofBreakers,
    }),
    breakerState: new Gauge({
      name: SHOP_BREAKER.state,
      help: '0 closed, 1 half-open, 2 open.',
      labelNames: ['dependency'],
      registers: ofBreakers,
    }),
    breakerEvents: new Counter({
      name: SHOP_BREAKER.events,
      help: 'Events of a breaker. fire: calls that were wanted, rejected ones included; open: also after a probe that failed.',
      labelNames: ['dependency', 'event'],
      registers: ofBreakers,
    }),
    shed: new Counter({
      name: SHOP_FIGURE.shed,
      help: 'Requests turned away under pressure, so that those that matter more are served.',
      labelNames: ['step', 'priority'],
      registers,
    }),
    pressure: new Gauge({
      name: SHOP_FIGURE.pressure,
      help: 'How pressed the region is, 0 to 1: how late its event loop is, or what a fault says.',
      registers,
    }),
    /** Counts the answers of a step. The labels are bound once, not per request. */
    hook(step: string): onResponseHookHandler {
      const observed = duration.labels(step);
      const byStatus = new Map<number, Counter.Internal>();
      return (_request, reply, done) => {
        const status = reply.statusCode;
        let counted = byStatus.get(status);
        if (counted === undefined) {
          counted = requests.labels(step, String(status));
          byStatus.set(status, counted);
        }
        counted.inc();
        observed.observe(reply.elapsedTime / MS_PER_SECOND);
        done();
      };
    },
  };
}
