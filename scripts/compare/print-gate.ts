/** What a gate decided, for a CI's log: first the decision, then why, then each difference that counts. */
import { INDENT, type Lines, onPage, wrapped } from '../outputs/page.ts';
import { paintsFor } from '../text/colour.ts';
import { inFull, inShort } from '../text/numbers.ts';
import { allShown } from '../text/shown.ts';
import { COLUMNS } from '../text/wrap.ts';
import type { Gated, GateResult } from './gate.ts';
import type { PrintOptions } from './print-text.ts';
import { differenceIn } from './words.ts';

const TITLES = { 'not-worse': 'NOT WORSE', worse: 'WORSE', 'cannot-tell': 'CANNOT TELL' } as const;
const WHY_SHOWN_MAX = 12;

export function printGate(given: GateResult, { colour, columns = COLUMNS }: PrintOptions): string {
  const { outcome, why, gated, comparison, tolerance, falseAlarmChance } = allShown(given);
  const paints = paintsFor(colour);
  const hue = ({ 'not-worse': 'green', worse: 'red', 'cannot-tell': 'yellow' } as const)[outcome];
  const more = why.length - WHY_SHOWN_MAX;
  const told = gated.filter(({ state }) => state === 'not-worse').length;
  const lines: Lines = [
    `${paints[hue](paints.bold(TITLES[outcome]))}  ${comparison.head.runId} against ${comparison.base.runId}`,
    ...(outcome === 'not-worse'
      ? wrapped('everything that the plan requires, and the time of all steps, is within the tolerance', '')
      : why.slice(0, WHY_SHOWN_MAX).flatMap((line) => wrapped(line, '· '))),
    ...(more > 0 ? [`${INDENT}… and ${inFull(more)} more`] : []),
    '',
    ...gated.filter(({ required, state }) => required || state === 'worse').flatMap((each) => lineOf(each)),
    ...wrapped(
      `${inFull(told)} of ${inFull(gated.length)} differences are proven to be within the tolerance: ` +
        `${inShort(100 * tolerance.share)} points of a share, ${inShort(100 * tolerance.timeShare)} % or ${inShort(tolerance.timeMs)} ms of a time; ` +
        `one false alarm in ${inFull(1 / falseAlarmChance)} gates at most`,
      '',
    ).map((line) => ({ ...line, painted: paints.dim })),
    ...comparison.notes.flatMap((note) => wrapped(`note: ${note}`, '')),
  ];
  return `${lines.flatMap((line) => onPage(line, columns)).join('\n')}\n`;
}

const WORDS = { worse: '✗', 'not-worse': '✓', 'cannot-tell': '?' } as const;

function lineOf({ of, name, difference, lower, upper, tolerance, state }: Gated): Lines {
  const bound =
    state === 'worse'
      ? `at least ${differenceIn(of, lower)}`
      : upper === null
        ? 'unknown'
        : `at most ${differenceIn(of, upper)}`;
  return wrapped(
    `${name}: ${differenceIn(of, difference)}, ${bound}; allowed ${differenceIn(of, tolerance)}`,
    `${WORDS[state]} `,
  );
}
