/** Hints for a word that is none of those known. */
import { distance } from 'fastest-levenshtein';

/** Up to two letters in five wrong (two that changed places, say) is a typing mistake; more is another word. */
const WRONG_SHARE_MAX = 0.4;

/** `did you mean "burst"?` when one is near, else a list of what there is. A word that is no text or number is near nothing. */
export function didYouMean(word: unknown, known: readonly string[]): string {
  if (known.length === 0) return 'there is none to choose from';
  const typed = typeof word === 'string' || typeof word === 'number' ? String(word).toLowerCase() : '';
  const distances = known.map((candidate) => distance(typed, candidate.toLowerCase()));
  const least = Math.min(...distances);
  if (typed !== '' && least <= Math.max(1, typed.length * WRONG_SHARE_MAX))
    return `did you mean "${known[distances.indexOf(least)]}"?`;
  return `there ${known.length === 1 ? 'is' : 'are'}: ${known.join(', ')}`;
}
