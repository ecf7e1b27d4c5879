/** Hints for a word that is none of those known. */

/** Two letters of five wrong, as when two change places, is a slip of the finger; more is another word. */
const SLIPPED_SHARE_MAX = 0.4;

/** `did you mean "burst"?` when one is near, and else what there is. What is no text or number is near nothing. */
export function didYouMean(word: unknown, known: readonly string[]): string {
  if (known.length === 0) return 'there is none to choose from';
  const typed = typeof word === 'string' || typeof word === 'number' ? String(word).toLowerCase() : '';
  const distances = known.map((candidate) => editDistance(typed, candidate.toLowerCase()));
  const least = Math.min(...distances);
  if (typed !== '' && least <= Math.max(1, typed.length * SLIPPED_SHARE_MAX))
    return `did you mean "${known[distances.indexOf(least)]}"?`;
  return `there ${known.length === 1 ? 'is' : 'are'}: ${known.join(', ')}`;
}

/** Levenshtein distance, one row at a time. @see https://en.wikipedia.org/wiki/Levenshtein_distance */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitute = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitute, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
