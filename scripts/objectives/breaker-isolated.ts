/**
 * A drill leaves the others alone: the other regions, and the other steps of its own. Their breakers do not open, and their errors
 * and their 99th percentile are as in the run's own blocks before the drill. The figure is how many of these got worse.
 *
 * Seconds may depend on each other, so blocks are compared, by ranks (scripts/evidence/rank-test.ts). A block is as long as it takes to hold a
 * hundred answers, and until neighbours before the drill no longer resemble each other. Worse is what chance explains in one of a hundred
 * thousand drills, and what somebody would notice. The smallest difference that could have shown is printed. Where that is more than
 * a drill may hide, nothing is proven.
 */
import type { z } from 'zod';
import { drillTimes } from '../../scenarios/crowd/drill-times.ts';
import { TIME_BUCKETS_MS } from '../../scenarios/metrics.ts';
import type { Judged } from '../evidence/cell.ts';
import type { Bystanders } from '../evidence/drills-seen.ts';
import type { DrillEvidence, Evidence } from '../evidence/evidence.ts';
import { chanceOfHigher, leastToShow, mean } from '../evidence/rank-test.ts';
import type { DeepReadonly } from '../mistakes/fields.ts';
import { inPercent, inShort, plural } from '../text/numbers.ts';
import {
  ABOUT_A_BREAKER,
  cellIn,
  type Found,
  MS_PER_SECOND,
  notProven,
  whyItDidNotHappen,
} from './clause.ts';
import { checkInDrill } from './clause-checks.ts';
import { type ObjectiveKind, objectiveFields } from './kind.ts';
import { isUnread, openedIn, otherBreakers, windowOf } from './other-breakers.ts';

const BLOCKS_SECONDS = [1, 2, 3, 5, 10] as const;
/** Both figures of a region are tested, and one in a hundred thousand is shared by them. Ranks of ten and eleven blocks can tell as much. */
const CHANCE = 0.00001 / 2;
/** Nobody notices less: a thousandth of the answers, and a quarter more of the 99th percentile. */
const ERRORS_MORE = 0.001;
const SLOWER = Math.log(1.25);
/** What could hide behind the test, and still be called the same: a hundredth of the answers, twice the 99th percentile. */
const ERRORS_HIDDEN_MAX = 0.01;
const SLOWER_HIDDEN_MAX = Math.log(2);
/** Of white noise, one correlation in a hundred is larger than this ÷ √blocks (Box, Jenkins & Reinsel, "Time Series Analysis", 2.1.6). */
const RESEMBLES = 2.326;
/** What was longer ago was another load. */
const SECONDS_BEFORE_MAX = 60;
/** A block of fewer answers has no 99th percentile. */
const ANSWERS_MIN = 100;

/** `dependency`: whose breaker may open, where the drill's `where` does not say. */
const schema = objectiveFields('breaker-isolated', ABOUT_A_BREAKER);
type BreakerIsolated = DeepReadonly<z.output<typeof schema>>;
declare module '../../scenarios/campaigns/plan.ts' {
  interface ObjectiveKinds {
    'breaker-isolated': BreakerIsolated;
  }
}

export const breakerIsolated = {
  schema,
  isA: 'census',
  check: (objective, at) => void checkInDrill(objective, at),
  judge(objective, evidence): Judged {
    const { drill, plan } = evidence;
    const regions = [...new Set([...plan.regions.map(({ name }) => name), ...bystandersIn(evidence)])];
    const cells = regions.flatMap((region) => {
      const found = drill === undefined ? notProven('no drill') : judged(objective, region, drill, evidence);
      return found === null ? [] : [cellIn(objective, evidence, region, found)];
    });
    const nobody = notProven('the drill is about everybody: there is nobody else to compare');
    return {
      unit: 'count',
      targetMin: null,
      targetMax: 0,
      cells: cells.length > 0 ? cells : [cellIn(objective, evidence, regions[0]!, nobody)],
    };
  },
} satisfies ObjectiveKind<BreakerIsolated>;

const bystandersIn = ({ drill }: Evidence): readonly string[] =>
  (drill?.seen.bystanders ?? []).map(({ region }) => region);

/** @returns null if nobody in this region stands by */
function judged(
  objective: BreakerIsolated,
  region: string,
  drill: DrillEvidence,
  evidence: Evidence,
): Found | null {
  const why = whyItDidNotHappen(drill);
  if (why !== null) return notProven(why);
  const breakers = otherBreakers(objective, region, drill);
  const bystanders = drill.seen.bystanders.filter((each) => each.region === region);
  if (bystanders.length === 0 && breakers.length === 0) return null;
  const opened = breakers.filter((each) => openedIn(windowOf(each, drill, evidence)));
  const unread = breakers.filter((each) => isUnread(windowOf(each, drill, evidence)));
  const compared = bystanders.map((each) => compare(each, drill, evidence));
  const worse = compared.flatMap((each) => each.worse);
  const figure = opened.length + worse.length;
  const n = compared.reduce((sum, { blocks }) => sum + blocks, 0);
  const said = [
    ...opened.map(({ dependency }) => `the breaker of ${dependency} opened`),
    ...worse,
    ...compared.flatMap((each) => each.floors),
  ].join('; ');
  const bound = 0;
  if (figure > 0) return { state: 'fail', figure, n, bound, reason: said };
  const [first] = unread;
  if (first !== undefined)
    return notProven(`too few readings of the breaker of ${first.dependency} in the drill; ${said}`, 0, n);
  const unproven = compared.flatMap((each) => each.unproven);
  if (unproven.length > 0) return notProven(unproven.join('; '), 0, n);
  if (compared.length === 0) return notProven('nobody counted the answers of the others', 0, n);
  const none = `none of ${plural(breakers.length, 'other breaker')} opened`;
  return { state: 'pass', figure, n, bound, reason: `${none}; ${said}` };
}

interface Compared {
  readonly blocks: number;
  /** What got worse, in words. */
  readonly worse: readonly string[];
  /** The least that could have shown, in words. */
  readonly floors: readonly string[];
  /** What could not be told, in words. */
  readonly unproven: readonly string[];
}

/** Answers of a block. */
interface Block {
  readonly ended: number;
  readonly failed: number;
  readonly times: readonly number[];
}

function compare({ seconds: all }: Bystanders, drill: DrillEvidence, { plan }: Evidence): Compared {
  const { set, lifted } = drill.seen;
  const others = drillTimes(plan).filter(({ drill: name }) => name !== drill.planned.name);
  const quiet = all.filter(({ atSeconds }) => {
    const [beginMs, endMs] = [atSeconds * MS_PER_SECOND, (atSeconds + 1) * MS_PER_SECOND];
    return others.every((other) => endMs <= other.beginMs || beginMs >= other.recoveredMs);
  });
  const endedMs = lifted?.afterMs ?? drill.time.endMs;
  const secondsBefore = quiet
    .filter((each) => (each.atSeconds + 1) * MS_PER_SECOND <= set!.afterMs)
    .slice(-SECONDS_BEFORE_MAX);
  const secondsDuring = quiet.filter(
    ({ atSeconds }) => atSeconds * MS_PER_SECOND >= set!.byMs && (atSeconds + 1) * MS_PER_SECOND <= endedMs,
  );
  const seconds =
    BLOCKS_SECONDS.find((length) => areApart(blocksOf(secondsBefore, length))) ?? BLOCKS_SECONDS.at(-1)!;
  const [before, during] = [blocksOf(secondsBefore, seconds), blocksOf(secondsDuring, seconds)];
  const blocks = before.length + during.length;
  const seen = `${plural(during.length, 'block')} of ${seconds} s in the drill and ${before.length} before`;
  if (before.length === 0 || during.length === 0)
    return { blocks, worse: [], floors: [], unproven: [`too few answers: ${seen}`] };
  const figures = FIGURES.map((figure) => judgeFigure(figure, before, during));
  return {
    blocks,
    worse: figures.flatMap(({ worse }) => worse ?? []),
    floors: figures.map(({ floor }) => `${floor} (${seen})`),
    unproven: figures.flatMap(({ isTooWeak, floor }) =>
      isTooWeak ? `${floor}: too few blocks (${seen})` : [],
    ),
  };
}

interface Figure {
  readonly name: string;
  readonly of: (block: Block) => number;
  readonly more: number;
  readonly hiddenMax: number;
  readonly inWords: (difference: number) => string;
}

const points = (difference: number): string => `${inPercent(Math.max(0, difference))} points`;
const FIGURES: readonly Figure[] = [
  {
    name: 'errors',
    of: ({ failed, ended }) => failed / ended,
    more: ERRORS_MORE,
    hiddenMax: ERRORS_HIDDEN_MAX,
    inWords: points,
  },
  {
    // As logarithms: a quarter more is as much, wherever it begins.
    name: 'p99',
    of: ({ times }) => Math.log(p99Ms(times)),
    more: SLOWER,
    hiddenMax: SLOWER_HIDDEN_MAX,
    inWords: (difference) => `${inShort(100 * Math.expm1(difference))} %`,
  },
];

function judgeFigure(
  { name, of, more, hiddenMax, inWords }: Figure,
  before: readonly Block[],
  during: readonly Block[],
) {
  const [usual, now] = [before.map(of), during.map(of)];
  const difference = mean(now) - mean(usual);
  const isWorse = difference > more && chanceOfHigher(usual, now) <= CHANCE;
  const least = Math.max(more, leastToShow(usual, now, CHANCE, 4 * hiddenMax));
  const floor = Number.isFinite(least)
    ? `${name}: ${inWords(least)} more would have shown`
    : `${name}: nothing would have shown`;
  return {
    worse: isWorse ? `${name}: ${inWords(difference)} more than before the drill` : null,
    floor,
    isTooWeak: least > hiddenMax,
  };
}

/** Whether blocks hold enough answers, and neighbours do not resemble each other. */
const areApart = (blocks: readonly Block[]): boolean =>
  blocks.length > 0 &&
  FIGURES.every(({ of }) => resemblance(blocks.map(of)) < RESEMBLES / Math.sqrt(blocks.length));

/** The correlation of neighbours. */
function resemblance(values: readonly number[]): number {
  const centre = mean(values);
  const square = (value: number, other: number): number => (value - centre) * (other - centre);
  const all = values.reduce((sum, value) => sum + square(value, value), 0);
  const neighbours = values.slice(1).reduce((sum, value, i) => sum + square(value, values[i]!), 0);
  return all === 0 ? 0 : neighbours / all;
}

/** Whole blocks of seconds that follow each other. Where half of them have too few answers, there are none. */
function blocksOf(seconds: Bystanders['seconds'], length: number): readonly Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at + length <= seconds.length; ) {
    const block = seconds.slice(at, at + length);
    const isWhole = block.every(({ atSeconds }, i) => atSeconds === block[0]!.atSeconds + i);
    at += isWhole ? length : 1;
    const sum = (count: (each: (typeof block)[number]) => number): number =>
      block.reduce((total, each) => total + count(each), 0);
    const times = block[0]!.times.map((_, bucket) => sum((each) => each.times[bucket] ?? 0));
    const ended = sum((each) => each.ended);
    if (isWhole) blocks.push({ ended, failed: sum((each) => each.failed), times });
  }
  const large = blocks.filter(({ ended }) => ended >= ANSWERS_MIN);
  return 2 * large.length > blocks.length ? large : [];
}

/** Within its bucket as if the answers were spread evenly: block by block that is the same mistake. */
function p99Ms(times: readonly number[]): number {
  const rank = 0.99 * times.reduce((sum, count) => sum + count, 0);
  let below = 0;
  for (const [bucket, count] of times.entries()) {
    if (below + count >= rank && count > 0) {
      const from = TIME_BUCKETS_MS[bucket - 1] ?? 0;
      const to = TIME_BUCKETS_MS[bucket] ?? 2 * TIME_BUCKETS_MS.at(-1)!;
      return from + ((to - from) * (rank - below)) / count;
    }
    below += count;
  }
  return 1;
}
