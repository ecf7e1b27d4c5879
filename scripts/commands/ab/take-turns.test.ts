import { describe, expect, it } from 'vitest';
import type { Build } from '../../compare/ab/block-order.ts';
import { runWith } from '../../workshop/testing/compared-runs.ts';
import { takeTurns } from './take-turns.ts';

function turns(pairs: number, endsAfter = Number.POSITIVE_INFINITY) {
  const ran: Build[] = [];
  const said: string[] = [];
  const block = async (build: Build) => {
    if (ran.length >= endsAfter) return null;
    ran.push(build);
    return runWith({ runId: `${build}-${ran.length}` });
  };
  return { ran, said, result: takeTurns({ pairs, block, say: (line) => said.push(line) }) };
}

describe('base and head in turns', () => {
  it('go A B B A, and the first pair is not counted', async () => {
    const { ran, said, result } = turns(3);
    const pairs = await result;
    expect(ran.join(' ')).toBe('base head head base base head head base');
    expect(pairs!.map(({ base, head }) => [base.runId, head.runId])).toEqual([
      ['base-4', 'head-3'],
      ['base-5', 'head-6'],
      ['base-8', 'head-7'],
    ]);
    expect(said).toEqual(
      expect.arrayContaining([
        'warm-up · base',
        'warm-up · head',
        'pair 1 of 3 · head',
        'pair 3 of 3 · base',
      ]),
    );
  });

  it.each([0, 1, 4])('end at an interrupt after %d blocks, and nothing is decided', async (endsAfter) => {
    expect(await turns(3, endsAfter).result).toBeNull();
  });
});
