/** The words in which differences are told, on a terminal and on a page. */
import { inFull, inShort, plural } from '../text/numbers.ts';
import type { ComparedDifference, Comparison } from './comparison.ts';

type Kind = ComparedDifference['of'];

const POINTS = 100;

/** `0.021 %` of bad answers, or `5.12 ms`. */
export const figureIn = (of: Kind, value: number | null): string => {
  if (value === null) return '–';
  return of === 'share' ? `${inShort(value * POINTS)} %` : `${inShort(value)} ms`;
};

/** `+0.021 points`, or `−0.4 ms`. */
export const differenceIn = (of: Kind, value: number | null): string =>
  value === null ? '?' : `${signed(value * scaleOf(of))} ${unitOf(of)}`;

/** `−0.01 to 0.052`, in the unit of the difference. */
export const intervalOf = ({ of, lower, upper }: ComparedDifference): string =>
  lower === null || upper === null
    ? 'unknown'
    : `${signed(lower * scaleOf(of))} to ${signed(upper * scaleOf(of))}`;

export const wouldShowIn = ({ of, wouldShow }: Pick<ComparedDifference, 'of' | 'wouldShow'>): string =>
  wouldShow === null ? 'nothing' : `${inShort(wouldShow * scaleOf(of))} ${unitOf(of)}`;

const scaleOf = (of: Kind): number => (of === 'share' ? POINTS : 1);
const unitOf = (of: Kind): string => (of === 'share' ? 'points' : 'ms');

const signed = (value: number): string => {
  const shown = inShort(Math.abs(value));
  if (shown === '0') return '0';
  return value > 0 ? `+${shown}` : `−${shown}`;
};

export const FINDING_WORDS = {
  worse: 'worse',
  better: 'better',
  'none-shown': 'no difference that could be shown',
  'no-evidence': 'not compared',
} as const satisfies Readonly<Record<ComparedDifference['finding'], string>>;

/** The whole comparison in a sentence. */
export function summaryOf({ differences, base, head }: Comparison): string {
  const count = (finding: ComparedDifference['finding']): number =>
    differences.filter((each) => each.finding === finding).length;
  if (base.whyNoEvidence !== null || head.whyNoEvidence !== null)
    return 'nothing is compared: a run without evidence says nothing about its target';
  const compared = differences.length - count('no-evidence');
  if (compared === 0) return 'the two runs have nothing in common that could be compared';
  const [worse, better] = [count('worse'), count('better')];
  if (worse + better === 0) return `no difference that could be shown in ${plural(compared, 'comparison')}`;
  return `${inFull(worse)} worse, ${inFull(better)} better; no difference that could be shown in ${inFull(count('none-shown'))} of ${inFull(compared)}`;
}

/** What was there, as JSON in a line; a word where there was nothing. */
export function valueIn(value: unknown): string {
  if (value === undefined) return '(not there)';
  const text = JSON.stringify(value);
  return text.length > VALUE_CHARACTERS_MAX ? `${text.slice(0, VALUE_CHARACTERS_MAX)}…` : text;
}
const VALUE_CHARACTERS_MAX = 80;
