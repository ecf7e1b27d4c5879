/** What a crowd is made from, and what it needs from its driver. */
import type { Phase, Plan } from '../campaigns/plan.ts';
import type { StepRequest, Storefront, Visit } from '../storefront/storefront.ts';
import type { Behaviour } from './behaviour.ts';
import type { Meter } from './counters.ts';
import type { Promises } from './promises.ts';
import type { Share } from './share.ts';

export interface CrowdPorts {
  /**
   * Sends the request of `visit`, an object that is reused after the call. The driver must call the crowd's `answered` once for
   * it, with the same slot.
   * @param slot which of the requests in flight it is, from 0
   */
  readonly send: (slot: number, step: number, region: number, request: StepRequest, visit: Visit) => void;
  /** Whole milliseconds from the phase's start. */
  readonly nowMs: () => number;
  readonly meter: Meter;
  /** Receives what was promised since the last call, by region. Called at most once a flush, and only if there is any. */
  readonly promises: (byRegion: Readonly<Record<string, Promises>>) => void;
  /** Receives every response time, for tests that need exact quantiles. */
  readonly sample?: (responseMs: number) => void;
  /** Receives every intended step, for tests of determinism. */
  readonly trace?: (population: string, shopper: number, generation: number, step: string) => void;
}
/** `own`: the request failed inside the generator. `degraded`: the target said that it kept its promise in part, or for later. */
export type AnswerMark = 'own' | 'degraded';

export interface CrowdSettings {
  readonly plan: Plan;
  readonly phase: Phase;
  readonly share: Share;
  readonly behaviours: Readonly<Record<string, Behaviour>>;
  readonly storefront: Storefront;
  /** The VU's label in gauges. */
  readonly vu: string;
  /** Prefix of every id, so that two runs against one target never share ids. */
  readonly runTag: string;
}
