/** Verdicts of rehearsals that went differently, for tests of what is printed. */
import { judge } from '../../verdict/judge.ts';
import { rehearsal, type Story } from './small-rehearsal.ts';

export const STORIES = {
  healthy: {},
  slow: { steps: { '* · order.create': (intended) => ({ late: intended }) } },
  dead: {
    steps: { '* · *': (intended) => ({ failed: intended, refused: 0 }) },
    events: ['shop-died'],
    observations: {
      audit: { ...rehearsal().observations.audit, done: false, reason: 'the shop is gone', indeterminate: 3 },
    },
  },
  invalid: { events: ['clock-jumped', 'interrupted'] },
  blind: {
    observations: {
      missing: 'connection refused',
      phases: [],
      seconds: [],
      intended: [],
      responses: [],
      unsent: [],
    },
  },
} as const satisfies Readonly<Record<string, Story>>;
export const VERDICTS = Object.entries(STORIES).map(([name, story]) => ({
  name,
  verdict: judge(rehearsal(story)),
}));
