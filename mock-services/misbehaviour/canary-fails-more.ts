import type { Misbehaviour } from './misbehaviour.ts';

/** 0.5 percentage points. */
const EVERY = 200;

export const canaryFailsMore: Misbehaviour = {
  name: 'canary-fails-more',
  about: `fails every ${EVERY}th request that the new version of a gray release serves`,
  fails: 'canary',
  needs: 'gray',
  settings: ({ release, ...others }) =>
    release === undefined ? others : { ...others, release: { ...release, failsEvery: EVERY } },
};
