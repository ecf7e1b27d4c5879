/**
 * A behaviour is a customer behaviour model graph (Menascé & Almeida, "Capacity Planning for Web Services", 2002, ch. 2):
 * steps, the probabilities of each next step, and think times. It is plain data, so that a plan can be forecast from it.
 */

/** The probability of each next step. The rest, up to 1, is the probability of leaving the shop. */
export type Edges = Readonly<Record<string, number>>;

export interface BehaviourStep {
  /** Mean of the exponential think time between this step's response and the next request, seconds. */
  readonly thinkSeconds: number;
  /** The mean after a failure, for clients that retry without back-off; 0 retries at once. Left out: `thinkSeconds`. */
  readonly retrySeconds?: number;
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
