/** What a balancer tells Prometheus. */
import { Counter, Gauge, Registry } from 'prom-client';
import { SHOP_REPLICA } from '../../scenarios/metrics.ts';
import type { Balance } from './balance.ts';
import type { Fleet } from './fleet.ts';

const MS_PER_SECOND = 1000;

export function figuresOf(
  region: string,
  atOnce: number,
  balance: Pick<Balance<never>, 'ready' | 'waiting' | 'busyMsOf'>,
  fleet: Pick<Fleet, 'asked' | 'replicas'>,
): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ region });
  const registers = [registry];
  const gauge = (name: string, help: string, figure: () => number): void =>
    void new Gauge({
      ...{ name, help, registers },
      collect() {
        this.set(figure());
      },
    });
  const instant = (name: string, help: string, key: 'createdAtMs' | 'readyAtMs'): void =>
    void new Gauge({
      ...{ name, help, registers, labelNames: ['replica'] },
      collect() {
        this.reset();
        for (const { id, [key]: atMs } of fleet.replicas)
          if (atMs !== null) this.set({ replica: id }, atMs / MS_PER_SECOND);
      },
    });
  gauge(SHOP_REPLICA.asked, 'How many replicas there are to be.', () => fleet.asked);
  gauge(SHOP_REPLICA.ready, 'How many replicas take requests.', () => balance.ready);
  gauge(SHOP_REPLICA.waiting, 'Requests that wait for a place.', () => balance.waiting);
  instant(SHOP_REPLICA.createdAt, 'When it was asked for, in epoch seconds.', 'createdAtMs');
  instant(SHOP_REPLICA.readyAt, 'When it was ready, in epoch seconds.', 'readyAtMs');
  new Counter({
    name: SHOP_REPLICA.busySeconds,
    help: 'Place-seconds used by the number of places: 1 a second while all are in use.',
    labelNames: ['replica'],
    registers,
    collect() {
      this.reset();
      for (const { id } of fleet.replicas)
        this.inc({ replica: id }, balance.busyMsOf(id) / atOnce / MS_PER_SECOND);
    },
  });
  return registry;
}
