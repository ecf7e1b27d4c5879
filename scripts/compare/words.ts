/** The words in which differences are told, on a terminal and on a page. */
import { inFull, inShort } from '../text/numbers.ts';
import type { CompareWords } from '../words/compare/words.ts';
import type { ComparedDifference, ComparedFigure, ComparedSide, Comparison } from './comparison.ts';

type Kind = ComparedDifference['of'];

const POINTS = 100;

/** `0.021 %` of bad answers, or `5.12 ms`. */
export const figureIn = (of: Kind, value: number | null): string => {
  if (value === null) return '–';
  return of === 'share' ? `${inShort(value * POINTS)} %` : `${inShort(value)} ms`;
};

/** `+0.021 points`, or `−0.4 ms`. */
export const differenceIn = (of: Kind, value: number | null, words: CompareWords): string =>
  value === null ? '?' : `${signed(value * scaleOf(of))} ${unitOf(of, words)}`;

/** `−0.01 to 0.052`, in the unit of the difference. */
export const intervalOf = ({ of, lower, upper }: ComparedDifference, words: CompareWords): string =>
  lower === null || upper === null
    ? words.unknown
    : words.interval(signed(lower * scaleOf(of)), signed(upper * scaleOf(of)));

export const wouldShowIn = (
  { of, wouldShow }: Pick<ComparedDifference, 'of' | 'wouldShow'>,
  words: CompareWords,
): string =>
  wouldShow === null ? words.nothing : `${inShort(wouldShow * scaleOf(of))} ${unitOf(of, words)}`;

const scaleOf = (of: Kind): number => (of === 'share' ? POINTS : 1);
const unitOf = (of: Kind, { points }: CompareWords): string => (of === 'share' ? points : 'ms');

const signed = (value: number): string => {
  const shown = inShort(Math.abs(value));
  if (shown === '0') return '0';
  return value > 0 ? `+${shown}` : `−${shown}`;
};

/** Why a difference was not compared: too little of it is in both runs, or the notes say it. */
export const notComparedIn = ({ of, deff, wouldShow }: ComparedDifference, words: CompareWords): string =>
  wouldShow === null && !(of === 'share' && deff === null) ? words.tooLittle : words.notCompared;

/** The sides of a comparison. One that fails while the other does not says the most, so it stands first. */
export function sidesIn({ base, head }: Comparison): readonly ['base' | 'head', ComparedSide][] {
  const sides: ['base' | 'head', ComparedSide][] = [
    ['base', base],
    ['head', head],
  ];
  return head.outcome === 'fail' && base.outcome !== 'fail' ? sides.toReversed() : sides;
}

/** The whole comparison in a sentence, what chance does not decide first. */
export function summaryOf(comparison: Comparison, words: CompareWords): string {
  const { base, head } = comparison;
  if (base.whyNoEvidence !== null || head.whyNoEvidence !== null) return words.summary.noEvidence;
  const counts = countsIn(comparison, words);
  const differences = differencesIn(comparison, words);
  return counts === null ? differences : words.summary.both(counts, differences);
}

function countsIn({ figures }: Comparison, { summary }: CompareWords): string | null {
  const count = (finding: ComparedFigure['finding']): number =>
    figures.filter((each) => each.finding === finding).length;
  const [worse, better, both] = [count('worse'), count('better'), count('fails-in-both')];
  if (worse + better + both === 0) return null;
  return summary.counts({ worse: inFull(worse), better: inFull(better), both: inFull(both) });
}

function differencesIn({ differences }: Comparison, { summary }: CompareWords): string {
  const count = (finding: ComparedDifference['finding']): number =>
    differences.filter((each) => each.finding === finding).length;
  const compared = differences.length - count('no-evidence');
  if (compared === 0) return summary.nothingInCommon;
  const [worse, better] = [count('worse'), count('better')];
  if (worse + better === 0) return summary.noneShown(inFull(compared));
  return summary.shown({
    worse: inFull(worse),
    better: inFull(better),
    noneShown: inFull(count('none-shown')),
    compared: inFull(compared),
  });
}

/** A full count: `77`, `2.5 s`, `1.2 %`. */
export function countIn(
  value: number | null,
  { unit }: Pick<ComparedFigure, 'unit'>,
  words: CompareWords,
): string {
  if (value === null) return '–';
  if (unit === 'share') return `${inShort(value * POINTS)} %`;
  if (unit === 'count') return inFull(value);
  return unit === 'seconds' ? `${inShort(value)} ${words.seconds}` : inShort(value);
}

/** What was there, as JSON in a line; a word where there was nothing. */
export function valueIn(value: unknown, { notThere }: CompareWords): string {
  if (value === undefined) return notThere;
  const text = JSON.stringify(value);
  return text.length > VALUE_CHARACTERS_MAX ? `${text.slice(0, VALUE_CHARACTERS_MAX)}…` : text;
}
const VALUE_CHARACTERS_MAX = 80;
