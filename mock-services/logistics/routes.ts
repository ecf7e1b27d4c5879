import { answer } from '../platform/outcome.ts';
import { regularly } from '../platform/regularly.ts';
import type { Service } from '../platform/service.ts';
import { createCouriers } from './couriers.ts';
import { COUNTS, DEPARTURES, dispatchRound, LINE } from './dispatch.ts';
import { logisticsMetrics } from './metrics.ts';
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
    const rooms = new Map(WAREHOUSES.map((warehouse) => [warehouse.name, roomParcels(warehouse, settings)]));
    const couriers = createCouriers(app, shop);
    const metrics = logisticsMetrics(shop, rooms);
    app.get(
      '/orders/:order/parcel',
      { schema: parcelSchema, config: { step: 'parcel.track' } },
      async (request, reply) => {
        const tracked = await trackParcel(store, couriers, request.params.order, campaign.nowMs());
        if ('saidBy' in tracked.body) metrics.countTracked(String(tracked.body.saidBy));
        return answer(reply, tracked);
      },
    );
    const round = async () => metrics.countDispatched(await dispatchRound(store, rooms, campaign.nowMs()));
    regularly(app, DISPATCH_EVERY_MS, round, shop.reportError);
  },
};
