/**
 * A bank behind its breaker in a drill: calls at a steady rate on a stopped clock, a fault for some seconds, and a reading every
 * 250 ms of what the shop tells of its breakers. Use fake timers.
 */
import fastify from 'fastify';
import { Registry } from 'prom-client';
import { vi } from 'vitest';
import type { Fault } from '../../scenarios/targets/mock-shop/faults.ts';
import { createDependency, type Dependency } from '../platform/dependency.ts';
import { Faults } from '../platform/faults.ts';
import { BREAKER_STATE, createMetrics } from '../platform/metrics.ts';
import type { Shop } from '../platform/service.ts';
import type { Wire } from '../platform/wiring.ts';

const READ_EVERY_MS = 250;
const STEP_MS = 10;
const MS_PER_SECOND = 1000;

export interface Reading {
  readonly atMs: number;
  readonly state: 'closed' | 'half-open' | 'open';
  readonly opened: number;
  readonly calls: number;
  readonly rejected: number;
  readonly arrivals: number;
}

interface DrillCall {
  readonly atMs: number;
  readonly tookMs: number;
}

export interface Drilled {
  readonly readings: readonly Reading[];
  readonly calls: readonly DrillCall[];
}

interface RegionOfDrill {
  readonly call: Dependency<number, string>;
  readonly faults: Faults;
  readonly read: (atMs: number) => Promise<Reading>;
  readonly close: () => Promise<void>;
}

/** @param random uniform in [0, 1): decides latencies and what fails by chance */
export function regionOfDrill(
  wires: readonly Wire[],
  random: () => number,
  { region, dataDir }: { readonly region: string; readonly dataDir: string },
): RegionOfDrill {
  const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const registry = new Registry();
  const faults = new Faults(sleep, random);
  const shop: Partial<Shop> = {
    region,
    dataDir,
    faults,
    wires,
    metrics: createMetrics(registry, region),
    registry,
    random,
    resources: { factor: 1 },
    dependencies: [],
    sleep,
    nowMs: Date.now,
    reportError: (error) => {
      throw error;
    },
  };
  const app = fastify();
  const call = createDependency<number, string>(app, shop as Shop, 'bank', {
    answer: () => 'taken',
    fallback: () => 'unknown',
  });
  const metric = async (name: string, event?: string): Promise<number> => {
    const { values } = await registry.getSingleMetric(name)!.get();
    return values.find(({ labels }) => event === undefined || labels.event === event)!.value;
  };
  const stateNow = async (): Promise<Reading['state']> => {
    const value = await metric('shop_breaker_state');
    if (value === BREAKER_STATE.closed) return 'closed';
    return value === BREAKER_STATE.open ? 'open' : 'half-open';
  };
  return {
    call,
    faults,
    read: async (atMs) => ({
      atMs,
      state: await stateNow(),
      opened: await metric('shop_breaker_events_total', 'open'),
      calls: await metric('shop_breaker_events_total', 'fire'),
      rejected: await metric('shop_breaker_events_total', 'reject'),
      arrivals: await metric('shop_dependency_arrivals_total'),
    }),
    close: () => app.close(),
  };
}

interface DrillTimes {
  readonly callsPerSecond: number;
  readonly beforeSeconds: number;
  readonly faultSeconds: number;
  readonly afterSeconds: number;
}

/**
 * Drills some regions beside each other. Times are from the beginning of the fault, which the first region alone has.
 *
 * @returns what was seen of each region, in their order
 */
export async function drill(
  regions: readonly RegionOfDrill[],
  fault: Omit<Fault, 'step'>,
  { callsPerSecond, beforeSeconds, faultSeconds, afterSeconds }: DrillTimes,
): Promise<Drilled[]> {
  const startMs = Date.now() + beforeSeconds * MS_PER_SECOND;
  const now = (): number => Date.now() - startMs;
  const seen = regions.map((region) => ({ region, readings: [] as Reading[], calls: [] as DrillCall[] }));
  const make = async ({ region, calls }: (typeof seen)[number]): Promise<void> => {
    const atMs = now();
    await region.call(calls.length);
    calls.push({ atMs, tookMs: now() - atMs });
  };
  const { faults } = regions[0]!;
  let due = now();
  for (let atMs = now(); atMs < (faultSeconds + afterSeconds) * MS_PER_SECOND; atMs = now()) {
    if (atMs === 0) faults.set([{ step: 'bank', ...fault }]);
    if (atMs === faultSeconds * MS_PER_SECOND) faults.set([]);
    for (; due <= atMs; due += MS_PER_SECOND / callsPerSecond) for (const each of seen) void make(each);
    if (atMs % READ_EVERY_MS === 0)
      for (const { region, readings } of seen) readings.push(await region.read(atMs));
    await vi.advanceTimersByTimeAsync(STEP_MS);
  }
  for (const { close } of regions) await close();
  return seen;
}
