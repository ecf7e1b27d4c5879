import { answerOnce } from '../platform/idempotency.ts';
import type { Service } from '../platform/shop.ts';
import { logIn, MEMBERS, register } from './domain.ts';
import { type MemberBody, memberSchema } from './schema.ts';

export const members: Service = {
  name: 'members',
  about: 'Accounts: registration, login, tiers.',
  tables: [MEMBERS],
  routes(app, { store, nowMs }) {
    app.post<{ Body: MemberBody }>(
      '/members',
      { schema: memberSchema, config: { step: 'member.register' } },
      (request, reply) =>
        answerOnce(store, request, reply, (tx) => register(tx, request.body.member, nowMs())),
    );
    app.post<{ Body: MemberBody }>(
      '/sessions',
      { schema: memberSchema, config: { step: 'member.login' } },
      (request, reply) => answerOnce(store, request, reply, (tx) => logIn(tx, request.body.member, nowMs())),
    );
  },
};
