import { Gauge } from 'prom-client';
import { SHOP_FIGURE } from '../../scenarios/metrics.ts';
import { exposeTally } from '../platform/expose-tally.ts';
import { answerOnce } from '../platform/idempotency.ts';
import { regularly } from '../platform/regularly.ts';
import type { Service } from '../platform/service.ts';
import {
  EXPIRING,
  expireReservations,
  liveReservations,
  RESERVATION_TALLY,
  RESERVATIONS,
  reserve,
} from './domain.ts';
import { reservationSchema } from './schema.ts';

const EXPIRE_EVERY_MS = 1000;

export const reservations: Service = {
  name: 'reservations',
  about: 'Pieces reserved before the burst: off the shelf at once, and always honoured.',
  tables: [RESERVATIONS, EXPIRING, RESERVATION_TALLY],
  routes(app, shop) {
    const { store, catalogue, campaign, registry, reportError } = shop;
    app.post(
      '/reservations',
      { schema: reservationSchema, config: { step: 'reserve.create', refusable: true, guarded: true } },
      (request, reply) =>
        answerOnce(store, request, reply, (tx) => reserve(tx, catalogue, request.body, campaign.nowMs())),
    );
    regularly(app, EXPIRE_EVERY_MS, () => expireReservations(store, campaign.nowMs()), reportError);
    new Gauge({
      name: SHOP_FIGURE.reservationsLive,
      help: 'Pieces reserved and not ordered yet.',
      registers: [registry],
      collect() {
        this.set(liveReservations(store));
      },
    });
    const metric = {
      name: 'shop_reservations_total',
      help: 'Reservations made, refused, honoured and expired.',
      label: 'outcome',
    };
    exposeTally(shop, RESERVATION_TALLY, metric, ['reserved', 'refused', 'honoured', 'expired']);
  },
};
