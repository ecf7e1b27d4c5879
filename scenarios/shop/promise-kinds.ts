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
