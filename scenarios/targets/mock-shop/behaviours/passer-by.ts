import type { Behaviour } from '../../../shop/behaviour.ts';

/** Views the home page once and leaves. One request per session is also handy for measurements. */
export const passerBy: Behaviour = {
  name: 'passer-by',
  description: 'home, once',
  entry: { 'home.view': 1 },
  // In a held population, the next passer-by comes after this think time.
  steps: { 'home.view': { thinkSeconds: 10, ok: {} } },
};
