import type { MistakeWords } from './words.ts';

export const mistake = {
  hint: 'hint: ',
  has: (subject, count) =>
    `${subject} ${/^\w+ and \w+$/.test(subject) ? 'have' : 'has'} ${count === 1 ? 'a mistake' : `${count} mistakes`}`,
  at: (place, problem) => `${place}: ${problem}`,
} as const satisfies MistakeWords;
