/** How a crowd is split: thing k of a population belongs to share k mod `of`. Exact, disjoint, and without any talk between VUs. */
export interface Share {
  /** This VU's place, 0-based: k6's `exec.scenario.iterationInTest`, which counts across execution segments. */
  readonly index: number;
  /** VUs of the phase over all generators. */
  readonly of: number;
}

/** How many of the things 0 … count-1 belong to the share. */
export const sizeOf = (share: Share, count: number): number =>
  Math.max(0, Math.ceil((count - share.index) / share.of));

/** The number, over all shares, of the share's own k-th thing. */
export const globalIndex = (share: Share, local: number): number => local * share.of + share.index;
