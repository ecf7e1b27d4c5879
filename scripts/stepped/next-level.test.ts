import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFrom } from '../capacity/random.ts';
import type { LevelResult, LevelState } from './level-result.ts';
import { LEVELS_MAX, nextLevel, type Search } from './next-level.ts';

const level = (perSecond: number, state: LevelState, answeredPerSecond = perSecond): LevelResult => ({
  ...{ replicas: 1, repetition: 0, perSecond, state, answeredPerSecond, throughput: answeredPerSecond },
  ...{ why: '', seconds: [], settleSeconds: 0, run: '', saturations: {} },
});

const search = (changes: Partial<Search>): Search => ({
  ...{ results: [], guess: null, startPerSecond: 10, precision: 0.05, random: () => 0.5 },
  ...changes,
});

/** A target that holds up to its edge, and answers as much beyond it, or less. */
function searched(
  edge: number,
  beyond: (perSecond: number) => number,
  changes: Partial<Search> = {},
): readonly LevelResult[] {
  const results: LevelResult[] = [];
  for (;;) {
    const next = nextLevel(search({ ...changes, results }));
    if (next.kind !== 'load') {
      expect(next.kind).toBe('done');
      return results;
    }
    const { perSecond } = next;
    results.push(perSecond <= edge ? level(perSecond, 'held') : level(perSecond, 'over', beyond(perSecond)));
  }
}

const heldMost = (results: readonly LevelResult[]): number =>
  Math.max(...results.filter(({ state }) => state === 'held').map(({ perSecond }) => perSecond));

describe('the search for an edge', () => {
  const edges = fc.double({ min: 1, max: 100_000, noNaN: true });
  const seeds = fc.integer({ min: 0, max: 1000 });

  it('comes as close to it as was asked for, from below, whatever it is', () => {
    fc.assert(
      fc.property(edges, seeds, (edge, seed) => {
        const results = searched(edge, () => edge, { startPerSecond: edge / 40, random: randomFrom(seed) });
        expect(heldMost(results)).toBeLessThanOrEqual(edge);
        expect(heldMost(results)).toBeGreaterThanOrEqual(edge / 1.05);
        expect(results.length).toBeLessThanOrEqual(LEVELS_MAX);
      }),
    );
  });

  it('also finds it where the target breaks down beyond it', () => {
    fc.assert(
      fc.property(edges, seeds, (edge, seed) => {
        const results = searched(edge, (perSecond) => (edge * edge) / perSecond / 3, {
          ...{ startPerSecond: edge / 10, random: randomFrom(seed) },
        });
        expect(heldMost(results)).toBeGreaterThanOrEqual(edge / 1.05);
      }),
    );
  });

  it('takes three levels where another count has told where it is', () => {
    for (const guess of [95, 100, 104]) {
      const results = searched(100, () => 100, { guess });
      expect(results.length).toBeLessThanOrEqual(4);
      expect(heldMost(results)).toBeGreaterThanOrEqual(95);
    }
    expect(searched(100, () => 100, { guess: 100 })).toHaveLength(3);
  });

  it('finds it from a guess that was far off', () => {
    const off = fc.double({ min: 0.3, max: 4, noNaN: true });
    fc.assert(
      fc.property(edges, off, seeds, (edge, by, seed) => {
        const results = searched(edge, () => edge, { guess: edge * by, random: randomFrom(seed) });
        expect(heldMost(results)).toBeGreaterThanOrEqual(edge / 1.05);
        expect(results.length).toBeLessThanOrEqual(LEVELS_MAX);
      }),
    );
  });

  it('begins low and doubles where nobody knows anything', () => {
    expect(nextLevel(search({}))).toEqual({ kind: 'load', perSecond: 10 });
    expect(nextLevel(search({ results: [level(10, 'held')] }))).toEqual({ kind: 'load', perSecond: 20 });
  });

  it('lands elsewhere in the last gap each time, so that repetitions do not agree by asking the same', () => {
    const most = (seed: number): number =>
      heldMost(searched(100, () => 100, { guess: 100, random: randomFrom(seed) }));
    expect(new Set([1, 2, 3, 4].map(most)).size).toBe(4);
  });

  it('gives up where the generator was the limit first', () => {
    const results = [level(10, 'held'), level(20, 'generator-limit')];
    expect(nextLevel(search({ results }))).toEqual({
      kind: 'given-up',
      why: 'the generator was the limit before the target was',
    });
  });

  it('goes below a level that was unstable, and gives up where none settles', () => {
    expect(nextLevel(search({ results: [level(10, 'unstable')] }))).toEqual({ kind: 'load', perSecond: 5 });
    // At a few requests a second stops look like failures.
    const all = [level(10, 'unstable'), level(5, 'unstable'), level(2.5, 'over')];
    expect(nextLevel(search({ results: all }))).toEqual({ kind: 'given-up', why: 'no level settles' });
  });

  it('takes what was unstable above what was held for too much', () => {
    const results = [level(100, 'held'), level(104, 'unstable')];
    expect(nextLevel(search({ results }))).toEqual({ kind: 'done' });
  });

  it('gives up on a target that carries nothing', () => {
    const results = [level(10, 'over', 0), level(0.011, 'over', 0)];
    expect(nextLevel(search({ results })).kind).toBe('given-up');
  });

  it('ends', () => {
    const results = Array.from({ length: LEVELS_MAX }, (_, i) => level(10 * 2 ** i, 'held'));
    expect(nextLevel(search({ results })).kind).toBe('given-up');
  });
});
