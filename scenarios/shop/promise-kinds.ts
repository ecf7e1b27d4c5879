/** What an answer can acknowledge. All of it is remembered, and looked up in the target's books after the drain. */
export const PROMISES = [
  'order',
  'payment',
  'cancellation',
  'return',
  'redemption',
  'piece',
  'reservation',
  'place',
  'card',
] as const;
export type PromiseKind = (typeof PROMISES)[number];
/** In front of the tag of the session that was told an order's number: the last of its words. */
export const OF_SESSION = '~';

/** For people, who know of no tag. */
export const withoutSession = (words: string): string => words.replace(/ ~\S*$/, '');
