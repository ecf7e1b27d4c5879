/** How a crowd is split: item k of a population belongs to share k mod `of`. Exact and disjoint; VUs need not communicate. */
export interface Share {
  /** This VU's index, from 0: k6's `exec.scenario.iterationInTest`, which counts across execution segments. */
  readonly index: number;
  /** The number of VUs of the phase, over all generators. */
  readonly of: number;
}

/** How many of the items 0 … count-1 belong to the share. */
export const sizeOf = (share: Share, count: number): number =>
  Math.max(0, Math.ceil((count - share.index) / share.of));

/** The number, over all shares, of the share's item `local`. */
export const globalIndex = (share: Share, local: number): number => local * share.of + share.index;
