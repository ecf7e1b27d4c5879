import { expect, it } from 'vitest';
import type { Cell } from '../evidence/cell.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { drillLines } from './drill-lines.ts';
import { onPage } from './page.ts';

const WIDTH = 100;

const MARKS = { pass: '✓', fail: '✗', 'not-proven': '?', 'not-judged': '·' };
const cell = (state: Cell['state'], required: boolean) =>
  ({ state, required, phase: null, step: null, region: null, reason: `${state} ${required}` }) as Cell;

const textOf = (...cells: readonly Cell[]): string => {
  const verdict = {
    drills: [{ drill: 'bank-down', state: 'pass', share: 0.1, requests: 9, missing: null }],
    objectives: [{ id: 'bank-down/in-time', drill: 'bank-down', cells }],
  } as unknown as Verdict;
  return drillLines(verdict, MARKS)
    .flatMap((line) => onPage(line, WIDTH))
    .join('\n');
};

it('what is required decides the line of an expectation, before what nobody could prove and nobody requires', () => {
  expect(textOf(cell('pass', true), cell('not-proven', false))).toContain(
    '✓ in-time: pass true (and 1 more)',
  );
  expect(textOf(cell('pass', true), cell('not-proven', true))).toContain('? in-time: not-proven true');
});

it('a failure is shown, required or not', () => {
  expect(textOf(cell('pass', true), cell('fail', false))).toContain('✗ in-time: fail false');
});

it('where nothing is required, what could not be proven is told', () => {
  expect(textOf(cell('not-proven', false))).toContain('? in-time: not-proven false');
});
