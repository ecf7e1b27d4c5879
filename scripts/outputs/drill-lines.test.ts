import { expect, it } from 'vitest';
import type { Cell } from '../evidence/cell.ts';
import { paintsFor } from '../text/colour.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { en } from '../words/en.ts';
import { drillLines, drillRows } from './drill-lines.ts';
import { onPage } from './page.ts';
import { marksFor, type Sheet } from './sheet.ts';

const WIDTH = 100;

const paints = paintsFor(false);
const sheetOf = (verdict: Verdict): Sheet => ({ verdict, words: en, paints, marks: marksFor(paints) });
const cell = (state: Cell['state'], required: boolean) =>
  ({ state, required, phase: null, step: null, region: null, reason: `${state} ${required}` }) as Cell;

const textOf = (...cells: readonly Cell[]): string => {
  const verdict = {
    drills: [{ drill: 'bank-down', state: 'pass', share: 0.1, requests: 9, missing: null }],
    objectives: [{ id: 'bank-down/in-time', drill: 'bank-down', cells }],
  } as unknown as Verdict;
  return drillLines(sheetOf(verdict))
    .flatMap((line) => onPage(line, WIDTH))
    .join('\n');
};

it('what is required decides the line of an expectation, before what nobody could prove and nobody requires', () => {
  expect(textOf(cell('pass', true), cell('not-proven', false))).toContain('✓ in-time: pass true (+ 1)');
  expect(textOf(cell('pass', true), cell('not-proven', true))).toContain('? in-time: not-proven true');
});

it('a failure is shown, required or not', () => {
  expect(textOf(cell('pass', true), cell('fail', false))).toContain('✗ in-time: fail false');
});

it('where nothing is required, what could not be proven is told', () => {
  expect(textOf(cell('not-proven', false))).toContain('? in-time: not-proven false');
});

it('of many drills, those that did not go as expected come first', () => {
  const drills = Array.from({ length: 9 }, (_, i) => ({
    drill: `kill-${i}`,
    where: 'process north',
    state: i === 8 ? 'fail' : 'pass',
  }));
  const verdict = { drills, objectives: [] } as unknown as Verdict;
  const lines = drillRows(sheetOf(verdict)).flatMap((line) => onPage(line, WIDTH));
  expect(lines).toHaveLength(7);
  expect(lines[0]).toMatch(/^ {2}✗ kill-8 +process north +0 of 0 hold$/);
  expect(lines.at(-1)).toBe('  … and 3 more');
});
