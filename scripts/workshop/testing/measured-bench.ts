/** A bench whose figures are round, for tests. */
import type { BoundaryResult } from '../bench/boundary.ts';
import type { Measured } from '../bench/figures.ts';
import type { OwnResult } from '../bench/own-costs.ts';
import { READER_NAMES } from '../bench/own-shops.ts';
import type { Steady } from '../bench/steady.ts';

const steady = (cpuSeconds: number): Steady => ({
  requests: 10_000,
  seconds: 10,
  cpuSeconds,
  prometheusCpuSeconds: 0.1,
  startCpuSeconds: 2,
  rssBytesMax: 1e8,
  liveBytes: null,
});
const throughput = (requestsPerSecond: number) => ({
  requestsPerSecond,
  requestsPerCpuSecond: requestsPerSecond,
});
const memory = { rounds: 1, requestsPerSecond: 400, warmMs: 1000, measureMs: 1000 };
const route = { shop: throughput(9000), bare: throughput(10_000) };

const stretch = { warmMs: 1000, measureMs: 8000 };

const heldIn = (cpuSeconds: number, liveBytes: number): Steady => ({
  ...steady(cpuSeconds),
  liveBytes,
  rssBytesMax: 4 * liveBytes,
});
/** @param times how dear everything is in this round */
const heldRound = (times: number): OwnResult['held'][number] => ({
  default: heldIn(times, 300e6),
  stateless: heldIn(1.1 * times, 320e6),
  session: heldIn(2 * times, 380e6),
  jars: heldIn(1.5 * times, 720e6),
});
const readerRound = (times: number) =>
  Object.fromEntries(
    READER_NAMES.map((name) => [name, steady((name === 'parse' ? 2 : 1) * times)]),
  ) as OwnResult['readers'][number];

const OWN: OwnResult = {
  settings: {
    shoppers: 2_000_000,
    held: { ...stretch, rounds: 2, requestsPerSecond: 4000, active: 200_000 },
    idle: { ...stretch, rounds: 1, requestsPerSecond: 400, active: 50_000 },
    readers: { ...stretch, rounds: 2, requestsPerSecond: 3000, active: 20_000 },
    listBytes: 1000,
  },
  measuredOn: '2026-11-23',
  quick: false,
  held: [heldRound(1), heldRound(3)],
  idle: [{ stateless: heldIn(1, 301e6), session: heldIn(1, 303e6) }],
  readers: [readerRound(1), readerRound(3)],
};

/** The second round was disturbed. */
const BOUNDARY: BoundaryResult = {
  settings: { rounds: 3, requestsPerSecond: 1000, blockMs: 6000, warmMs: 6000 },
  measuredOn: '2026-11-23',
  quick: false,
  rounds: [0.48, 1.8, 0.54].map((cpuSeconds) => ({
    straight: { requests: 6000, p50Ms: 0.5, p99Ms: 1.5, cpuSeconds: 0 },
    through: { requests: 6000, p50Ms: 0.7, p99Ms: cpuSeconds + 1.5, cpuSeconds },
  })),
};

export const MEASURED: Measured = {
  machine: '2 cores (processor), 24 GiB, Linux',
  measuredOn: '2026-11-22',
  quick: false,
  settings: {
    cpu: { rounds: 2, requestsPerSecond: 1000, shoppers: 2_000_000, warmMs: 4000, measureMs: 10_000 },
    memory: {
      ...memory,
      crowdShoppers: { few: 100_000, many: 2_000_000 },
      plainShoppers: { few: 100, many: 1100 },
    },
  },
  cpu: {
    // The second round was disturbed: three times as dear for everybody.
    rounds: [
      { crowd: steady(1), defaults: steady(2), tuned: steady(1.25) },
      { crowd: steady(3), defaults: steady(6), tuned: steady(3.75) },
    ],
    lag: { crowd: { p1Ms: 0, p50Ms: 4, p99Ms: 12 }, defaults: { p1Ms: 0, p50Ms: 0, p99Ms: 3 } },
  },
  interpreterShareOfCpu: 0.4,
  memory: {
    rounds: [
      {
        crowd: { few: 105_000_000, many: 200_000_000 },
        defaults: { few: 100_000_000, many: 300_000_000 },
        tuned: { few: 120_000_000, many: 220_000_000 },
      },
    ],
  },
  own: OWN,
  boundary: BOUNDARY,
  routes: {
    rounds: [{ '/home': route, '/products/1': { ...route, shop: throughput(5000) }, '/search?q=tea': route }],
    orders: { process: throughput(11_000), power: throughput(3000) },
  },
  commits: {
    process: { cpuSeconds: 20e-6, loopSeconds: 30e-6 },
    power: { cpuSeconds: 200e-6, loopSeconds: 50e-6 },
  },
  rehearsals: [
    {
      scale: 0.25,
      requestsPerSecond: 1000,
      generatorCores: 0.3,
      allCores: 0.5,
    },
    {
      scale: 1,
      requestsPerSecond: 4000,
      generatorCores: 0.9,
      allCores: 1.7,
    },
  ],
  // By the line above, 0.1 cores and 0.2 ms a request: 3 and 9 CPU seconds.
  wholeRun: {
    generatorCpuSeconds: 13.2,
    phases: [
      { seconds: 10, requestsPerSecondMean: 1000 },
      { seconds: 10, requestsPerSecondMean: 4000 },
    ],
  },
  fullRun: {
    generatorRssBytesMax: 300_000_000,
    allPssBytesMax: 700_000_000,
    bestSeconds: 60,
    requestsPerSecondBest: 5000,
    burstCpuShare: 0.6,
  },
};

export const measuredWith = (changes: Partial<Measured>): Measured => ({ ...MEASURED, ...changes });
