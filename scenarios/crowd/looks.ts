/** Which of a step's answers are looked at although nobody reads them, and what looks wrong about one. */

import type { Answer } from '../shop/answer.ts';
import { looksWrong } from '../shop/looks-wrong.ts';

/** These first ones of each step, so that a short run is looked at too. */
const AT_FIRST = 20;
/** Then one in so many. A prime, so that it keeps step with no pattern. */
const EVERY = 97;
/** But the next one after so long: a page that comes up in mid-run is seen at a step with few answers too. */
const EVERY_MS = 1000;
const UNLIKE_OTHERS = 'the body is not JSON, as others of the step were';

type Kind = 'none' | 'json' | 'page' | 'other';

export class Looks {
  /** By step: how many more answers until one is looked at, how many were, and when the last was asked for. */
  private readonly until: number[];
  private readonly looks: number[];
  private readonly lastMs: number[];
  /** By step: what its first answer that had a body was. */
  private readonly kinds: Kind[];
  private readonly nowMs: () => number;

  constructor(steps: number, nowMs: () => number) {
    const each = <T>(value: T): T[] => Array.from({ length: steps }, () => value);
    this.until = each(1);
    this.looks = each(0);
    this.lastMs = each(0);
    this.kinds = each<Kind>('none');
    this.nowMs = nowMs;
  }

  /** Counts an answer of the step: is it to be looked at? */
  isDue(step: number): boolean {
    this.until[step]! -= 1;
    const nowMs = this.nowMs();
    if (this.until[step]! > 0 && nowMs - this.lastMs[step]! < EVERY_MS) return false;
    this.looks[step]! += 1;
    this.lastMs[step] = nowMs;
    this.until[step] = this.looks[step]! < AT_FIRST ? 1 : EVERY;
    return true;
  }

  /** The next answer of the step is to be looked at. */
  again(step: number): void {
    this.until[step] = 1;
  }

  /** What looks wrong about an ok answer of the step, in a few words; null: nothing. */
  wrongIn(step: number, answer: Pick<Answer, 'body' | 'header'>): string | null {
    const kind = kindOf(answer.body);
    const wrong = looksWrong(answer);
    if (this.kinds[step] === 'none' && wrong === null) this.kinds[step] = kind;
    const isUnlike = this.kinds[step] === 'json' && kind === 'page';
    return wrong ?? (isUnlike ? UNLIKE_OTHERS : null);
  }
}

const FIRST_CHARACTER = /\S/;

function kindOf(body: string): Kind {
  const first = FIRST_CHARACTER.exec(body)?.[0];
  if (first === undefined) return 'none';
  return first === '{' || first === '[' ? 'json' : first === '<' ? 'page' : 'other';
}
