/** From rounds to figures: what the bench claims, and whether it meets its targets. Pure. */
import type { ShopSettings } from '../../../scenarios/targets/mock-shop/settings.ts';
import type { Costs } from '../../forecast/costs.ts';
import { FULL_CROWD_SHOPPERS } from '../../forecast/held-shoppers.ts';
import { generatorCores } from '../../forecast/needs.ts';
import type { BoundaryResult } from './boundary.ts';
import type { CommitResult } from './commits.ts';
import type { CpuResult, CpuSettings } from './cpu.ts';
import type { MemoryResult, MemorySettings, Pair } from './memory.ts';
import type { OwnResult } from './own-costs.ts';
import { boundaryAddedP99Ms, boundaryCpuUs } from './print-boundary.ts';
import type { RehearsalCost } from './rehearsal-costs.ts';
import type { Route, RouteResult, Throughput } from './routes.ts';
import { BARE, ROUTES } from './routes.ts';
import type { Side } from './sides.ts';
import { SIDES } from './sides.ts';
import { lineThrough, median, ratioOf, slopeFrom } from './statistics.ts';
import type { Steady } from './steady.ts';
import { WAITED_PATH } from './target.ts';
import type { FullRun, WholeRun } from './whole-run.ts';

/** The raw measurements: the content of the JSON file. */
export interface Measured {
  readonly machine: string;
  readonly measuredOn: string;
  /** A quick bench is a trial: do not quote its figures. */
  readonly quick: boolean;
  readonly settings: { readonly cpu: CpuSettings; readonly memory: MemorySettings };
  readonly cpu: CpuResult;
  /** Of k6's CPU, while the crowd sends. */
  readonly interpreterShareOfCpu: number;
  readonly memory: MemoryResult;
  readonly own: OwnResult;
  readonly boundary: BoundaryResult;
  readonly routes: RouteResult;
  readonly commits: CommitResult;
  readonly rehearsals: readonly RehearsalCost[];
  readonly wholeRun: WholeRun;
  readonly fullRun: FullRun;
}

/** The performance targets. */
export const TARGET = {
  shoppersPerGb: 400,
  cpuPerRequest: 0.65,
  interpreterShare: 0.45,
  shopRoute: 0.6,
  durableOrdersPerCoreSecond: 10_000,
  forecastOff: 0.25,
  /** Of everything, in the default plan's burst, to that before. */
  burstCpuPerRequest: 0.4,
  burstRequestsPerSecond: 4300,
  burstCpuShare: 0.65,
  allBytes: 1.2e9,
  boundaryCpuUs: 100,
  boundaryAddedP99Ms: 1,
} as const;

/**
 * CPU seconds of everything (k6, shop, Prometheus, the command) a request in the default plan's burst, when an order's commit still
 * asked for a sync and a browser thought for a hundred minutes: the least of three rounds on the same kind of machine.
 */
export const BURST_CPU_SECONDS_BEFORE = 0.000698;

const GB = 1e9;
const MB = 1e6;
const US_PER_SECOND = 1e6;
/** How many shoppers the totals are compared at. */
export const SHOPPERS = FULL_CROWD_SHOPPERS;

export interface MemoryFigures {
  /** What each further shopper adds. */
  readonly bytesPerShopper: number;
  readonly bytesBase: number;
  /** With everything, at SHOPPERS. */
  readonly bytesTotal: number;
  readonly shoppersPerGb: number;
  readonly shoppersPerGbInTotal: number;
}

export function memoryOf(
  { memory, settings }: Pick<Measured, 'memory' | 'settings'>,
  side: Side,
): MemoryFigures {
  const { few, many } = side === 'crowd' ? settings.memory.crowdShoppers : settings.memory.plainShoppers;
  const peaks = memory.rounds.map((round) => round[side]);
  const bytesPerShopper = median(peaks.map((peak: Pair) => (peak.many - peak.few) / (many - few)));
  const bytesBase = median(peaks.map((peak) => peak.few)) - few * bytesPerShopper;
  const bytesTotal = bytesBase + SHOPPERS * bytesPerShopper;
  return {
    bytesPerShopper,
    bytesBase,
    bytesTotal,
    shoppersPerGb: GB / bytesPerShopper,
    shoppersPerGbInTotal: (SHOPPERS * GB) / bytesTotal,
  };
}

const perRequest = ({ cpuSeconds, requests }: Steady): number => cpuSeconds / requests;

/** CPU seconds a request, round by round. */
export const cpuOf = ({ cpu }: Pick<Measured, 'cpu'>, side: Side): readonly number[] =>
  cpu.rounds.map((round) => perRequest(round[side]));

export const startOf = ({ cpu }: Pick<Measured, 'cpu'>, side: Side): number =>
  median(cpu.rounds.map((round) => round[side].startCpuSeconds));

/** Cores used by the Prometheus that a side writes to. */
export const prometheusOf = ({ cpu }: Pick<Measured, 'cpu'>, side: Side): number =>
  median(cpu.rounds.map((round) => round[side].prometheusCpuSeconds / round[side].seconds));

/** What the shop's route is compared with, in words. */
export const bareName = (route: Route): string =>
  BARE[route] === WAITED_PATH ? 'bare fastify that waits as long' : 'bare fastify';

export const routeRatio = (
  { routes }: Pick<Measured, 'routes'>,
  route: Route,
  by: keyof Throughput,
): number =>
  ratioOf(
    routes.rounds.map((round) => round[route].shop[by]),
    routes.rounds.map((round) => round[route].bare[by]),
  );

/** One line of the first table. */
export interface Ratio {
  readonly what: string;
  readonly value: number;
  readonly unit: '×' | 'count' | 'share';
  readonly target: { readonly atLeast: number } | { readonly atMost: number } | null;
}

export const isMet = ({ value, target }: Ratio): boolean | null => {
  if (target === null) return null;
  return 'atLeast' in target ? value >= target.atLeast : value <= target.atMost;
};

export function ratiosOf(measured: Measured): readonly Ratio[] {
  const memory = Object.fromEntries(SIDES.map((side) => [side, memoryOf(measured, side)])) as Record<
    Side,
    MemoryFigures
  >;
  const cpu = (side: Side) => ratioOf(cpuOf(measured, 'crowd'), cpuOf(measured, side));
  const shoppers = (by: 'shoppersPerGb' | 'shoppersPerGbInTotal', side: Side) =>
    memory.crowd[by] / memory[side][by];
  const ratio = (what: string, value: number, target: Ratio['target'] = null): Ratio => ({
    what,
    value,
    unit: '×',
    target,
  });
  const orders = (durability: ShopSettings['durability']) =>
    measured.routes.orders[durability].requestsPerCpuSecond;
  return [
    ratio('shoppers per GB, crowd to k6 at its defaults', shoppers('shoppersPerGb', 'defaults'), {
      atLeast: TARGET.shoppersPerGb,
    }),
    ratio('shoppers per GB, crowd to k6 tuned alike', shoppers('shoppersPerGb', 'tuned')),
    ratio(
      `the same in total, at ${SHOPPERS.toLocaleString('en')} shoppers, to k6 at its defaults`,
      shoppers('shoppersPerGbInTotal', 'defaults'),
    ),
    ratio('CPU a request, crowd to k6 at its defaults with a check', cpu('defaults'), {
      atMost: TARGET.cpuPerRequest,
    }),
    ratio('CPU a request, crowd to k6 tuned alike, without a check', cpu('tuned')),
    {
      what: "k6's CPU under its JavaScript interpreter, while the crowd sends",
      value: measured.interpreterShareOfCpu,
      unit: 'share',
      target: { atMost: TARGET.interpreterShare },
    },
    ...ROUTES.map((route) =>
      ratio(
        `requests a CPU second, shop's ${route} to ${bareName(route)}`,
        routeRatio(measured, route, 'requestsPerCpuSecond'),
        {
          atLeast: TARGET.shopRoute,
        },
      ),
    ),
    ratio(
      `CPU a request of everything in the default burst, to ${BURST_CPU_SECONDS_BEFORE * US_PER_SECOND} µs before`,
      burstCpuSeconds(measured) / BURST_CPU_SECONDS_BEFORE,
      { atMost: TARGET.burstCpuPerRequest },
    ),
    {
      what: `requests/s of the default plan at pace 20 and without drills, best ${measured.fullRun.bestSeconds} s`,
      value: measured.fullRun.requestsPerSecondBest,
      unit: 'count',
      target: { atLeast: TARGET.burstRequestsPerSecond },
    },
    {
      what: 'all cores in its burst, busy with everything, on average',
      value: measured.fullRun.burstCpuShare,
      unit: 'share',
      target: { atMost: TARGET.burstCpuShare },
    },
    {
      what: 'memory of everything in it, MB',
      value: measured.fullRun.allPssBytesMax / MB,
      unit: 'count',
      target: { atMost: TARGET.allBytes / MB },
    },
    {
      what: 'durable orders a CPU second of the shop (survive a killed process)',
      value: orders('process'),
      unit: 'count',
      target: { atLeast: TARGET.durableOrdersPerCoreSecond },
    },
    {
      what: 'durable orders a CPU second of the shop (survive power loss)',
      value: orders('power'),
      unit: 'count',
      target: null,
    },
    {
      what: 'CPU of a boundary, µs a call',
      value: boundaryCpuUs(measured.boundary),
      unit: 'count',
      target: { atMost: TARGET.boundaryCpuUs },
    },
    {
      what: 'what a boundary adds to the 99th percentile of its calls, ms',
      value: boundaryAddedP99Ms(measured.boundary),
      unit: 'count',
      target: { atMost: TARGET.boundaryAddedP99Ms },
    },
    {
      what: 'generator CPU of a whole smoke rehearsal, off its forecast by',
      value: Math.abs(measured.wholeRun.generatorCpuSeconds / forecastCpuSeconds(measured) - 1),
      unit: 'share',
      target: { atMost: TARGET.forecastOff },
    },
  ];
}

/** CPU seconds of everything a request, in the default plan's burst at full size. */
export const burstCpuSeconds = ({ rehearsals }: Pick<Measured, 'rehearsals'>): number =>
  median(
    rehearsals
      .filter(({ scale }) => scale === 1)
      .map(({ allCores, requestsPerSecond }) => allCores / requestsPerSecond),
  );

/** The forecast of the generator's CPU for the whole run, from this bench's own costs. */
export function forecastCpuSeconds(measured: Measured): number {
  const costs = costsOf(measured);
  return measured.wholeRun.phases.reduce(
    (sum, { seconds, requestsPerSecondMean }) => sum + seconds * generatorCores(requestsPerSecondMean, costs),
    0,
  );
}

/**
 * The cost file. Cores used grow along a line with the rate: its slope is the cost of a request, its intercept is what is used
 * without load. A negative intercept is noise; then the line goes through zero. Memory is the peak of a whole
 * rehearsal, less its shoppers.
 */
export function costsOf(measured: Measured): Costs {
  const { rehearsals, machine, measuredOn, fullRun } = measured;
  const points = (of: 'generatorCores' | 'allCores') =>
    rehearsals.map((each) => ({ x: each.requestsPerSecond, y: each[of] }));
  const idle = Math.max(0, lineThrough(points('generatorCores')).intercept);
  const { bytesPerShopper } = memoryOf(measured, 'crowd');
  const withoutShoppers = (bytes: number) => Math.round(bytes - SHOPPERS * bytesPerShopper);
  return {
    machine,
    measuredOn,
    generatorCpuSecondsPerRequest: rounded(slopeFrom(idle, points('generatorCores'))),
    generatorCoresIdle: rounded(idle),
    allCpuSecondsPerRequest: rounded(slopeFrom(idle, points('allCores'))),
    bytesPerShopper: Math.round(bytesPerShopper),
    generatorBytesBase: withoutShoppers(fullRun.generatorRssBytesMax),
    allBytesBase: withoutShoppers(fullRun.allPssBytesMax),
  };
}

const SIGNIFICANT_DIGITS = 3;
const rounded = (value: number): number => Number(value.toPrecision(SIGNIFICANT_DIGITS));
