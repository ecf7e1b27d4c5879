import { describe, expect, it } from 'vitest';
import { guessEdge } from './guess-edge.ts';

describe('what a count may carry', () => {
  it('nobody knows before anything was measured', () => {
    expect(guessEdge([], 3)).toBeNull();
  });

  it('is in proportion to the only count that was', () => {
    expect(guessEdge([{ replicas: 2, perSecond: 100 }], 6)).toBe(300);
  });

  it('follows what each carries at the two nearest counts', () => {
    const edges = [
      { replicas: 1, perSecond: 100 },
      { replicas: 3, perSecond: 240 },
      { replicas: 4, perSecond: 280 },
    ];
    // 80 each with 3, 70 each with 4: 60 each with 5.
    expect(guessEdge(edges, 5)).toBeCloseTo(300, 9);
  });

  it('is what the same count has carried before, if it has', () => {
    const edges = [
      { replicas: 2, perSecond: 100 },
      { replicas: 2, perSecond: 110 },
      { replicas: 3, perSecond: 500 },
    ];
    expect(guessEdge(edges, 2)).toBe(105);
  });

  it('never goes to nothing, however steep the line', () => {
    const edges = [
      { replicas: 1, perSecond: 100 },
      { replicas: 2, perSecond: 20 },
    ];
    expect(guessEdge(edges, 8)).toBeCloseTo(8, 9);
  });
});
