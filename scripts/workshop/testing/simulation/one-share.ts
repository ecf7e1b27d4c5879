/** One share over two minutes at the rate of a whole campaign, judged in three ways: how often does it pass when it should not? */
import { secondsToProve } from '../../../evidence/bad-seconds.ts';
import { lowerBound, upperBound } from '../../../evidence/binomial.ts';
import type { CellState } from '../../../evidence/cell.ts';
import { spreadOf } from '../../../evidence/dispersion.ts';
import { GatherDispersion } from '../../../evidence/gather-dispersion.ts';
import { WHOLE_RUN } from '../../../evidence/place.ts';
import { type Known, shareCell } from '../../../evidence/share-cell.ts';
import { type Draws, drawsOf } from '../seeded-draws.ts';
import { badChances, type Shop } from './bad-times.ts';

export const SECONDS = 120;
export const REQUESTS_PER_SECOND = 1734;
export const TARGET = 0.99;
/** A plan that excludes the longest outages here at this budget: one of 10 s begins every 495 s. */
export const EVERY_SECONDS_MIN = 500;
export const EXCLUDING_SECONDS = secondsToProve(EVERY_SECONDS_MIN);

/** A letter a run: P pass, F fail, ? not proven. */
export interface OneShare {
  /** By the binomial bound of all samples. */
  readonly before: string;
  /** By the bound of n ÷ deff, and of all samples where it fails. */
  readonly now: string;
  /** The same, where the plan also asks for outages to be rare, and so lasts for long enough to show it. */
  readonly excludingOutages: string;
}

const WATCHED = { indicator: 'late', step: null, targetShare: TARGET } as const;
const WHERE = { phase: 'burst', step: 'home.view', region: 'east' } as const;
const SERIES = [
  { ...WHERE, outcome: 'ok', within: 'true' },
  { ...WHERE, outcome: 'ok', within: 'false' },
] as const;

export function judgeOneShare(shop: Shop, runs: number): OneShare {
  const all = Array.from({ length: runs }, (_, seed) => judgeRun(shop, drawsOf(seed)));
  const letters = (key: keyof OneShare): string => all.map((run) => run[key]).join('');
  return {
    before: letters('before'),
    now: letters('now'),
    excludingOutages: letters('excludingOutages'),
  };
}

function judgeRun(shop: Shop, draws: Draws): OneShare {
  const { n, bad, known } = seenIn(SECONDS, shop, draws);
  const long = seenIn(EXCLUDING_SECONDS, shop, draws);
  const outages = { everySecondsMin: EVERY_SECONDS_MIN };
  const judged = (seen: Seen): string =>
    letterOf(shareCell(WHOLE_RUN, true, seen.n - seen.bad, seen.n, TARGET, seen.known).state);
  return {
    before: lowerBound(n - bad, n) >= TARGET ? 'P' : upperBound(n - bad, n) < TARGET ? 'F' : '?',
    now: judged({ n, bad, known }),
    excludingOutages: judged({ ...long, known: { ...long.known, outages } }),
  };
}

interface Seen {
  readonly n: number;
  readonly bad: number;
  readonly known: Known;
}

function seenIn(seconds: number, shop: Shop, draws: Draws): Seen {
  const gather = new GatherDispersion([WATCHED], SERIES, [], seconds);
  let [n, bad] = [0, 0];
  for (const chance of badChances(shop, seconds, draws)) {
    const answers = draws.poisson(REQUESTS_PER_SECOND);
    const late = draws.binomial(answers, chance);
    gather.add([answers - late, late], []);
    n += answers;
    bad += late;
  }
  const read = gather.dispersion().find(({ phase, step }) => phase === null && step === null);
  return { n, bad, known: { own: 0, spread: read === undefined ? 'none' : spreadOf(read) } };
}

const letterOf = (state: CellState): string => (state === 'pass' ? 'P' : state === 'fail' ? 'F' : '?');
