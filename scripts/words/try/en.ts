import type { TryWords } from './words.ts';

const counted = (count: string, noun: string): string => `${count} ${noun}${count === '1' ? '' : 's'}`;

export const tried = {
  withoutThinkTimes: ', without think times',
  outcome: { ok: 'ok', refused: 'refused', failed: 'failed', degraded: 'degraded', stopped: 'stopped' },
  nextShopper: (shopper) => `shopper ${shopper}, for what is left`,
  acknowledged: (what) => `acknowledged: ${what}`,
  hint: (hint) => `hint: ${hint}`,
  needs: (what) => `it needs ${what}, which no answer has given`,
  looksWrong: (how) => `its status is ok, but ${how}: give the step an \`outcome\` that reads it`,
  leaves: 'leaves',
  charactersMore: (count) => `… and ${count} characters more`,
  notReached: (steps, why) => `not reached: ${steps}${why === null ? '' : ` (${why})`}`,
  and: (names) => names.join(' and '),
  result: { walked: 'WALKED', 'not-walked': 'NOT WALKED', interrupted: 'INTERRUPTED' },
  counts: (behaviours, requests, seconds) =>
    `${counted(behaviours, 'behaviour')} · ${counted(requests, 'request')} in ${seconds} s`,
  steps: (walked, all) => `${walked} of ${counted(all, 'step')} walked`,
  cannotBeWalked: (behaviours, cause) => `${behaviours} cannot be walked: ${cause}`,
  wasStopped: (behaviour, why) => `${behaviour} was stopped: ${why}`,
  visitedByNobody: (steps) => `no behaviour visits: ${steps}`,
  lookWrong: (steps) => `ok by their status, but they look wrong: ${steps}`,
  left: (what) => `left on the target: ${what}`,
  more: (count) => `and ${count} more`,
} as const satisfies TryWords;
