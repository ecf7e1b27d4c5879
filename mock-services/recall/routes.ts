import { adminOnly } from '../platform/admin.ts';
import { answer } from '../platform/outcome.ts';
import { regularly } from '../platform/regularly.ts';
import type { Service } from '../platform/service.ts';
import { landingPage, movePush, PUSHES, planPush, pushNow, sendDue } from './domain.ts';
import { recallMetrics } from './metrics.ts';
import { landingSchema, pushNowSchema, pushSchema } from './schema.ts';
import { createSms } from './sms.ts';

/** At speed 60 a calendar minute is one second, so the push is at most half a minute late. */
export const SEND_EVERY_MS = 500;

export const recall: Service = {
  name: 'recall',
  about:
    'The push message to lapsed members at a chosen minute, never in quiet hours, and the page that it links to.',
  tables: [PUSHES],
  fill: planPush,
  routes(app, shop) {
    const { store, campaign, settings } = shop;
    const sms = createSms(app, shop);
    let isStuck = false;
    app.get(
      '/recall/:member',
      { schema: landingSchema, config: { step: 'recall.open' } },
      async (request, reply) =>
        answer(reply, landingPage(store, request.params.member, campaign.nowMs(), isStuck)),
    );
    // Needs no idempotency key: choosing the same minute twice changes nothing.
    app.post(
      '/admin/recall/pushes',
      { onRequest: adminOnly(shop.adminToken), schema: pushSchema },
      async (request, reply) => {
        const { atMinute } = request.body;
        const outcome = await store.transact((tx) => movePush(tx, atMinute, settings.calendar, campaign));
        return answer(reply, outcome);
      },
    );
    app.post(
      '/admin/recall/pushes/now',
      { onRequest: adminOnly(shop.adminToken), schema: pushNowSchema },
      async (_request, reply) =>
        answer(reply, await store.transact((tx) => pushNow(tx, settings.calendar, campaign))),
    );
    const send = async () => {
      isStuck = !(await sendDue(store, sms, campaign));
    };
    regularly(app, SEND_EVERY_MS, send, shop.reportError);
    recallMetrics(shop);
  },
};
