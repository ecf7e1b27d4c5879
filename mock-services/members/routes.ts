import { invalid } from '../platform/errors.ts';
import { answerOnce } from '../platform/idempotency.ts';
import { answer, isAccepted } from '../platform/outcome.ts';
import type { Service } from '../platform/service.ts';
import { buyCard, CARDS, viewMember } from './cards.ts';
import { isActive, logIn, MEMBERS, register } from './domain.ts';
import { memberMetrics } from './metrics.ts';
import { cardSchema, memberSchema, viewSchema } from './schema.ts';

export const members: Service = {
  name: 'members',
  about: 'Accounts: registration, login, tiers and annual cards, whose discounts add up.',
  tables: [MEMBERS, CARDS],
  routes(app, { store, campaign, registry }) {
    const metrics = memberMetrics(registry);
    app.post('/members', { schema: memberSchema, config: { step: 'member.register' } }, (request, reply) =>
      answerOnce(store, request, reply, (tx) => {
        const { member } = request.body;
        if (!isActive(tx, member)) metrics.registered.inc();
        return register(tx, member, campaign.nowMs());
      }),
    );
    app.post('/sessions', { schema: memberSchema, config: { step: 'member.login' } }, (request, reply) =>
      answerOnce(store, request, reply, (tx) => {
        const { member } = request.body;
        metrics[isActive(tx, member) ? 'active' : 'lapsed'].inc();
        return logIn(tx, member, campaign.nowMs());
      }),
    );
    app.get(
      '/members/:member',
      { schema: viewSchema, config: { step: 'member.view' } },
      async (request, reply) => answer(reply, viewMember(store, request.params.member)),
    );
    app.post(
      '/members/:member/cards',
      { schema: cardSchema, config: { step: 'member.upgrade', refusable: true } },
      async (request, reply) => {
        const { member } = request.params;
        const { shopper } = request.body;
        if (shopper !== member) {
          return answer(
            reply,
            invalid([`body/shopper "${shopper}" is not the member "${member}" of the URL`]),
          );
        }
        return answerOnce(store, request, reply, (tx) => {
          const outcome = buyCard(tx, member, campaign.nowMs());
          if (isAccepted(outcome)) metrics.cards.inc();
          return outcome;
        });
      },
    );
  },
};
