import type { Misbehaviour } from './misbehaviour.ts';

/** A day. */
const OPEN_MS = 86_400_000;

export const neverCloses: Misbehaviour = {
  name: 'never-closes',
  about: 'opens a breaker and never tries again',
  fails: 'breaker-closes',
  wire: () => ({ breaker: (spec) => ({ ...spec, openMs: OPEN_MS }) }),
};
