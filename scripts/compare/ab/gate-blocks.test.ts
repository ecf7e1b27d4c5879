import { describe, expect, it } from 'vitest';
import { pairsDrawn } from '../../workshop/testing/blocks-drawn.ts';
import { drawsOf } from '../../workshop/testing/seeded-draws.ts';
import { gate, gateSchema } from '../gate.ts';
import { printGate } from '../print-gate.ts';
import { TURNS_TOLERANCE } from '../tolerance.ts';
import { gateBlocks, type PairOfBlocks } from './gate-blocks.ts';

const OPTIONS = { tolerance: TURNS_TOLERANCE, attempts: 1 };
const gated = (pairs: readonly PairOfBlocks[]) => gateBlocks(pairs, OPTIONS);
const calm = (moreMs = 0, pairs = 8): readonly PairOfBlocks[] =>
  pairsDrawn({ pairs, sigma: 0.02, moreMs }, drawsOf(3));
/** So many of the heads, from the first on, are changed. */
const changed = (
  count: number,
  changes: Partial<PairOfBlocks['head']>,
  pairs = calm(),
): readonly PairOfBlocks[] =>
  pairs.map(({ base, head }, i) => ({ base, head: i < count ? { ...head, ...changes } : head }));

describe('a gate over blocks', () => {
  it('passes a build against itself', () => {
    expect(gated(calm())).toMatchObject({ outcome: 'not-worse', exitCode: 0, why: [] });
  });

  it('finds 5 ms more at one step, with the figure, and blames no other', () => {
    const { outcome, gated: all } = gated(calm(5));
    expect(outcome).toBe('worse');
    const worse = all.filter(({ state }) => state === 'worse');
    expect(worse.map(({ name }) => name)).toContain('time · search.query');
    expect(worse.map(({ name }) => name)).not.toContain('time · home.view');
    const search = worse.find(({ name }) => name === 'time · search.query')!;
    expect(search.difference).toBeGreaterThan(4);
    expect(search.difference).toBeLessThan(6);
  });

  it('takes what changes between blocks for noise, however calm the seconds within each are', () => {
    // All of head's blocks happen to lie in the worse moods: within the blocks, nothing contradicts a slower build.
    const moody = pairsDrawn({ pairs: 6, sigma: 0.4 }, drawsOf(11));
    const blocks = moody.flatMap(({ base, head }) => [base, head]);
    const meanOf = ({ times }: PairOfBlocks['base']): number =>
      times!.reduce((sum, { responseMs }) => sum + responseMs.reduce((all, ms) => all + ms, 0), 0);
    const sorted = [...blocks].sort((one, other) => meanOf(one) - meanOf(other));
    const [best, worst] = [sorted[0]!, sorted.at(-1)!];
    const options = { ...OPTIONS, otherMachine: false };
    expect(meanOf(worst) / meanOf(best)).toBeGreaterThan(1.5);
    expect(gated(moody).outcome).not.toBe('worse');
    // Twelve seconds of one pair by themselves are enough for the gate that knows seconds alone.
    const long = (run: PairOfBlocks['base']) => ({
      ...run,
      phases: [{ phase: 'burst', startSeconds: 1, seconds: 48 }],
      times: run.times!.map((each) => ({
        ...each,
        atSeconds: Array.from({ length: 48 }, (_, second) => second + 1),
        answers: Array.from({ length: 8 }, () => each.answers).flat(),
        responseMs: Array.from({ length: 8 }, () => each.responseMs).flat(),
      })),
    });
    expect(gate(long(best), long(worst), options).outcome).toBe('worse');
  });

  it('calls nothing worse that base differs from itself by as much', () => {
    // Every second block of base is as slow as all of head: the halves of base differ by half of the step.
    const pairs = calm(5).map(({ base, head }, i) => ({
      head,
      base: i % 4 === 1 || i % 4 === 2 ? { ...base, times: head.times } : base,
    }));
    expect(gated(pairs).turns.floor!.time!.difference).toBeGreaterThan(4);
    expect(gated(pairs).outcome).not.toBe('worse');
  });

  it('leaves a pair out that has a block without evidence, and says which and why', () => {
    const { turns, outcome } = gated(changed(1, { loadValid: false, headline: 'the load was not valid' }));
    expect(turns.pairs).toHaveLength(7);
    expect(turns.dropped).toEqual([{ base: 'base-0', head: 'head-0', why: 'head: the load was not valid' }]);
    expect(outcome).toBe('not-worse');
  });

  it('cannot tell with too few pairs, and says what it would take', () => {
    const few = gated(changed(3, { loadValid: false, headline: 'the load was not valid' }, calm(5)));
    expect(few).toMatchObject({ outcome: 'cannot-tell', exitCode: 90 });
    expect(few.why[0]).toMatch(/^only 5 pairs of blocks can be used, and it takes 6; 3 pairs .*--blocks/);
    const none = gated(changed(8, { cutShort: true }));
    expect(none).toMatchObject({ outcome: 'cannot-tell', turns: { pairs: [], floor: null } });
  });

  it('cannot tell where the blocks scatter more than the tolerance, and says how many it would take', () => {
    const moody = calm().map(({ base, head }, i) => {
      const factor = i % 2 === 0 ? 0.85 : 1.15;
      const inMood = (run: PairOfBlocks['base']) => ({
        ...run,
        times: run.times!.map((each) => ({ ...each, responseMs: each.responseMs.map((ms) => ms * factor) })),
      });
      return { base: inMood(base), head: inMood(head) };
    });
    const { outcome, why } = gated(moody);
    expect(outcome).toBe('cannot-tell');
    expect(why.join()).toMatch(
      /time · all steps: to prove that it is not worse takes \d+ more pairs of such blocks/,
    );
  });

  it('is failed by a head of which every block fails by itself, and cannot tell of one with some', () => {
    const failing = { outcome: 'fail', headline: 'orders-lost failed: 3' } as const;
    expect(gated(changed(8, failing))).toMatchObject({
      outcome: 'worse',
      why: ['head fails by itself: orders-lost failed: 3'],
    });
    expect(gated(changed(2, failing))).toMatchObject({
      outcome: 'cannot-tell',
      why: ['2 of 8 blocks of head fail by themselves, and none of base: orders-lost failed: 3 (head-0)'],
    });
    const both = changed(2, failing).map(({ base, head }) => ({ head, base: { ...base, ...failing } }));
    expect(gated(both).outcome).toBe('not-worse');
  });

  it('cannot tell times of blocks that have none', () => {
    const { outcome, why } = gated(changed(1, { times: null }));
    expect(outcome).toBe('cannot-tell');
    expect(why.join()).toContain('times cannot be compared');
  });

  it('says all of it in lines and in data', () => {
    const result = gated(calm(5));
    expect(gateSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
    const lines = printGate(result, { colour: false, columns: 400 });
    expect(lines).toMatch(/^WORSE {2}8 blocks of head against 8 blocks of base/);
    expect(lines).toMatch(/floor, base against base: time · all steps [\d.]+ ms, .* at most/);
    expect(lines).toMatch(/called worse in nine of ten such gates: time · all steps [\d.]+ ms/);
  });
});

describe('over many gates', () => {
  const MANY = 30;
  const outcomes = (moreMs: number, sigma: number, pairs: number) => {
    const draws = drawsOf(42);
    return Array.from({ length: MANY }, () => gated(pairsDrawn({ pairs, sigma, moreMs }, draws)));
  };

  it.each([0.02, 0.1, 0.3])(
    'one build against itself raises no alarm where blocks scatter by %d',
    (sigma) => {
      expect(outcomes(0, sigma, 6).filter(({ outcome }) => outcome === 'worse')).toEqual([]);
    },
  );

  it('5 ms more are found in nine of ten', () => {
    const found = outcomes(5, 0.02, 8).filter(({ gated: all }) =>
      all.some(({ name, state }) => name === 'time · search.query' && state === 'worse'),
    );
    expect(found.length).toBeGreaterThanOrEqual(0.9 * MANY);
  });
});
