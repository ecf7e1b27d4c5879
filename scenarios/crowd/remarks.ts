/**
 * What a VU has to say besides its counts, in words: why answers were not ok, which answers only looked ok, which protocol was
 * spoken, and which traced requests are worth a look. It leaves k6 once a second, as promises do. All of it is bounded.
 */

import type { Outcome } from '../metrics.ts';
import type { Masked } from '../shop/secrets.ts';

/** How often each thing was said, by step. */
export type Said = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** A traced request that somebody may want to look up in their own tracing. */
export interface TracedRequest {
  readonly id: string;
  readonly step: string;
  readonly outcome: string;
  readonly responseMs: number;
}

export interface Remarks {
  /** By step, in `causeWords`. */
  readonly causes?: Said;
  /** By step: how many ok answers were looked at (`looked`), and what was wrong with some. */
  readonly looks?: Said;
  /** By step: what failed answers whose body was at hand said for themselves: `HTTP 403: CSRF token missing`. */
  readonly errors?: Said;
  /** Of the target: `HTTP/2.0`. */
  readonly protocols?: Said;
  /** Failed ones and the slowest. */
  readonly traces?: readonly TracedRequest[];
}

/** Different words for one step. More are counted together. */
const WORDS_MAX = 10;
export const OTHER_WORDS = 'other causes';
const WORDS_CHARACTERS_MAX = 160;
/** Counts the ok answers that were looked at, among the words of what was wrong with some. */
export const LOOKED = 'looked';
/** Of one second. */
const TRACES_MAX = 6;

/** Counts words by step. Words that came once keep their place for the whole phase, so that a bound is one of the phase. */
class WordCounts {
  private counts: Record<string, Record<string, number>> = Object.create(null);
  private readonly known = new Map<string, Set<string>>();
  private isEmpty = true;

  add(step: string, words: string): void {
    const known = this.known.get(step) ?? new Set<string>();
    this.known.set(step, known);
    let said = words.slice(0, WORDS_CHARACTERS_MAX);
    if (!known.has(said)) {
      if (known.size < WORDS_MAX) known.add(said);
      else said = OTHER_WORDS;
    }
    const counts = this.counts[step] ?? Object.create(null);
    this.counts[step] = counts;
    counts[said] = (counts[said] ?? 0) + 1;
    this.isEmpty = false;
  }

  take(): Said | null {
    if (this.isEmpty) return null;
    const taken = this.counts;
    this.counts = Object.create(null);
    this.isEmpty = true;
    return taken;
  }
}

export class RemarkBook {
  private readonly causes = new WordCounts();
  private readonly looks = new WordCounts();
  private readonly errors = new WordCounts();
  private readonly protocols = new WordCounts();
  private traces: TracedRequest[] = [];
  private readonly masked: Masked;

  /** @param masked hides the values of secrets: a target may send back what it was sent */
  constructor(masked: Masked = (text) => text) {
    this.masked = masked;
  }

  /** @param words what was not ok about an answer of the step */
  cause(step: string, words: string): void {
    this.causes.add(step, this.masked(words));
  }

  /** An ok answer of the step was looked at, although nobody asked for its body. */
  looked(step: string, wrong: string | null): void {
    this.looks.add(step, LOOKED);
    if (wrong !== null) this.looks.add(step, wrong);
  }

  /** @param words of a failed answer's body */
  error(step: string, words: string): void {
    this.errors.add(step, this.masked(words));
  }

  protocol(host: string, words: string): void {
    this.protocols.add(host, words);
  }

  /** Keeps the failed ones first, then the slowest. */
  traced(request: TracedRequest): void {
    this.traces.push(request);
    if (this.traces.length <= TRACES_MAX) return;
    this.traces.sort(byWorth);
    this.traces.length = TRACES_MAX;
  }

  /** Everything since the last call; null if there is nothing. */
  take(): Remarks | null {
    const causes = this.causes.take();
    const looks = this.looks.take();
    const errors = this.errors.take();
    const protocols = this.protocols.take();
    const { traces } = this;
    this.traces = [];
    const isSilent = [causes, looks, errors, protocols].every((each) => each === null) && traces.length === 0;
    if (isSilent) return null;
    return {
      ...(causes === null ? {} : { causes }),
      ...(looks === null ? {} : { looks }),
      ...(errors === null ? {} : { errors }),
      ...(protocols === null ? {} : { protocols }),
      ...(traces.length === 0 ? {} : { traces }),
    };
  }
}

/** A cause with the outcome in front: `failed: HTTP 500`. */
export const causeWords = (outcome: Outcome, cause: string): string => `${outcome}: ${cause}`;

const isFailed = ({ outcome }: TracedRequest): number => (outcome === 'failed' ? 1 : 0);
export const byWorth = (one: TracedRequest, other: TracedRequest): number =>
  isFailed(other) - isFailed(one) || other.responseMs - one.responseMs;
