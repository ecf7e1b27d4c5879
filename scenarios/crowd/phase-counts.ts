/**
 * Counts the events of one VU during a phase. Opens every series once. What happens with each request is counted in typed arrays
 * that the crowd adds to itself; `pour` brings the series up to date.
 */
import {
  COUNTER,
  type CounterName,
  EVERY_OUTCOME,
  GUARDED_ANSWERS,
  LAG_BUCKETS_MS,
  LAG_CAUSES,
  type LagCause,
  OUTCOMES,
  type SessionCause,
  TIME_BUCKETS_MS,
  WITHIN,
} from '../metrics.ts';
import type { Member } from './cast.ts';
import { Counters, type Labels } from './counters.ts';
import { DrillHistograms } from './drill-histograms.ts';
import type { DrillWindows } from './drill-windows.ts';
import { bucketsOf, Histogram } from './histogram.ts';
import { NO_SERIES, Parts } from './parts.ts';
import { ResponseSums } from './response-sums.ts';
import { type Release, VersionCounts } from './version-counts.ts';

const MS_PER_SECOND = 1000;
export const TIME_BUCKETS = bucketsOf(TIME_BUCKETS_MS);
export const LAG_BUCKETS = bucketsOf(LAG_BUCKETS_MS);
/** How many answers a cell can have: an outcome and a WITHIN each, in this order. */
export const ANSWERS_OF_A_CELL = EVERY_OUTCOME.length * WITHIN.length;

export class PhaseCounts {
  readonly counters = new Counters();
  /**
   * The first node of each population, counted over all populations. A cell is a node in a region: (first + node) × regions + region.
   * In the window of a drill it is another one: the drill's number × `cells` further on.
   */
  readonly nodesFrom: readonly number[];
  /** The step of each node. */
  readonly stepOf: readonly number[];
  /** How many cells there are outside all drills. */
  readonly cells: number;
  /** By cell, those of drills included. */
  readonly intended: Parts;
  readonly sessionsByPlan: Parts;
  readonly sessionsInSuccession: Parts;
  /** Sent on to the node, but never came. */
  readonly cutOff: Parts;
  readonly unsent: Parts;
  /** By cell × outcome × within, the cells of drills included. */
  readonly answers: Parts;
  /** By step. */
  readonly responseTimes: readonly (Histogram | undefined)[];
  readonly responseSums: ResponseSums;
  readonly ofDrills: DrillHistograms;
  /** Null: the plan has no gray release. */
  readonly versions: VersionCounts | null;
  readonly serviceTimes: Histogram;
  readonly sendLags: Readonly<Record<LagCause, Histogram>>;
  readonly tickLags: Histogram;
  private readonly pouring: readonly { pour(): void }[];
  private readonly byPopulation: readonly PopulationSeries[];
  private readonly ownFailures: number;
  private readonly vuStarted: number;
  private readonly vuFinished: number;

  constructor(
    cast: readonly Member[],
    steps: readonly string[],
    regions: readonly string[],
    vu: string,
    windows: DrillWindows,
    release: Release,
  ) {
    const { counters } = this;
    const nodes = nodesOf(cast);
    this.nodesFrom = cast.map(({ index }) => nodes.findIndex(({ member }) => member.index === index));
    this.stepOf = nodes.map(({ step }) => step);
    const series = new SeriesByLabels(counters);
    const cells = nodes.length * regions.length;
    this.cells = cells;
    const cellOf = (index: number): Cell => {
      const number = Math.floor(index / cells);
      const { member, step } = nodes[Math.floor((index % cells) / regions.length)]!;
      const region = index % regions.length;
      return {
        labels: number === 0 ? {} : { drill: windows.drills[number - 1]!.name },
        isPossible: number === 0 || windows.reaches(number, step, region),
        member,
        population: member.population.name,
        step: steps[step]!,
        region: regions[region]!,
      };
    };
    const cellsOfDrills = cells * (1 + windows.drills.length);
    const byCell = (size: number, sums: readonly ((cell: Cell) => number)[]): Parts =>
      new Parts(
        counters,
        size,
        sums.map((seriesOf) => (index) => {
          const cell = cellOf(index);
          return cell.isPossible ? seriesOf(cell) : NO_SERIES;
        }),
      );
    this.intended = byCell(cellsOfDrills, [
      ({ step, region, labels }) => series.of(COUNTER.intended, { step, region, ...labels }),
      ({ population }) => series.of(COUNTER.intendedByPopulation, { population }),
    ]);
    const sessions = (cell: Cell, cause: SessionCause): number => {
      const { member, population, step, region } = cell;
      // Only held places are taken over.
      if (cause === 'succession' && !member.isHeld) return NO_SERIES;
      return series.of(COUNTER.sessions, { population, step, region, cause });
    };
    this.sessionsByPlan = byCell(cells, [(cell) => sessions(cell, 'plan')]);
    this.sessionsInSuccession = byCell(cells, [(cell) => sessions(cell, 'succession')]);
    this.cutOff = byCell(cells, [
      ({ population, step, region }) => series.of(COUNTER.cutOff, { population, step, region }),
    ]);
    this.unsent = byCell(cellsOfDrills, [
      ({ step, region, labels }) => series.of(COUNTER.unsent, { step, region, ...labels }),
    ]);
    this.answers = this.openAnswers(cast, cellOf, cellsOfDrills, series);
    const visited = new Set(this.stepOf);
    this.responseTimes = steps.map((step, i) =>
      visited.has(i)
        ? new Histogram(counters, COUNTER.responseTimeBucket, { step }, TIME_BUCKETS)
        : undefined,
    );
    this.responseSums = new ResponseSums(counters, steps, visited);
    this.ofDrills = new DrillHistograms(counters, windows, steps, regions, TIME_BUCKETS);
    this.versions = VersionCounts.of(release, counters, steps, regions);
    this.serviceTimes = new Histogram(counters, COUNTER.serviceTimeBucket, {}, TIME_BUCKETS);
    const [generator, slot] = LAG_CAUSES.map(
      (cause) => new Histogram(counters, COUNTER.sendLagBucket, { cause }, LAG_BUCKETS),
    );
    this.sendLags = { generator: generator!, slot: slot! };
    this.tickLags = new Histogram(counters, COUNTER.tickLagBucket, {}, LAG_BUCKETS);
    this.pouring = [
      this.intended,
      this.sessionsByPlan,
      this.sessionsInSuccession,
      this.cutOff,
      this.unsent,
      this.answers,
      ...this.responseTimes.filter((each) => each !== undefined),
      this.responseSums,
      ...this.ofDrills.all,
      this.serviceTimes,
      generator!,
      slot!,
      this.tickLags,
    ];
    this.byPopulation = cast.map((member) => openPopulation(counters, member));
    this.ownFailures = counters.open(COUNTER.ownFailures, {});
    this.vuStarted = counters.open(COUNTER.vuStarted, { vu });
    this.vuFinished = counters.open(COUNTER.vuFinished, { vu });
  }

  /** Brings every series up to date with the arrays. Call it before a flush. */
  pour(): void {
    for (const each of this.pouring) each.pour();
  }

  started(): void {
    this.counters.add(this.vuStarted, 1);
  }

  finished(): void {
    this.counters.add(this.vuFinished, 1);
  }

  /** A session has sent its first request. */
  firstSent(population: number): void {
    this.counters.add(this.byPopulation[population]!.distinctShoppers, 1);
  }

  /** A request failed because of the generator, not the target. It also counts as answered. */
  failedItself(): void {
    this.counters.add(this.ownFailures, 1);
  }

  /** @param answer index in GUARDED_ANSWERS */
  guarded(population: number, answer: number): void {
    this.counters.add(this.byPopulation[population]!.guarded + answer, 1);
  }

  /** Risk control has stopped a session for the first time. */
  sessionStopped(population: number): void {
    this.counters.add(this.byPopulation[population]!.sessionsStopped, 1);
  }

  /** Integrals over the time since the last call: shoppers held × ms, requests pending × ms. */
  passed(population: number, shopperMs: number, pendingMs: number): void {
    const series = this.byPopulation[population]!;
    this.counters.add(series.shopperSeconds, shopperMs / MS_PER_SECOND);
    this.counters.add(series.pendingSeconds, pendingMs / MS_PER_SECOND);
  }

  /** Only bots can be stopped, so there is no such series for a step or a population without bots. */
  private openAnswers(
    cast: readonly Member[],
    cellOf: (cell: number) => Cell,
    cells: number,
    series: SeriesByLabels,
  ): Parts {
    const botSteps = new Set(cast.flatMap((member) => (member.isBot ? member.graph.steps : [])));
    const labelsOf = (index: number) => {
      const answer = index % ANSWERS_OF_A_CELL;
      return {
        ...cellOf(Math.floor(index / ANSWERS_OF_A_CELL)),
        outcome: EVERY_OUTCOME[Math.floor(answer / WITHIN.length)]!,
        within: WITHIN[answer % WITHIN.length]!,
      };
    };
    const isPossible = (outcome: string, bots: boolean): boolean =>
      bots || (OUTCOMES as readonly string[]).includes(outcome);
    return new Parts(this.counters, cells * ANSWERS_OF_A_CELL, [
      (index) => {
        const cell = labelsOf(index);
        const { step, region, outcome, within, labels } = cell;
        if (!cell.isPossible || !isPossible(outcome, botSteps.has(step))) return NO_SERIES;
        return series.of(COUNTER.responses, { step, region, outcome, within, ...labels });
      },
      (index) => {
        const cell = labelsOf(index);
        const { member, population, step, region, outcome } = cell;
        if (!cell.isPossible || !isPossible(outcome, member.isBot)) return NO_SERIES;
        return series.of(COUNTER.answers, { population, step, region, outcome });
      },
    ]);
  }
}

interface NodeOfPhase {
  readonly member: Member;
  /** The shop's number of its step. */
  readonly step: number;
}

const nodesOf = (cast: readonly Member[]): readonly NodeOfPhase[] =>
  cast.flatMap((member) => member.stepOf.map((step) => ({ member, step })));

/** A node in a region, in words, and in whose window. */
interface Cell {
  /** The label of its drill, if it has one. */
  readonly labels: Labels;
  /** Whether a request can be counted there: not at a step that its drill is not about. */
  readonly isPossible: boolean;
  readonly member: Member;
  readonly population: string;
  readonly step: string;
  readonly region: string;
}

/** Opens each series once, however many counts are part of it. */
class SeriesByLabels {
  private readonly counters: Counters;
  private readonly known = new Map<string, number>();

  constructor(counters: Counters) {
    this.counters = counters;
  }

  of(name: CounterName, labels: Labels): number {
    const key = `${name} ${JSON.stringify(labels)}`;
    const series = this.known.get(key) ?? this.counters.open(name, labels);
    this.known.set(key, series);
    return series;
  }
}

type PopulationSeries = ReturnType<typeof openPopulation>;

/** A population that never meets risk control has no series for it. */
function openPopulation(counters: Counters, { population: { name: population }, meetsGuards }: Member) {
  const [guarded = NO_SERIES] = meetsGuards
    ? GUARDED_ANSWERS.map((answer) => counters.open(COUNTER.guarded, { population, answer }))
    : [];
  return {
    guarded,
    sessionsStopped: meetsGuards ? counters.open(COUNTER.sessionsStopped, { population }) : NO_SERIES,
    distinctShoppers: counters.open(COUNTER.distinctShoppers, { population }),
    shopperSeconds: counters.open(COUNTER.shopperSeconds, { population }),
    pendingSeconds: counters.open(COUNTER.pendingSeconds, { population }),
  };
}
