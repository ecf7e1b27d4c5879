/**
 * What each version of a gray release answered, by step, region and outcome, and how long that took. Only for plans with one: others
 * have no such counts. A series is opened when it is needed for the first time.
 */
import type { Plan } from '../campaigns/plan.ts';
import { COUNTER, EVERY_OUTCOME, VERSIONS, WITHIN } from '../metrics.ts';
import type { Counters, Labels } from './counters.ts';
import type { CrowdPorts } from './ports.ts';

type VersionIn = NonNullable<CrowdPorts['versionIn']>;
export interface Release extends Pick<CrowdPorts, 'versionIn'> {
  readonly plan: Plan;
}

const MS_PER_SECOND = 1000;
const FAILED = EVERY_OUTCOME.indexOf('failed');
const STOPPED = EVERY_OUTCOME.indexOf('stopped');
const OWN = WITHIN.indexOf('own');
const UNOPENED = -1;
const ANSWERS = EVERY_OUTCOME.length * WITHIN.length;

export class VersionCounts {
  private readonly counters: Counters;
  private readonly versionIn: VersionIn;
  private readonly steps: readonly string[];
  private readonly regions: readonly string[];
  /** By step. */
  private readonly isCompared: readonly boolean[];
  /** The series of each place, and of each answer there: a place is (step × regions + region) × versions + version. */
  private readonly times: Int32Array;
  private readonly answers: Int32Array;

  /** Null: the plan has no gray release, or nobody knows which version answered. */
  static of(
    { plan: { gray }, versionIn }: Release,
    counters: Counters,
    steps: readonly string[],
    regions: readonly string[],
  ): VersionCounts | null {
    return gray === undefined || versionIn === undefined
      ? null
      : new VersionCounts(counters, versionIn, gray.steps, steps, regions);
  }

  private constructor(
    counters: Counters,
    versionIn: VersionIn,
    compared: readonly string[],
    steps: readonly string[],
    regions: readonly string[],
  ) {
    const places = steps.length * regions.length * VERSIONS.length;
    this.counters = counters;
    this.versionIn = versionIn;
    this.steps = steps;
    this.regions = regions;
    this.isCompared = steps.map((step) => compared.includes(step));
    this.times = new Int32Array(places).fill(UNOPENED);
    this.answers = new Int32Array(places * ANSWERS).fill(UNOPENED);
  }

  /** @param outcome and `within`: indexes in EVERY_OUTCOME and WITHIN */
  count(
    slot: number,
    step: number,
    region: number,
    outcome: number,
    within: number,
    serviceMs: number,
  ): void {
    const version = this.versionIn(slot);
    if (!this.isCompared[step]) return;
    const { counters, answers, times } = this;
    const place = (step * this.regions.length + region) * VERSIONS.length + version;
    const answer = place * ANSWERS + outcome * WITHIN.length + within;
    if (answers[answer] === UNOPENED)
      answers[answer] = counters.open(COUNTER.versionResponses, {
        ...this.labelsOf(step, region, version),
        outcome: EVERY_OUTCOME[outcome]!,
        within: WITHIN[within]!,
      });
    counters.add(answers[answer]!, 1);
    if (outcome === FAILED || outcome === STOPPED || within === OWN) return;
    if (times[place] === UNOPENED)
      times[place] = counters.open(COUNTER.versionServiceSeconds, this.labelsOf(step, region, version));
    counters.add(times[place]!, serviceMs / MS_PER_SECOND);
  }

  private labelsOf(step: number, region: number, version: number): Labels {
    return { step: this.steps[step]!, region: this.regions[region]!, version: VERSIONS[version]! };
  }
}
