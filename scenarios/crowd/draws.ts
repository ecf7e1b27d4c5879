/**
 * Random draws as pure functions: every draw is a hash of (seed, who, n, purpose). There is no shared stream of random
 * numbers, so a shopper draws the same numbers in any VU and any generator.
 *
 * The hash is MurmurHash3's 32-bit finalizer (Appleby, public domain) of seed + who. n and purpose come in at its second
 * multiplication, where they change both factors. It runs about ten thousand times a second in k6's interpreter.
 *
 * - For one n and one purpose it is a bijection of seed + who modulo 2³²: each step can be undone, because the multipliers are
 *   odd. So two shoppers whose sums differ never get the same draw there. `draw-ranges.ts` gives every population sums of its
 *   own.
 * - No shopper's draws are those of another some requests later. With the first factor g, the second step gives
 *   (g + c)(M + 2c) for c = 8n + purpose. If that were (g′ + c + k)(M + 2c + 2k) for every n, then 2²⁸ would divide
 *   k (M + 2k − 2g), and so k: another shopper could follow only 33 million requests later.
 */

/** What a draw decides. Different purposes give independent draws for the same shopper and n. */
export const PURPOSE = {
  arrivalGap: 1,
  channel: 2,
  step: 3,
  think: 4,
  firstWake: 5,
  region: 6,
  reaction: 7,
} as const;
export type Purpose = (typeof PURPOSE)[keyof typeof PURPOSE];

/** More than the number of purposes, so that each pair (n, purpose) is distinct. */
const PURPOSES = 8;
const GOLDEN_RATIO_32 = 0x9e3779b1;
const FIRST_MULTIPLIER = 0x85ebca6b;
const SECOND_MULTIPLIER = 0xc2b2ae35;
/** Looked up once, because in k6's interpreter a property of a global costs as much as the multiplication. */
const { imul, log } = Math;
/** One more than the largest hash. */
const HASHES = 4294967296;

/** 32 unsigned bits that depend on all four arguments. */
export function hash(seed: number, who: number, n: number, purpose: number): number {
  const c = n * PURPOSES + purpose;
  let h = imul(who + seed, GOLDEN_RATIO_32);
  h = imul((h ^ (h >>> 15)) + c, FIRST_MULTIPLIER + 2 * c);
  h = imul(h ^ (h >>> 13), SECOND_MULTIPLIER);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A number in the open interval (0, 1). */
export const uniform = (seed: number, who: number, n: number, purpose: Purpose): number =>
  (hash(seed, who, n, purpose) + 0.5) / HASHES;

/** An exponential draw with mean 1. */
export const exponential = (seed: number, who: number, n: number, purpose: Purpose): number =>
  -log((hash(seed, who, n, purpose) + 0.5) / HASHES);

/** A seed from a seed and a name. Two names may get seeds that lie close to each other: see `draw-ranges.ts`. */
export function seedFor(seed: number, name: string): number {
  let h = seed;
  for (let i = 0; i < name.length; i++) h = hash(h, name.charCodeAt(i), i, 0);
  return h;
}

/** The index of the first cumulative share above `u`. If the shares end below 1, -1 stands for the rest. */
export function pick(cumulative: readonly number[], u: number): number {
  for (let i = 0; i < cumulative.length; i++) if (u < cumulative[i]!) return i;
  return -1;
}
