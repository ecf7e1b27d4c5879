/** What a boundary can do to the calls that pass through it. The proxy, the plan and the docs read this one list. */

export const BOUNDARY_FAULT_KINDS = ['latency', 'error', 'hang', 'reset', 'slow-body', 'refuse'] as const;

/** `share`: of the calls; all of them if left out. */
export type BoundaryFault =
  /** Each call waits before it is passed on: log-normal. */
  | { readonly kind: 'latency'; readonly medianMs: number; readonly p99Ms: number; readonly share?: number }
  /** The answer is an error of this status, and the dependency is not asked. */
  | { readonly kind: 'error'; readonly status: number; readonly share?: number }
  /** No answer until the fault is lifted or the caller gives up. */
  | { readonly kind: 'hang'; readonly share?: number }
  /** The connection is reset. */
  | { readonly kind: 'reset'; readonly share?: number }
  /** The answer's body comes at this speed. */
  | { readonly kind: 'slow-body'; readonly bytesPerSecond: number; readonly share?: number }
  /** Nobody listens: new connections are refused, and those that are open are closed. */
  | { readonly kind: 'refuse' };
