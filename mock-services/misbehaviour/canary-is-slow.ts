import type { Misbehaviour } from './misbehaviour.ts';

const LATE_MS = 40;

export const canaryIsSlow: Misbehaviour = {
  name: 'canary-is-slow',
  about: `answers ${LATE_MS} ms late where the new version of a gray release serves`,
  fails: 'canary',
  needs: 'gray',
  settings: ({ release, ...others }) =>
    release === undefined ? others : { ...others, release: { ...release, slowMs: LATE_MS } },
};
