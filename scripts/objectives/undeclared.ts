/** The lines of a verdict that no plan declares. One without cells is left out. */
import { noOtherRefusals } from './no-other-refusals.ts';
import { sentOnce } from './sent-once.ts';

export const UNDECLARED = [noOtherRefusals, sentOnce] as const;
