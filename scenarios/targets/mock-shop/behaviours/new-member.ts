import type { Behaviour } from '../../../shop/behaviour.ts';

/** Registers during the warm-up, logs in and looks at the coming offers. */
export const newMember: Behaviour = {
  name: 'new-member',
  description: 'register → login → home → activity zone',
  entry: { 'member.register': 1 },
  steps: {
    'member.register': { thinkSeconds: 2, ok: { 'member.login': 1 } },
    'member.login': { thinkSeconds: 2, ok: { 'home.view': 1 } },
    'home.view': { thinkSeconds: 3, ok: { 'activity.view': 0.5 } },
    'activity.view': { thinkSeconds: 3, ok: {} },
  },
};
