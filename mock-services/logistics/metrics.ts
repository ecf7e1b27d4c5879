/** Metrics: where parcels are, and which delivery was promised. */

import { Counter, Gauge, Histogram } from 'prom-client';
import { SHOP_FIGURE } from '../../scenarios/metrics.ts';
import { HOUR_MS } from '../platform/campaign-clock.ts';
import type { Shop } from '../platform/service.ts';
import { COUNTS, type Dispatched, IN_LINE, type Rooms } from './dispatch.ts';
import { PROMISE_MS } from './warehouses.ts';

const PROMISE_HOURS = PROMISE_MS / HOUR_MS;
/** The first bucket is delivery within 48 h; the others end half a day, a day and two days later. */
const PROMISE_BUCKETS_HOURS = [PROMISE_HOURS, PROMISE_HOURS + 12, PROMISE_HOURS + 24, PROMISE_HOURS + 48];

export function logisticsMetrics({ store, registry }: Pick<Shop, 'store' | 'registry'>, rooms: Rooms) {
  const registers = [registry];
  const gauge = (name: string, help: string, parcelsOf: (warehouse: string) => number) =>
    new Gauge({
      name,
      help,
      labelNames: ['warehouse'],
      registers,
      collect() {
        for (const warehouse of rooms.keys()) this.set({ warehouse }, parcelsOf(warehouse));
      },
    });
  gauge('shop_logistics_parcels', 'Parcels in a warehouse.', (name) => store.get(COUNTS, name) ?? 0);
  gauge('shop_logistics_room_parcels', 'Parcels that a warehouse has room for.', (name) => rooms.get(name)!);
  new Gauge({
    name: SHOP_FIGURE.parcelsWaiting,
    help: 'Parcels that wait because no warehouse has room.',
    registers,
    collect() {
      this.set(store.get(COUNTS, IN_LINE) ?? 0);
    },
  });
  const overflowed = new Counter({
    name: 'shop_logistics_overflowed_total',
    help: 'Parcels that went to a forward warehouse because the central one was full.',
    registers,
  });
  const promised = new Histogram({
    name: 'shop_logistics_promise_hours',
    help: 'From a payment to the delivery promised when its parcel was stored, in hours of the campaign.',
    buckets: PROMISE_BUCKETS_HOURS,
    registers,
  });
  const tracked = new Counter({
    name: 'shop_logistics_tracked_total',
    help: 'Parcels tracked, by who answered.',
    labelNames: ['said_by'],
    registers,
  });
  return {
    countDispatched(all: readonly Dispatched[]): void {
      for (const { isOverflow, promiseHours } of all) {
        if (isOverflow) overflowed.inc();
        promised.observe(promiseHours);
      }
    },
    countTracked: (saidBy: string): void => tracked.inc({ said_by: saidBy }),
  };
}
