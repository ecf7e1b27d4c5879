/** What stock k6 writes by itself, by its names in Prometheus. Times are native histograms. */
export const STOCK_K6 = {
  /** Waiting for a free connection. */
  blockedSeconds: 'k6_http_req_blocked_seconds',
  /** From the actual send to the answer's last byte. */
  durationSeconds: 'k6_http_req_duration_seconds',
} as const;
