/** Repeatable random draws: a hash of a text. So nothing is stored, and a restart changes no draw. */
import { fnv1a } from '../../scenarios/targets/mock-shop/fnv1a.ts';

const UINT32_VALUES = 2 ** 32;
const FIRST_MULTIPLIER = 0x85ebca6b;
const SECOND_MULTIPLIER = 0xc2b2ae35;

/**
 * Uniform in [0, 1), by purpose and subject. The low bits of FNV depend only on the low bits of the text. Without MurmurHash3's
 * finaliser, draws for two purposes would be similar.
 *
 * @see https://github.com/aappleby/smhasher/blob/master/src/MurmurHash3.cpp (fmix32)
 */
export function draw(purpose: string, subject: string): number {
  let hash = fnv1a(`${purpose}/${subject}`);
  hash = Math.imul(hash ^ (hash >>> 16), FIRST_MULTIPLIER);
  hash = Math.imul(hash ^ (hash >>> 13), SECOND_MULTIPLIER);
  return ((hash ^ (hash >>> 16)) >>> 0) / UINT32_VALUES;
}
