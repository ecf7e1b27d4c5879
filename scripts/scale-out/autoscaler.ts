/** An autoscaler as the simulation meets it: it looks at certain seconds, and says how many replicas there should be. */

/** What there is to see. Loads are of the newest sample that it can read. */
export interface Seen {
  readonly nowSeconds: number;
  /** What was asked for last. */
  readonly asked: number;
  /** At least so many, whatever the load: what a plan or a person has set. */
  readonly floor: number;
  /** Created, and without a running container. */
  readonly pending: number;
  /** Running, and not ready. */
  readonly starting: number;
  /** Ready for too short a time to have a sample that counts. */
  readonly young: number;
  readonly counted: number;
  /** Null: there is no sample yet. */
  readonly sample: Sample | null;
}

/** Means over the time that a sample is about. */
export interface Sample {
  readonly atSeconds: number;
  /** Of what ready replicas can carry: the share that is used. */
  readonly usedShare: number;
  /** Requests a second: that arrive, that are served, and how many wait. */
  readonly arriving: number;
  readonly served: number;
  readonly waiting: number;
}

export interface Autoscaler {
  readonly name: string;
  /** How often it looks. */
  readonly everySeconds: number;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  /** Begins with a fresh memory. */
  readonly begin: (replicas: number) => Deciding;
}

export interface Deciding {
  readonly decide: (seen: Seen) => number;
}
