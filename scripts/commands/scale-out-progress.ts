/** What `carnival scale-out` says while it simulates: a line at once, and another every few seconds. */
import type { Asked, Progress } from '../scale-out/scale-out.ts';
import { STRATEGIES } from '../scale-out/strategies.ts';
import { inFull } from '../text/numbers.ts';
import type { ScaleOutWords } from '../words/scale-out/words.ts';

/** More lines would be read as an answer. */
const PAUSE_MS = 3000;

export const beginsText = ({ plan, draws }: Pick<Asked, 'plan' | 'draws'>, words: ScaleOutWords): string =>
  words.begins({ plan, draws: inFull(draws), strategies: inFull(STRATEGIES.length) });

/** @returns told of each part; it prints those that come late enough after the line before them */
export function progressLines(
  words: ScaleOutWords,
  nowMs: () => number,
): (progress: Progress, print: (line: string) => void) => void {
  let saidAtMs = nowMs();
  return ({ part, done, parts }, print) => {
    if (nowMs() - saidAtMs < PAUSE_MS) return;
    saidAtMs = nowMs();
    const name = part === 'search' ? words.search : words.strategy[part];
    print(words.progress({ part: name, done: inFull(done), parts: inFull(parts) }));
  };
}
