import { answerOnce } from '../platform/idempotency.ts';
import type { Service } from '../platform/shop.ts';
import { createCatalogue } from '../storefront/catalogue.ts';
import { createOrder, ORDERS } from './domain.ts';
import { type OrderBody, orderSchema } from './schema.ts';

export const orders: Service = {
  name: 'orders',
  about: 'The ledger of orders that nothing may lose.',
  tables: [ORDERS],
  routes(app, { store, settings, nowMs }) {
    const catalogue = createCatalogue(settings.products);
    app.post<{ Body: OrderBody }>(
      '/orders',
      { schema: orderSchema, config: { step: 'order.create', refusable: true } },
      (request, reply) =>
        answerOnce(store, request, reply, (tx) => createOrder(tx, catalogue, request.body, nowMs())),
    );
  },
};
