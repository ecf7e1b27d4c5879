import { Gauge } from 'prom-client';
import { exposeTally } from '../platform/expose-tally.ts';
import { answerOnce } from '../platform/idempotency.ts';
import { regularly } from '../platform/regularly.ts';
import type { Service } from '../platform/service.ts';
import { INSPECTIONS, inspect, RETURN_TALLY, RETURNS, returnsWaiting, takeReturn } from './domain.ts';
import { returnSchema } from './schema.ts';

const INSPECT_EVERY_MS = 1000;

export const returns: Service = {
  name: 'returns',
  about: 'Returns: the money is refunded and the pieces restocked, for a few after an inspection.',
  tables: [RETURNS, INSPECTIONS, RETURN_TALLY],
  routes(app, shop) {
    const { store, campaign, registry, reportError } = shop;
    app.post(
      '/orders/:order/returns',
      { schema: returnSchema, config: { step: 'return.create', refusable: true } },
      (request, reply) =>
        answerOnce(store, request, reply, (tx) =>
          takeReturn(tx, request.params.order, request.body, campaign.nowMs()),
        ),
    );
    regularly(app, INSPECT_EVERY_MS, () => inspect(store, campaign.nowMs()), reportError);
    new Gauge({
      name: 'shop_returns_waiting',
      help: 'Returns in inspection.',
      registers: [registry],
      collect() {
        this.set(returnsWaiting(store));
      },
    });
    const metric = {
      name: 'shop_returns_total',
      help: 'Returns by the status that they reached.',
      label: 'status',
    };
    exposeTally(shop, RETURN_TALLY, metric, ['handled', 'inspection', 'inspected']);
  },
};
