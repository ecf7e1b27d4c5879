import { answerOnce, isAnswered } from '../platform/idempotency.ts';
import { answer, degraded } from '../platform/outcome.ts';
import { regularly } from '../platform/regularly.ts';
import type { Service } from '../platform/service.ts';
import { agentsOf, ask, check, DESKS, LINE, openDesk, QUESTIONS, workOff } from './domain.ts';
import { createFaqBot } from './faq-bot.ts';
import { supportMetrics } from './metrics.ts';
import { askSchema, checkSchema } from './schema.ts';

/** Decides only how soon a shopper sees an answer, not when agents begin. */
export const WORK_OFF_EVERY_MS = 500;

export const support: Service = {
  name: 'support',
  about: 'Support: a bot answers most questions, and agents answer the rest in turn.',
  tables: [QUESTIONS, LINE, DESKS],
  fill: openDesk,
  routes(app, shop) {
    const { store, campaign, settings, resources } = shop;
    const agents = () => agentsOf(settings, resources.factor);
    const bot = createFaqBot(app, shop);
    const metrics = supportMetrics(shop, agents);
    app.post(
      '/support/questions',
      { schema: askSchema, config: { step: 'support.ask' } },
      async (request, reply) => {
        const { shopper, topic } = request.body;
        // A transaction must not wait for the bot, so the bot is asked before. A repeated request does not ask it again.
        const solved = !isAnswered(store, request) && (await bot({ shopper, topic }));
        return answerOnce(store, request, reply, (tx) => {
          if (solved) metrics.countSolvedByBot();
          const asked = ask(tx, { shopper, topic, solved: solved === true }, campaign.nowMs());
          return solved === null ? degraded(asked, 'faq-bot') : asked;
        });
      },
    );
    app.get(
      '/support/questions/:shopper',
      { schema: checkSchema, config: { step: 'support.check' } },
      async (request, reply) => answer(reply, check(store, request.params.shopper, campaign.nowMs())),
    );
    const round = async () => metrics.countTaken(await workOff(store, agents(), campaign.nowMs()));
    regularly(app, WORK_OFF_EVERY_MS, round, shop.reportError);
  },
};
