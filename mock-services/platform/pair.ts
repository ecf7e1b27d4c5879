/** Keys of a thing and a shopper: a coupon of a campaign, a piece of a product, a place in a group. */

/** Ids have no slash, so no two pairs share a key. Keys of one thing sort together. */
export const pairKey = (thing: string, shopper: string): string => `${thing}/${shopper}`;

export function pairOf(key: string): { readonly thing: string; readonly shopper: string } {
  const slash = key.indexOf('/');
  return { thing: key.slice(0, slash), shopper: key.slice(slash + 1) };
}
