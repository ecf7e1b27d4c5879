/** Replicas of the embedded shop: how many there are, what each may carry, and what they carry together. */

/** More processes than that would measure the machine and not the shop. */
export const REPLICAS_MAX = 32;
/** As many as Node lets wait at a socket that nobody has accepted yet. */
export const QUEUE_EACH = 511;

/** Of the balancer: GET says how many there are, PUT how many there are to be. */
export const REPLICAS_PATH = '/admin/replicas';

export interface ReplicaSettings {
  /** Replicas that the region begins with. */
  readonly count: number;
  /** The most that it may gain. */
  readonly countMax: number;
  /** Requests that one replica carries at once. */
  readonly atOnce: number;
  /** How long a replica holds each of them while it is alone. */
  readonly serviceMs: number;
  /** σ: the share of a request's work for which it waits its turn at every other replica, as at a lock. Left out: 0. */
  readonly contention?: number;
  /** κ: what each pair of replicas costs to agree, as a share of a request's work. Left out: 0. */
  readonly crosstalk?: number;
  /** Requests that may wait for each replica that is ready; one more is turned away with 503. Left out: QUEUE_EACH. */
  readonly queueEach?: number;
  /** From being asked for to its process being started, log-normal. Left out: at once. */
  readonly startSeconds?: { readonly median: number; readonly p99: number };
}

type Cost = Pick<ReplicaSettings, 'contention' | 'crosstalk'>;
type Carried = Cost & Pick<ReplicaSettings, 'atOnce' | 'serviceMs'>;

const MS_PER_SECOND = 1000;

/** The curve that a fit of measurements must find again, as its λ (requests a second), σ and κ. */
export const replicaTruth = ({ atOnce, serviceMs, contention = 0, crosstalk = 0 }: Carried) => ({
  lambda: (atOnce / serviceMs) * MS_PER_SECOND,
  sigma: contention,
  kappa: crosstalk,
});

/**
 * By how much a request takes longer with n ready replicas than with one: 1 + σ(n − 1) + κn(n − 1).
 * @see N. J. Gunther, "Guerrilla Capacity Planning", Springer 2007, chapter 6: the synchronous bound. Every request waits for one turn
 *   of each other replica, which is the most that sharing can cost.
 */
export const slowdownAt = ({ contention = 0, crosstalk = 0 }: Cost, n: number): number =>
  n <= 1 ? 1 : 1 + contention * (n - 1) + crosstalk * n * (n - 1);

/** How long each of n ready replicas holds a request. */
export const serviceMsAt = (settings: Cost & Pick<ReplicaSettings, 'serviceMs'>, n: number): number =>
  settings.serviceMs * slowdownAt(settings, n);

/** Requests a second that n ready replicas carry together, all places being in use: λn / (1 + σ(n − 1) + κn(n − 1)). */
export const carriedPerSecond = (settings: Carried, n: number): number =>
  (settings.atOnce * n * MS_PER_SECOND) / serviceMsAt(settings, n);
