/** How much longer two runs would have to be to tell whether a difference is within its tolerance. */
import { inFull } from '../text/numbers.ts';

interface Untold {
  readonly difference: number;
  readonly lower: number;
  readonly upper: number;
  readonly allowed: number;
  /** In words, so many times as much again. */
  readonly more: (times: number) => string;
}

export const secondsMore =
  (seconds: number): Untold['more'] =>
  (times) =>
    `about ${inFull(Math.ceil(seconds * times))} s more of the same load`;

/** Beyond a hundred times as long nobody goes. */
const TIMES_MAX = 100;

/** What is left to a figure shrinks with the root of the samples. */
export function takes({ difference, lower, upper, allowed, more }: Untold): string {
  if (!Number.isFinite(upper)) return 'too little in common to say: longer phases, or more traffic at it';
  const isBeyond = difference > allowed;
  const left = isBeyond ? difference - lower : upper - difference;
  const times = (left / Math.abs(difference - allowed)) ** 2;
  const what = isBeyond ? 'to show that it is worse' : 'to prove that it is not worse';
  if (times > TIMES_MAX)
    return `so close to the tolerance that no run of sensible length would do ${what}: a larger tolerance, or more traffic`;
  return `${what} takes ${more(Math.max(0, times - 1))}`;
}
