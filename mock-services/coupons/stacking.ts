/** Which coupons one order may combine. */
import type { Campaign, Kind } from './campaigns.ts';

/** Kinds that may be combined; all others may not. Assumption: the review says that discounts stack, but not which. */
const STACKS: readonly (readonly [Kind, Kind])[] = [['reduction', 'category']];

/** Whether two kinds may be combined, in either order. */
export const stackable = (a: Campaign, b: Campaign): boolean =>
  STACKS.some(([one, other]) => (a.kind === one && b.kind === other) || (a.kind === other && b.kind === one));
