/**
 * A behaviour is a customer behaviour model graph (Menascé & Almeida, "Capacity Planning for Web Services", 2002, ch. 2):
 * steps, the probabilities of each next step, and think times. It is plain data, so that a plan can be forecast from it.
 */

/** Seconds: the mean of an exponential, always the same, or a log-normal by its median and 99th percentile. */
export type ThinkTime =
  | number
  | { readonly fixed: number }
  | { readonly median: number; readonly p99: number };

/** The probability of each next step. The rest, up to 1, is the probability of leaving the shop. */
export type Edges = Readonly<Record<string, number>>;

export interface BehaviourStep {
  /** The think time between this step's response and the next request, seconds. A number is the mean of an exponential. */
  readonly thinkSeconds: ThinkTime;
  /** The think time after a failure, for clients that retry without back-off; 0 retries at once. Left out: `thinkSeconds`. */
  readonly retrySeconds?: ThinkTime;
  readonly ok: Edges;
  /** The next steps after a refusal, after a failure, and after risk control stopped a bot. Left out: the shopper leaves. */
  readonly refused?: Edges;
  readonly failed?: Edges;
  readonly stopped?: Edges;
  /** After a degraded answer. Left out: as after an ok one. */
  readonly degraded?: Edges;
}

export interface Behaviour {
  readonly name: string;
  readonly description: string;
  /** Where sessions begin: the plan's channels, or fixed shares of steps that add up to 1. */
  readonly entry: 'channels' | Edges;
  /** Present if it is a bot: risk control should stop it. A whole population may share one address or one device. */
  readonly bot?: { readonly sharesAddress?: true; readonly sharesDevice?: true };
  readonly steps: Readonly<Record<string, BehaviourStep>>;
}
