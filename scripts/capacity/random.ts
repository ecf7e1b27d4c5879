/** Random numbers that are the same in every run: the same measurements always give the same intervals. */
import { hash } from '../../scenarios/crowd/draws.ts';

/** Uniform in the open interval (0, 1). */
export type Random = () => number;

const HASHES = 2 ** 32;

export function randomFrom(seed: number): Random {
  let drawn = 0;
  return () => (hash(seed, drawn++, 0, 0) + 0.5) / HASHES;
}

/** Box & Muller 1958. */
export const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());

/** The sum of `freedom` squares of normal draws. */
export function chiSquared(freedom: number, random: Random): number {
  let sum = 0;
  for (let i = 0; i < freedom; i++) sum += normal(random) ** 2;
  return sum;
}
