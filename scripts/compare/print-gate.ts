/** What a gate decided, for a CI's log: first the decision, then why, then each difference that counts. */
import { INDENT, type Lines, onPage, wrapped } from '../outputs/page.ts';
import { paintsFor } from '../text/colour.ts';
import { inFull, inShort } from '../text/numbers.ts';
import { allShown } from '../text/shown.ts';
import { COLUMNS } from '../text/wrap.ts';
import { en } from '../words/en.ts';
import type { Words } from '../words/words.ts';
import type { Gated, GateResult } from './gate.ts';
import type { PrintOptions } from './print-text.ts';
import { turnLines } from './print-turns.ts';
import { differenceIn } from './words.ts';

const WHY_SHOWN_MAX = 12;

export function printGate(
  given: GateResult,
  { colour, columns = COLUMNS, words = en }: PrintOptions,
): string {
  const { outcome, why, gated, comparison, tolerance, falseAlarmChance, turns } = allShown(given);
  const paints = paintsFor(colour);
  const { heading, against, gate, more: andMore } = words.compare;
  const hue = ({ 'not-worse': 'green', worse: 'red', 'cannot-tell': 'yellow' } as const)[outcome];
  const more = why.length - WHY_SHOWN_MAX;
  const told = gated.filter(({ state }) => state === 'not-worse').length;
  const lines: Lines = [
    `${paints[hue](paints.bold(heading[outcome]))}  ${against(comparison.head.runId, comparison.base.runId)}`,
    ...(outcome === 'not-worse'
      ? wrapped(gate.within, '')
      : why.slice(0, WHY_SHOWN_MAX).flatMap((line) => wrapped(words.message(line), '· '))),
    ...(more > 0 ? [`${INDENT}${andMore(inFull(more))}`] : []),
    '',
    ...gated
      .filter(({ required, state }) => required || state === 'worse')
      .flatMap((each) => lineOf(each, words)),
    ...wrapped(
      gate.told({
        told: inFull(told),
        all: inFull(gated.length),
        points: inShort(100 * tolerance.share),
        share: inShort(100 * tolerance.timeShare),
        ms: inShort(tolerance.timeMs),
        gates: inFull(1 / falseAlarmChance),
      }),
      '',
    ).map((line) => ({ ...line, painted: paints.dim })),
    ...(turns === null
      ? []
      : turnLines(turns, gated, words).map((line) => ({ ...line, painted: paints.dim }))),
    ...comparison.notes.flatMap((note) => wrapped(gate.note(words.message(note)), '')),
  ];
  return `${lines.flatMap((line) => onPage(line, columns)).join('\n')}\n`;
}

const MARKS = { worse: '✗', 'not-worse': '✓', 'cannot-tell': '?' } as const;

function lineOf(
  { of, name, difference, lower, upper, tolerance, state }: Gated,
  { compare, message }: Words,
): Lines {
  const shown = (value: number | null): string => differenceIn(of, value, compare);
  const bound =
    state === 'worse'
      ? compare.gate.atLeast(shown(lower))
      : upper === null
        ? compare.unknown
        : compare.gate.atMost(shown(upper));
  return wrapped(
    compare.gate.line({
      ...{ name: message(name), difference: shown(difference), bound },
      allowed: shown(tolerance),
    }),
    `${MARKS[state]} `,
  );
}
