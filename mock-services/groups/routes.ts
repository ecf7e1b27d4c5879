import { answerOnce } from '../platform/idempotency.ts';
import { answer } from '../platform/outcome.ts';
import { regularly } from '../platform/regularly.ts';
import type { Service } from '../platform/service.ts';
import { endDue, join, look, order, share } from './domain.ts';
import { ENDS, GROUP_TALLY, GROUPS, PLACES, QUEUES } from './group.ts';
import { groupMetrics } from './metrics.ts';
import { groupOrderSchema, memberSchema, shareSchema } from './schema.ts';

/** Real milliseconds. A group may end this much late. */
const END_EVERY_MS = 1000;

export const groups: Service = {
  name: 'groups',
  about: 'Group-buying: friends share a product, pay a deposit each, and order at a lower price.',
  tables: [GROUPS, PLACES, QUEUES, ENDS, GROUP_TALLY],
  routes(app, shop) {
    const { store, catalogue, campaign, reportError } = shop;
    const counted = groupMetrics(shop);

    app.post('/groups/shares', { schema: memberSchema, config: { step: 'group.share' } }, (request, reply) =>
      answerOnce(store, request, reply, (tx) =>
        counted('share', share(tx, catalogue, request.body, campaign.nowMs())),
      ),
    );
    app.get(
      '/groups/shares/:product',
      { schema: shareSchema, config: { step: 'group.interact' } },
      ({ params }, reply) =>
        answer(reply, counted('interact', look(store, catalogue, params.product, campaign.nowMs()))),
    );
    app.post(
      '/groups/members',
      { schema: memberSchema, config: { step: 'group.join', refusable: true } },
      (request, reply) =>
        answerOnce(store, request, reply, (tx) =>
          counted('join', join(tx, catalogue, request.body, campaign.nowMs())),
        ),
    );
    app.post(
      '/groups/orders',
      { schema: groupOrderSchema, config: { step: 'group.order', refusable: true, guarded: true } },
      (request, reply) =>
        answerOnce(store, request, reply, (tx) =>
          counted('order', order(tx, catalogue, request.body, campaign.nowMs())),
        ),
    );
    regularly(app, END_EVERY_MS, () => endDue(store, campaign.nowMs()), reportError);
  },
};
