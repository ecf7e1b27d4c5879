import { SHOP_FIGURE } from '../../scenarios/metrics.ts';
import { exposeTally } from '../platform/expose-tally.ts';
import { answerOnce } from '../platform/idempotency.ts';
import { ORDERS } from '../platform/order.ts';
import type { Service } from '../platform/service.ts';
import { cancel } from './cancellation.ts';
import { createOrder, ORDER_TALLY, TO_DISPATCH, UNPAID } from './domain.ts';
import { cancellationSchema, orderSchema } from './schema.ts';

export const orders: Service = {
  name: 'orders',
  about: 'Orders, which must never be lost. Cancelling gives back what the order held.',
  tables: [ORDERS, UNPAID, TO_DISPATCH, ORDER_TALLY],
  routes(app, shop) {
    const { store, catalogue, campaign } = shop;
    app.post(
      '/orders',
      { schema: orderSchema, config: { step: 'order.create', refusable: true, guarded: true } },
      (request, reply) =>
        answerOnce(store, request, reply, (tx) => createOrder(tx, catalogue, request.body, campaign.nowMs())),
    );
    app.post(
      '/orders/:order/cancellations',
      { schema: cancellationSchema, config: { step: 'order.cancel', refusable: true } },
      (request, reply) =>
        answerOnce(store, request, reply, (tx) =>
          cancel(tx, request.params.order, request.body.shopper, campaign.nowMs()),
        ),
    );
    const metric = {
      name: SHOP_FIGURE.orders,
      help: 'Orders created, cancelled and timed out.',
      label: 'kind',
    };
    exposeTally(shop, ORDER_TALLY, metric, ['created', 'cancelled', 'timed_out']);
  },
};
