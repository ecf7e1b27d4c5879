import fastify, { type FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_BREAKER, DEPENDENCIES } from './dependencies.ts';
import { createDependency, type Dependency } from './dependency.ts';
import { Faults } from './faults.ts';
import { BREAKER_STATE, createMetrics } from './metrics.ts';
import type { Shop } from './service.ts';

const LATENCY_MS = DEPENDENCIES.bank.latency.medianMs;
const CAPACITY = DEPENDENCIES.bank.capacity;
const { callsMin, openMs, timeoutMs, windowMs } = DEFAULT_BREAKER;

let shop: Pick<
  Shop,
  | 'faults'
  | 'wires'
  | 'metrics'
  | 'random'
  | 'sleep'
  | 'reportError'
  | 'registry'
  | 'dependencies'
  | 'resources'
>;
let call: Dependency<number, string>;
let app: FastifyInstance;
const reported: Error[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  reported.length = 0;
  const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const registry = new Registry();
  shop = {
    faults: new Faults(sleep, () => 0.25),
    metrics: createMetrics(registry, 'east'),
    registry,
    // The normal draw's cosine is 0 at a quarter: the median.
    random: () => 0.25,
    resources: { factor: 1 },
    dependencies: [],
    wires: [],
    sleep,
    reportError: (error) => reported.push(error),
  };
  app = fastify();
  call = createDependency(app, shop as Shop, 'bank', {
    answer: (request) => {
      if (request < 0) throw new RangeError('negative');
      return `answer ${request}`;
    },
    fallback: (request) => `fallback ${request}`,
  });
});
afterEach(async () => {
  await app.close();
  vi.useRealTimers();
});

const fail = () => shop.faults.set([{ step: 'bank', kind: 'error', value: 1 }]);
const hang = () => shop.faults.set([{ step: 'bank', kind: 'hang', value: 0 }]);
const heal = () => shop.faults.set([]);
const callTimes = async (times: number, waitMs = LATENCY_MS * 10): Promise<string[]> => {
  const calls = Array.from({ length: times }, (_, index) => call(index));
  await vi.advanceTimersByTimeAsync(waitMs);
  return Promise.all(calls);
};
const metric = async (name: string, labels: Record<string, string> = {}): Promise<number> => {
  const { values } = await shop.registry.getSingleMetric(name)!.get();
  const wanted = Object.entries({ dependency: 'bank', ...labels });
  return values.find((value) => wanted.every(([key, want]) => value.labels[key] === want))!.value;
};
const arrivals = () => metric('shop_dependency_arrivals_total');
const state = () => metric('shop_breaker_state');

describe('a dependency', () => {
  it('answers after its latency and counts arrivals from zero', async () => {
    expect(await arrivals()).toBe(0);
    expect(await callTimes(3)).toEqual(['answer 0', 'answer 1', 'answer 2']);
    expect(await arrivals()).toBe(3);
  });

  it('turns away what is above its capacity', async () => {
    const answers = await callTimes(CAPACITY + 5);
    expect(answers.filter((answer) => answer.startsWith('fallback'))).toHaveLength(5);
    expect(await arrivals()).toBe(CAPACITY + 5);
    expect(reported).toEqual([]);
  });

  it('takes only a few calls at once when its pool is exhausted', async () => {
    shop.faults.set([{ step: 'bank', kind: 'pool-exhausted', value: 3 }]);
    const answers = await callTimes(10);
    expect(answers.filter((answer) => answer.startsWith('answer'))).toHaveLength(3);
    expect(await callTimes(2)).toEqual(['answer 0', 'answer 1']);
    expect(await arrivals()).toBe(12);
  });

  it('answers the fallback when it is late', async () => {
    hang();
    const late = call(7);
    await vi.advanceTimersByTimeAsync(timeoutMs);
    expect(await late).toBe('fallback 7');
  });

  it('gives its places back when a hang is lifted', async () => {
    hang();
    await callTimes(CAPACITY, timeoutMs);
    heal();
    await vi.advanceTimersByTimeAsync(openMs);
    expect(await callTimes(1)).toEqual(['answer 0']);
  });

  it('reports an error that nobody injected, and answers the fallback', async () => {
    const answer = call(-1);
    await vi.advanceTimersByTimeAsync(LATENCY_MS * 10);
    expect(await answer).toBe('fallback -1');
    expect(reported).toEqual([new RangeError('negative')]);
  });
});

describe('its breaker', () => {
  it('stays shut while there are too few calls to judge', async () => {
    fail();
    await callTimes(callsMin - 1);
    expect(await state()).toBe(BREAKER_STATE.closed);
    await callTimes(1);
    expect(await state()).toBe(BREAKER_STATE.open);
  });

  it('stays shut while no more than half of the calls fail', async () => {
    shop.faults.set([{ step: 'bank', kind: 'error', value: 2 }]);
    await callTimes(callsMin * 2);
    expect(await state()).toBe(BREAKER_STATE.closed);
  });

  it('answers the fallback at once, without a call, while it is open', async () => {
    fail();
    await callTimes(callsMin);
    const arrivedBefore = await arrivals();
    const answers = await Promise.all([call(1), call(2)]);
    expect(answers).toEqual(['fallback 1', 'fallback 2']);
    expect(await arrivals()).toBe(arrivedBefore);
    expect(await metric('shop_breaker_events_total', { event: 'reject' })).toBe(2);
  });

  it('lets one probe through after its pause, and opens again when the probe fails', async () => {
    fail();
    await callTimes(callsMin);
    const arrivedBefore = await arrivals();
    await vi.advanceTimersByTimeAsync(openMs);
    expect(await state()).toBe(BREAKER_STATE.halfOpen);
    await callTimes(10);
    expect(await arrivals()).toBe(arrivedBefore + 1);
    expect(await state()).toBe(BREAKER_STATE.open);
  });

  it('rejects all others while its probe is under way, and opens again when the probe is late', async () => {
    fail();
    await callTimes(callsMin);
    hang();
    await vi.advanceTimersByTimeAsync(openMs);
    const arrivedBefore = await arrivals();
    const probe = call(1);
    for (let waitedMs = 0; waitedMs < timeoutMs - 50; waitedMs += 50) {
      expect(await Promise.all([call(2), call(3)])).toEqual(['fallback 2', 'fallback 3']);
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(await state()).toBe(BREAKER_STATE.halfOpen);
    await vi.advanceTimersByTimeAsync(50);
    expect([await probe, await state()]).toEqual(['fallback 1', BREAKER_STATE.open]);
    expect(await arrivals()).toBe(arrivedBefore + 1);
  });

  it('closes after a good probe, and old failures do not open it again', async () => {
    fail();
    await callTimes(callsMin);
    heal();
    await vi.advanceTimersByTimeAsync(openMs);
    expect(await callTimes(1)).toEqual(['answer 0']);
    expect(await state()).toBe(BREAKER_STATE.closed);
    fail();
    await callTimes(1);
    expect(await state()).toBe(BREAKER_STATE.closed);
  });

  it('pauses longer than it remembers', () => {
    expect(openMs).toBeGreaterThan(windowMs);
  });
});
