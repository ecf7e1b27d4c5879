/** What `carnival try` tells from inside k6, a line of its console each. Secrets are hidden in all of it. */
import type { Outcome } from '../metrics.ts';

/** How each line begins. */
export const TRY = 'try';

/** Whose step it is. */
interface OfShopper {
  readonly behaviour: string;
  /** From 1: those after the first walk what it left out. */
  readonly shopper: number;
  readonly step: string;
  /** Where the shopper goes from there; null: it leaves. */
  readonly next: string | null;
}

/** What was sent, or was to be sent, and what came back. */
export interface Exchange {
  readonly method: string;
  readonly url: string;
  /** As it went out. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** 0: no answer came. */
  readonly status: number;
  readonly protocol: string;
  readonly answerHeaders: Readonly<Record<string, string>>;
  /** The beginning of it. */
  readonly answerBody: string;
  /** Of the whole body. */
  readonly answerCharacters: number;
}

export interface TriedRequest extends OfShopper {
  readonly kind: 'request';
  readonly exchange: Exchange;
  readonly ms: number;
  readonly outcome: Outcome;
  /** Why it is not ok; empty: it is, or its status says it. */
  readonly reason: string;
  /** What the session took of the answer, and did not have before. */
  readonly taken: readonly { readonly name: string; readonly value: string }[];
  /** What the step needs, and the session did not have. */
  readonly lacks: readonly string[];
  /** A name that shop.ts reads and nothing gives, and those that it could read. */
  readonly unknown?: {
    readonly of: 'kept' | 'account';
    readonly name: string;
    readonly known: readonly string[];
  };
  /** What looks wrong in an answer that is ok by its status alone; empty: nothing. */
  readonly looksWrong: string;
  /** What the answer acknowledged, such as `order 100012 25.00`; empty: nothing. */
  readonly acknowledged: string;
}

/** A behaviour is over. */
export interface Walked {
  readonly kind: 'walked';
  readonly behaviour: string;
  readonly unvisited: readonly string[];
  /** Why nobody went on; empty: nothing was left that anybody could reach. */
  readonly stopped: string;
}

export type TryEvent = TriedRequest | Walked;
