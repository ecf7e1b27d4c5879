import type { Behaviour } from '../crowd/behaviour.ts';

/** Looks at the home page once and is gone. One request a session: also what a measurement wants. */
export const passerBy: Behaviour = {
  name: 'passer-by',
  description: 'home, once',
  entry: { 'home.view': 1 },
  // Where passers-by are held, the next one comes when this one has gone.
  steps: { 'home.view': { thinkSeconds: 10, ok: {} } },
};
