import { Counter, Gauge } from 'prom-client';
import { SHOP_FIGURE } from '../../scenarios/metrics.ts';
import { answerOnce } from '../platform/idempotency.ts';
import { accepted, answer, isAccepted } from '../platform/outcome.ts';
import type { Service } from '../platform/service.ts';
import { order, unknownRoom, watch } from './domain.ts';
import { createSchedule, isRoom, ROOMS } from './room.ts';
import { liveOrderSchema, roomSchema, viewerSchema } from './schema.ts';
import { Viewers } from './viewers.ts';

export const livestreams: Service = {
  name: 'livestreams',
  about: 'Three livestreams: viewers, the product on the screen, and orders at its livestream price.',
  tables: [],
  routes(app, { store, registry, catalogue, campaign }) {
    const schedule = createSchedule(catalogue);
    const viewers = new Map(ROOMS.map((room) => [room, new Viewers()]));

    const registers = [registry];
    const labelNames = ['room'] as const;
    const arrivals = new Counter({
      name: 'shop_livestreams_arrivals_total',
      help: 'Shoppers who entered a room, since the process started.',
      labelNames,
      registers,
    });
    const orders = new Counter({
      name: 'shop_livestreams_orders_total',
      help: 'Orders of what was on the screen, since the process started.',
      labelNames,
      registers,
    });
    new Gauge({
      name: SHOP_FIGURE.viewers,
      help: 'Shoppers in a room.',
      labelNames,
      registers,
      collect() {
        for (const [room, present] of viewers) this.set({ room }, present.count(campaign.nowMs()));
      },
    });
    for (const room of ROOMS) for (const counter of [arrivals, orders]) counter.inc({ room }, 0);

    app.post(
      '/rooms/:room/viewers',
      { schema: viewerSchema, config: { step: 'live.enter' } },
      (request, reply) =>
        answerOnce(store, request, reply, () => {
          const { room } = request.params;
          if (!isRoom(room)) return unknownRoom(room);
          const { shopper } = request.body;
          viewers.get(room)!.enter(shopper, campaign.nowMs());
          arrivals.inc({ room });
          return accepted({ room, shopper });
        }),
    );
    app.get(
      '/rooms/:room',
      { schema: roomSchema, config: { step: 'live.watch' } },
      ({ params: { room } }, reply) => {
        if (!isRoom(room)) return answer(reply, unknownRoom(room));
        const present = viewers.get(room)!.count(campaign.nowMs());
        return answer(reply, watch(room, schedule(room, campaign.sinceStartMs()), present));
      },
    );
    app.post(
      '/rooms/:room/orders',
      { schema: liveOrderSchema, config: { step: 'live.order', refusable: true, guarded: true } },
      (request, reply) =>
        answerOnce(store, request, reply, (tx) => {
          const { room } = request.params;
          if (!isRoom(room)) return unknownRoom(room);
          const showing = schedule(room, campaign.sinceStartMs());
          const outcome = order(tx, catalogue, showing, request.body, campaign.nowMs());
          if (isAccepted(outcome)) orders.inc({ room });
          return outcome;
        }),
    );
  },
};
