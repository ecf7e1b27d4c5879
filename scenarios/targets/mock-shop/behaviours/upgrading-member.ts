import type { Behaviour } from '../../../shop/behaviour.ts';

/** Buys the annual card during membership month. */
export const upgradingMember: Behaviour = {
  name: 'upgrading-member',
  description: 'login → profile → annual card',
  entry: { 'member.login': 1 },
  steps: {
    'member.login': { thinkSeconds: 1.5, ok: { 'member.view': 1 } },
    'member.view': { thinkSeconds: 3, ok: { 'member.upgrade': 0.5 } },
    'member.upgrade': { thinkSeconds: 0, ok: {} },
  },
};
