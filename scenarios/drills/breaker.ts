/** How the breaker in front of a dependency is set, in terms that fit every library. What is left out comes from the preset. */

/** The libraries whose defaults and metrics are known. */
export const BREAKER_PRESETS = [
  'opossum',
  'resilience4j',
  'sentinel',
  'envoy',
  'polly',
  'istio',
  'pybreaker',
] as const;
export type BreakerPreset = (typeof BREAKER_PRESETS)[number];

/** When a breaker opens. */
export type OpensWhen =
  /** More than a share of the calls of the last `windowMs` failed, which is counted in buckets of `bucketMs`. */
  | {
      readonly by: 'time-window';
      readonly windowMs: number;
      readonly bucketMs: number;
      /** With fewer calls than this in the window it stays shut. */
      readonly callsMin: number;
      readonly failedShare: number;
      /** Whether exactly this share opens it too. */
      readonly opensAtShare: boolean;
    }
  /** The same of the last `calls` calls. */
  | {
      readonly by: 'count-window';
      readonly calls: number;
      readonly callsMin: number;
      readonly failedShare: number;
      readonly opensAtShare: boolean;
    }
  /** So many calls failed, one after the other. */
  | { readonly by: 'consecutive'; readonly failures: number };

export interface BreakerSettings {
  readonly preset: BreakerPreset;
  readonly opens?: OpensWhen;
  /** A call that takes longer has failed. Null: the breaker has no limit of its own. */
  readonly timeoutMs?: number | null;
  /** How long it stays open before it lets probes through. */
  readonly openMs?: number;
  /** The calls that it lets through while it is half open, before it decides. */
  readonly probesMax?: number;
  /** Its name in the metrics of its library. Left out: the dependency's name. */
  readonly name?: string;
  /** Where its metrics are, by region: addresses that Prometheus scrapes. Left out: the embedded shop's. */
  readonly metrics?: Readonly<Record<string, string>>;
}

/** The control port of a `carnival boundary`. */
export interface BoundarySettings {
  readonly control: string;
  /** The variable with its token. */
  readonly token: { readonly env: string };
}
