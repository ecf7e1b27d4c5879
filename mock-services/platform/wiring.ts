/**
 * How the shop is wired to a dependency: how the breaker is set, who stands before it, and who answers instead. A shop that behaves
 * changes nothing of it. Only `misbehaviour/` does, and no service knows.
 */
import type { FastifyInstance } from 'fastify';
import type CircuitBreaker from 'opossum';
import type { BreakerSpec, DependencyName } from './dependencies.ts';

export type Call = (request: unknown) => Promise<unknown>;
/** Called with the arguments of `breaker.fire`. The answer may be a promise. */
export type Fallback = (request: unknown, ...more: readonly unknown[]) => unknown;

/** The parts around which a call may be led. */
export interface Parts {
  readonly breaker: CircuitBreaker<unknown[], unknown>;
  readonly spec: BreakerSpec;
  /** The dependency itself, behind the breaker: its arrivals are counted. */
  readonly outside: Call;
  readonly fallback: Fallback;
}

interface Wiring {
  readonly breaker?: (spec: BreakerSpec) => BreakerSpec;
  readonly fallback?: (fallback: Fallback) => Fallback;
  /** What the service calls, instead of the breaker. */
  readonly call?: (call: Call, parts: Parts) => Call;
}

interface Junction {
  readonly name: DependencyName;
  readonly app: FastifyInstance;
  readonly shop: {
    readonly region: string;
    readonly dataDir: string;
    readonly nowMs: () => number;
    readonly sleep: (ms: number) => Promise<void>;
  };
}

/** Made once for each dependency, so it may keep a state. */
export type Wire = (at: Junction) => Wiring;
