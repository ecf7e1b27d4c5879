/**
 * What sampled shares count: which answers are in a share, and which of those are bad. An answer that was late, or failed, only
 * because of the generator is in none of them. It speaks neither for the target nor against it.
 */
import type { Outcome, Within } from '../../scenarios/metrics.ts';

export interface Answer {
  readonly outcome: Outcome;
  readonly within: Within;
}

interface Indicator {
  readonly counts: (answer: Answer) => boolean;
  readonly isBad: (answer: Answer) => boolean;
}

export const INDICATORS = {
  /** Late or failed, of all answers to those who are to be served. Risk control answers bots fast: that helps no shopper. */
  late: {
    counts: ({ outcome }) => outcome !== 'stopped',
    isBad: ({ outcome, within }) => outcome === 'failed' || within !== 'true',
  },
  /** Failed, of all answers that were neither refused nor stopped. */
  failed: {
    counts: ({ outcome }) => outcome === 'ok' || outcome === 'failed',
    isBad: ({ outcome }) => outcome === 'failed',
  },
  /** Degraded, of all answers that kept their promise in full or in part. */
  degraded: {
    counts: ({ outcome }) => outcome === 'ok' || outcome === 'degraded',
    isBad: ({ outcome }) => outcome === 'degraded',
  },
} as const satisfies Readonly<Record<string, Indicator>>;

export type IndicatorName = keyof typeof INDICATORS;
export const INDICATOR_NAMES = Object.keys(INDICATORS) as readonly IndicatorName[];

export const isOwn = ({ within }: Pick<Answer, 'within'>): boolean => within === 'own';

export const isCounted = (indicator: IndicatorName, answer: Answer): boolean =>
  !isOwn(answer) && INDICATORS[indicator].counts(answer);
