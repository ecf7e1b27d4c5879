/** Hints for an unknown word. */
import { distance } from 'fastest-levenshtein';

/** Up to two wrong letters in five (two that changed places, for example) are a typing mistake; more make another word. */
const WRONG_SHARE_MAX = 0.4;

/** `did you mean "burst"?` if one is similar, else the list of known words. Only text and numbers can be similar. */
export function didYouMean(word: unknown, known: readonly string[]): string {
  if (known.length === 0) return 'there is none to choose from';
  const near = similar(word, known);
  if (near !== null) return `did you mean "${near}"?`;
  return `there ${known.length === 1 ? 'is' : 'are'}: ${known.join(', ')}`;
}

/** The known word that was probably meant; null: none is like it. */
export function similar(word: unknown, known: readonly string[]): string | null {
  const typed = typeof word === 'string' || typeof word === 'number' ? String(word).toLowerCase() : '';
  const distances = known.map((candidate) => distance(typed, candidate.toLowerCase()));
  const least = Math.min(...distances);
  const isNear = typed !== '' && least <= Math.max(1, typed.length * WRONG_SHARE_MAX);
  return isNear ? known[distances.indexOf(least)]! : null;
}
