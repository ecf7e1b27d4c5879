import { answer } from '../platform/outcome.ts';
import { regularly } from '../platform/regularly.ts';
import type { Service } from '../platform/service.ts';
import { createCouriers } from './couriers.ts';
import { COUNTS, DEPARTURES, dispatchRound, LINE } from './dispatch.ts';
import { logisticsMetrics } from './metrics.ts';
import { createOperator } from './operator.ts';
import { PARCELS, trackParcel } from './parcel.ts';
import { parcelSchema } from './schema.ts';
import { roomParcels, WAREHOUSES } from './warehouses.ts';

export const DISPATCH_EVERY_MS = 500;

export const logistics: Service = {
  name: 'logistics',
  about: 'Parcels: warehouses with limited room, a promised delivery time, and where each parcel is.',
  tables: [PARCELS, COUNTS, LINE, DEPARTURES],
  routes(app, shop) {
    const { store, campaign, settings } = shop;
    const allRooms = new Map(
      WAREHOUSES.map((warehouse) => [warehouse.name, roomParcels(warehouse, settings)]),
    );
    const noRooms = new Map(WAREHOUSES.map(({ name }) => [name, 0]));
    const couriers = createCouriers(app, shop);
    const takesParcels = createOperator(app, shop);
    let isOverflowing = false;
    const metrics = logisticsMetrics(shop, allRooms);
    app.get(
      '/orders/:order/parcel',
      { schema: parcelSchema, config: { step: 'parcel.track' } },
      async (request, reply) => {
        const tracked = await trackParcel(
          store,
          couriers,
          request.params.order,
          campaign.nowMs(),
          isOverflowing,
        );
        if ('saidBy' in tracked.body) metrics.countTracked(String(tracked.body.saidBy));
        return answer(reply, tracked);
      },
    );
    const round = async () => {
      isOverflowing = !(await takesParcels());
      const rooms = isOverflowing ? noRooms : allRooms;
      metrics.countDispatched(await dispatchRound(store, rooms, campaign.nowMs()));
    };
    regularly(app, DISPATCH_EVERY_MS, round, shop.reportError);
  },
};
