import type { Behaviour } from '../../../shop/behaviour.ts';

/** Opens a friend's share, as 35 % of friends do. Of these, 20 % join the group, and 15 % of the members order (campaign review). */
export const groupBuyer: Behaviour = {
  name: 'group-buyer',
  description: 'look at a share → join the group → order → pay',
  entry: { 'group.interact': 1 },
  steps: {
    'group.interact': { thinkSeconds: 2, ok: { 'group.join': 0.2 } },
    'group.join': { thinkSeconds: 2, ok: { 'group.order': 0.15 } },
    'group.order': { thinkSeconds: 2, ok: { 'payment.pay': 1 } },
    'payment.pay': { thinkSeconds: 0, ok: {} },
  },
};
