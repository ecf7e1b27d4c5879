/**
 * Compares the canary of a gray release with the stable version: in the same seconds, at the same steps and regions, so that what
 * both suffer is no difference.
 */
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { drillTimes } from '../../scenarios/crowd/drill-times.ts';
import type { GraySettings } from '../../scenarios/drills/gray.ts';
import { isInScope, scopeOf } from '../../scenarios/drills/scope.ts';
import { type Block, pairedBlockTest, pairOf, sumOf } from './block-test.ts';
import { beginMs } from './evidence.ts';
import { type Counted, type Difference, shareDifference } from './share-difference.ts';
import type { VersionSeconds } from './versions-seen.ts';

/**
 * Blocks are as long as the run allows. Fewer than five prove nothing, and more than some thirty would gain next to nothing
 * (Schmeiser, "Batch size effects in the analysis of simulation output", Operations Research 30, 1982), while longer ones have
 * forgotten more of what came before. With eight, neighbouring seconds that are correlated by 0.5 raise no more false alarms
 * than 5 % by much: docs/decisions/082.
 */
export const BLOCKS = 8;
/** k6 pushes once a second, so a block of one second may hold answers of another. */
const BLOCK_SECONDS_MIN = 2;
export const PAIRED_SECONDS_MIN = BLOCKS * BLOCK_SECONDS_MIN;

export interface VersionsCompared {
  /** Answers to those who are to be served, and the failed ones: of seconds in which both versions answered. */
  readonly canary: Counted;
  readonly stable: Counted;
  /** All answers of the canary in its regions. */
  readonly canaryAnswers: number;
  /** In its regions, but nobody knows which version they met. */
  readonly unknown: number;
  /** Answers of the canary where it takes no traffic, by region. */
  readonly elsewhere: Readonly<Record<string, number>>;
  /** Seconds in which both versions answered, and into how many blocks they were cut. */
  readonly pairedSeconds: number;
  readonly blocks: number;
  /** By how much the canary's share of failed answers, and its mean service time in milliseconds, is larger. Null: too few seconds. */
  readonly failed: Difference | null;
  readonly slowerMs: Difference | null;
  /** If the true difference of the shares were this, the chance to see so large a one. */
  readonly chanceOfMore: (difference: number) => number;
}

interface ComparedWhere {
  readonly plan: Plan;
  readonly gray: GraySettings;
  readonly steps: readonly string[];
  /** Whether a degraded answer of the step has failed. */
  readonly degradedFails: (step: string) => boolean;
}

export function compareVersions(
  versions: readonly VersionSeconds[],
  { plan, gray, steps, degradedFails }: ComparedWhere,
): VersionsCompared {
  const seen = versions.filter(({ step }) => steps.includes(step));
  const here = seen.filter(({ region }) => gray.regions.includes(region));
  const isInDrill = drillsOf(plan, sliceSecondsOf(versions));
  const pairs = here
    .filter(({ version }) => version === 'canary')
    .flatMap((canary) => {
      const { step, region } = canary;
      const stable = here.find((each) => each.version === 'stable' && isSamePlace(each, canary));
      if (stable === undefined) return [];
      return pairsAt(canary, stable, degradedFails(step)).filter(
        ({ atSeconds }) => !isInDrill(step, region, atSeconds),
      );
    });
  const slices = new Set(pairs.map(({ atSeconds }) => atSeconds)).size;
  const pairedSeconds = slices * sliceSecondsOf(versions);
  const [canary, stable] = [countedIn(pairs, 'canary'), countedIn(pairs, 'stable')];
  const isEnough = pairedSeconds >= PAIRED_SECONDS_MIN;
  const blocks = inBlocks(pairs);
  const failedTest = pairedBlockTest(blocks.map((its) => sumOf(its.map(({ failed }) => failed))));
  return {
    canary,
    stable,
    canaryAnswers: answersOf(here, 'canary'),
    unknown: answersOf(here, 'unknown'),
    elsewhere: elsewhereIn(seen, gray),
    pairedSeconds,
    blocks: blocks.length,
    failed: isEnough ? shareDifference(failedTest, canary, stable) : null,
    slowerMs: isEnough ? pairedBlockTest(blocks.map((its) => sumOf(its.map(({ ms }) => ms)))) : null,
    chanceOfMore: failedTest.chanceOfMore,
  };
}

const sliceSecondsOf = (versions: readonly VersionSeconds[]): number => versions[0]?.sliceSeconds ?? 1;

const isSamePlace = (one: VersionSeconds, other: VersionSeconds): boolean =>
  one.step === other.step && one.region === other.region;

interface Pair {
  readonly atSeconds: number;
  readonly canary: Counted;
  readonly stable: Counted;
  readonly failed: Block;
  readonly ms: Block;
}

/** The seconds in which both versions answered at one place. */
function pairsAt(canary: VersionSeconds, stable: VersionSeconds, degradedFails: boolean): readonly Pair[] {
  const stableRow = new Map(stable.atSeconds.map((atSeconds, row) => [atSeconds, row]));
  return canary.atSeconds.flatMap((atSeconds, row) => {
    const other = stableRow.get(atSeconds);
    if (other === undefined) return [];
    const [one, two] = [judgedIn(canary, row, degradedFails), judgedIn(stable, other, degradedFails)];
    return [
      {
        atSeconds,
        canary: one,
        stable: two,
        failed: pairOf({ sum: one.bad, weight: one.n }, { sum: two.bad, weight: two.n }),
        ms: pairOf(servedIn(canary, row), servedIn(stable, other)),
      },
    ];
  });
}

/** As `INDICATORS.failed` counts: a correct refusal neither succeeded nor failed. */
function judgedIn(seconds: VersionSeconds, row: number, degradedFails: boolean): Counted {
  const bad = seconds.failed[row]! + (degradedFails ? seconds.degraded[row]! : 0);
  return { bad, n: seconds.ok[row]! + bad };
}

const servedIn = (seconds: VersionSeconds, row: number): Block => ({
  sum: seconds.servedMs[row]!,
  weight: seconds.ok[row]! + seconds.refused[row]! + seconds.degraded[row]!,
});

/** Blocks of the seconds in which anything could be compared: after a roll-back there is nothing. */
function inBlocks(pairs: readonly Pair[]): readonly (readonly Pair[])[] {
  const seconds = [...new Set(pairs.map(({ atSeconds }) => atSeconds))].sort((one, other) => one - other);
  const blockOf = new Map(
    seconds.map((atSeconds, i) => [atSeconds, Math.floor((i * BLOCKS) / seconds.length)]),
  );
  return Array.from({ length: BLOCKS }, (_, i) =>
    pairs.filter(({ atSeconds }) => blockOf.get(atSeconds) === i),
  );
}

const countedIn = (pairs: readonly Pair[], version: 'canary' | 'stable'): Counted =>
  pairs.reduce((all, pair) => ({ bad: all.bad + pair[version].bad, n: all.n + pair[version].n }), {
    bad: 0,
    n: 0,
  });

const answersOf = (seen: readonly VersionSeconds[], version: VersionSeconds['version']): number =>
  seen
    .filter((each) => each.version === version)
    .flatMap(({ ok, refused, degraded, failed }) => [...ok, ...refused, ...degraded, ...failed])
    .reduce((all, count) => all + count, 0);

function elsewhereIn(seen: readonly VersionSeconds[], gray: GraySettings): Record<string, number> {
  const others = seen.filter(({ region }) => !gray.regions.includes(region));
  const answersIn = (name: string): number =>
    answersOf(
      others.filter(({ region }) => region === name),
      'canary',
    );
  const regions = [...new Set(others.map(({ region }) => region))].filter((name) => answersIn(name) > 0);
  return Object.fromEntries(regions.map((name) => [name, answersIn(name)]));
}

/** Whether a second lies in the window of a drill that is about the place: what is broken on purpose is no release's fault. */
function drillsOf(
  plan: Plan,
  sliceSeconds: number,
): (step: string, region: string, atSeconds: number) => boolean {
  const times = drillTimes(plan);
  const windows = (plan.drills ?? []).map(({ where }, i) => ({ ...times[i]!, scope: scopeOf(where) }));
  return (step, region, atSeconds) =>
    windows.some(
      ({ beginMs: from, recoveredMs, scope }) =>
        isInScope(scope, step, region) &&
        beginMs({ atSeconds: atSeconds + sliceSeconds }) > from &&
        beginMs({ atSeconds }) < recoveredMs,
    );
}
