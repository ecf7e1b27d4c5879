/** The words of `carnival try`: what became of each request, what to do about it, and what the try came to. */
type Texts<Names extends string> = Readonly<Record<Names, string>>;

export interface TryWords {
  /** Behind the name of the shop and its target. */
  readonly withoutThinkTimes: string;
  readonly outcome: Texts<'ok' | 'refused' | 'failed' | 'degraded' | 'stopped'>;
  readonly nextShopper: (shopper: string) => string;
  readonly acknowledged: (what: string) => string;
  readonly hint: (hint: string) => string;
  readonly needs: (what: string) => string;
  readonly looksWrong: (how: string) => string;
  readonly leaves: string;
  readonly charactersMore: (count: string) => string;
  /** Null: nothing stopped it. */
  readonly notReached: (steps: string, why: string | null) => string;
  /** Names in a sentence. */
  readonly and: (names: readonly string[]) => string;
  readonly result: Texts<'walked' | 'not-walked' | 'interrupted'>;
  readonly counts: (behaviours: string, requests: string, seconds: string) => string;
  readonly steps: (walked: string, all: string) => string;
  readonly cannotBeWalked: (behaviours: string, cause: string) => string;
  readonly wasStopped: (behaviour: string, why: string) => string;
  readonly visitedByNobody: (steps: string) => string;
  readonly lookWrong: (steps: string) => string;
  readonly left: (what: string) => string;
  readonly more: (count: string) => string;
}
