/**
 * The boundary to the outside world (a bank, a courier). A dependency is simulated, with a capacity, a latency, faults and a count
 * of arrivals, behind a breaker with a typed fallback. Whatever goes wrong, the caller gets an answer in time.
 */
import type { FastifyInstance } from 'fastify';
import CircuitBreaker from 'opossum';
import { type BreakerSpec, DEPENDENCIES, type DependencyName } from './dependencies.ts';
import { InjectedFault } from './faults.ts';
import { latencyMs } from './latency.ts';
import { BREAKER_STATE } from './metrics.ts';
import type { Shop } from './service.ts';
import type { Call, Fallback } from './wiring.ts';

export interface Outside<Request, Answer> {
  /** What the dependency answers. */
  readonly answer: (request: Request) => Answer | Promise<Answer>;
  /** What the shop answers if the dependency failed, was late, or was not asked because the breaker is open. */
  readonly fallback: (request: Request) => Answer;
}

/** Resolves with an answer or the fallback, never rejects. */
export type Dependency<Request, Answer> = (request: Request) => Promise<Answer>;

class DependencyBusy extends Error {}

/** The events of opossum that are counted. */
const EVENTS = [
  'fire',
  'success',
  'failure',
  'timeout',
  'reject',
  'fallback',
  'open',
  'halfOpen',
  'close',
] as const;

/** @param name its row in the table. Its breaker is shut down with the app. */
export function createDependency<Request, Answer>(
  app: FastifyInstance,
  shop: Shop,
  name: DependencyName,
  outside: Outside<Request, Answer>,
): Dependency<Request, Answer> {
  shop.dependencies.push(name);
  const wirings = shop.wires.map((wire) => wire({ name, app, shop }));
  const spec = wirings.reduce<BreakerSpec>(
    (before, { breaker }) => breaker?.(before) ?? before,
    DEPENDENCIES[name].breaker,
  );
  const fallback = wirings.reduce<Fallback>(
    (before, wiring) => wiring.fallback?.(before) ?? before,
    outside.fallback as Fallback,
  );
  const call = outsideWorld(shop, name, outside) as Call;
  const breaker = new CircuitBreaker<unknown[], unknown>(call as (...args: unknown[]) => Promise<unknown>, {
    name,
    timeout: spec.timeoutMs,
    errorThresholdPercentage: spec.failedPercentMax,
    volumeThreshold: spec.callsMin,
    rollingCountTimeout: spec.windowMs,
    resetTimeout: spec.openMs,
    rollingPercentilesEnabled: false,
    enableSnapshots: false,
  });
  breaker.fallback(fallback);
  countEvents(shop, name, breaker);
  app.addHook('onClose', async () => breaker.shutdown());
  return wirings.reduce<Call>(
    (before, wiring) => wiring.call?.(before, { breaker, spec, outside: call, fallback }) ?? before,
    (request) => breaker.fire(request),
  ) as Dependency<Request, Answer>;
}

function outsideWorld<Request, Answer>(
  shop: Shop,
  name: DependencyName,
  { answer }: Outside<Request, Answer>,
): (request: Request) => Promise<Answer> {
  const arrivals = shop.metrics.arrivals.labels(name);
  const { capacity, latency } = DEPENDENCIES[name];
  arrivals.inc(0);
  shop.faults.addDependency(name);
  let underWay = 0;
  return async (request) => {
    arrivals.inc();
    // The campaign's extra resources (see kpi/) also raise this capacity.
    if (underWay >= capacity * shop.resources.factor)
      throw new DependencyBusy(`${name} is busy with ${underWay} calls.`);
    underWay += 1;
    try {
      if ((await shop.faults.strike(name, underWay)) !== 'go on') throw new InjectedFault(name);
      await shop.sleep(latencyMs(latency, shop.random));
      return await answer(request);
    } finally {
      underWay -= 1;
    }
  };
}

function countEvents<Args extends unknown[], Answer>(
  shop: Shop,
  dependency: string,
  breaker: CircuitBreaker<Args, Answer>,
): void {
  const { breakerEvents, breakerState } = shop.metrics;
  for (const event of EVENTS) {
    const counted = breakerEvents.labels(dependency, event);
    counted.inc(0);
    // Cast, because `on` has one overload per event. All these events accept a listener without arguments.
    breaker.on(event as 'open', () => counted.inc());
  }
  const state = breakerState.labels(dependency);
  state.set(BREAKER_STATE.closed);
  breaker.on('open', () => state.set(BREAKER_STATE.open));
  breaker.on('halfOpen', () => state.set(BREAKER_STATE.halfOpen));
  breaker.on('close', () => state.set(BREAKER_STATE.closed));
  breaker.on('failure', (error) => {
    const simulated = error instanceof InjectedFault || error instanceof DependencyBusy;
    if (!simulated && !CircuitBreaker.isOurError(error)) shop.reportError(error);
  });
}
