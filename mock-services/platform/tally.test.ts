import { expect, it } from 'vitest';
import { memoryTx } from '../testing/test-shop.ts';
import { table } from './table.ts';
import { count, counted, type Tally } from './tally.ts';

const TALLY = table<Tally<'sold' | 'fen'>>('t');

it('adds to what was counted, and has counted nothing at first', () => {
  const tx = memoryTx();
  expect(counted(tx, TALLY, 'sold')).toBe(0);
  count(tx, TALLY, { sold: 1, fen: 100 });
  count(tx, TALLY, { fen: 50 });
  expect([counted(tx, TALLY, 'sold'), counted(tx, TALLY, 'fen')]).toEqual([1, 150]);
});
