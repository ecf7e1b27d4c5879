/** Commands and calls of the user's as a lever. The lifter knows how a fault ends before it begins. */
import { callInWords, commandInWords } from '../../../scenarios/drills/words.ts';
import type { StartChild } from '../../machine/processes/child.ts';
import type { Lever } from './lever.ts';
import type { Lifter } from './lifter.ts';
import { doAction, type UserAction } from './user-action.ts';

interface UserLeverOptions {
  readonly drill: string;
  readonly begin: UserAction;
  readonly end: UserAction;
  readonly start: StartChild;
  readonly lifter: Lifter;
}

export function userLever({ drill, begin, end, start, lifter }: UserLeverOptions): Lever {
  const what = end.kind === 'command' ? commandInWords(end.words) : callInWords(end);
  const byHand = `Do it yourself, as the plan's drill “${drill}” ends: ${what}`;
  let isArmed = false;
  return {
    byHand,
    set: async () => {
      await lifter.arm({ drill, end, byHand });
      isArmed = true;
      await doAction(begin, start);
    },
    lift: async () => {
      // Without it nothing was begun.
      if (!isArmed) return;
      await doAction(end, start);
      isArmed = false;
      lifter.disarm(drill);
    },
  };
}
