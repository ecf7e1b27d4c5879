import type { Behaviour } from '../../../shop/behaviour.ts';

/** Asks support a question. The bot answers most of them; the other shoppers check whether an agent has answered. */
export const supportAsker: Behaviour = {
  name: 'support-asker',
  description: 'ask → look for the answer',
  entry: { 'support.ask': 1 },
  steps: {
    'support.ask': { thinkSeconds: 2, ok: { 'support.check': 1 } },
    'support.check': { thinkSeconds: 3, ok: { 'support.check': 0.3 } },
  },
};
