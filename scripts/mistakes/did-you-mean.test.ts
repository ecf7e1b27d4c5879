import { expect, it } from 'vitest';
import { didYouMean } from './did-you-mean.ts';

const PHASES = ['warm-up', 'burst', 'flash-sale'];

it.each([
  { given: 'brust', known: PHASES, want: 'did you mean "burst"?' },
  { given: 'BURST', known: PHASES, want: 'did you mean "burst"?' },
  { given: 'flashsale', known: PHASES, want: 'did you mean "flash-sale"?' },
  { given: 'membership', known: PHASES, want: 'there are: warm-up, burst, flash-sale' },
  { given: '', known: PHASES, want: 'there are: warm-up, burst, flash-sale' },
  { given: 7, known: ['burst'], want: 'there is: burst' },
  { given: { toString: [] }, known: PHASES, want: 'there are: warm-up, burst, flash-sale' },
  { given: undefined, known: ['a'], want: 'there is: a' },
  { given: 'burst', known: [], want: 'there is none to choose from' },
])('a hint for $given among $known says: $want', ({ given, known, want }) => {
  expect(didYouMean(given, known)).toBe(want);
});
