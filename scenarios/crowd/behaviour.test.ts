import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Behaviour, Edges } from '../shop/behaviour.ts';
import { compileBehaviour, meanThinkMs, visitShares } from './behaviour.ts';

const CHANNELS: Edges = { a: 0.4, b: 0.6 };

/** A behaviour of ok edges only: { step: [think seconds, edges] }. */
function behaviour(
  steps: Record<string, readonly [number, Edges]>,
  entry: Behaviour['entry'] = { a: 1 },
): Behaviour {
  return {
    name: 'tested',
    description: 'made up',
    entry,
    steps: Object.fromEntries(
      Object.entries(steps).map(([step, [thinkSeconds, ok]]) => [step, { thinkSeconds, ok }]),
    ),
  };
}
const compiled = (given: Behaviour) => compileBehaviour(given, CHANNELS, 1);
const shares = (given: Behaviour): number[] => [...visitShares(compiled(given))];

describe('a behaviour that cannot be', () => {
  it.each([
    {
      given: 'leads to a step it has not',
      wrong: behaviour({ a: [1, { b: 1 }] }),
      want: 'behaviour tested: an edge leads to "b", which is not one of its steps',
    },
    {
      given: 'is entered by a step it has not',
      wrong: behaviour({ a: [1, {}] }, { c: 1 }),
      want: 'behaviour tested: an edge leads to "c", which is not one of its steps',
    },
    {
      given: 'has not the steps that the channels lead to',
      wrong: behaviour({ a: [1, {}] }, 'channels'),
      want: 'behaviour tested: an edge leads to "b", which is not one of its steps',
    },
    {
      given: 'goes on more often than always',
      wrong: behaviour({ a: [1, { a: 0.5, b: 0.75 }], b: [1, {}] }),
      want: 'behaviour tested: edges add up to 1.25, more than 1',
    },
    {
      given: 'goes on more often than always after a refusal',
      wrong: {
        ...behaviour({ a: [1, {}] }),
        steps: { a: { thinkSeconds: 1, ok: {}, refused: { a: 2 } } },
      },
      want: 'behaviour tested: edges add up to 2, more than 1',
    },
    {
      given: 'leads to nowhere when it is stopped',
      wrong: {
        ...behaviour({ a: [1, {}] }),
        steps: { a: { thinkSeconds: 1, ok: {}, stopped: { appeal: 1 } } },
      },
      want: 'behaviour tested: an edge leads to "appeal", which is not one of its steps',
    },
    {
      given: 'leads to nowhere after a failure',
      wrong: {
        ...behaviour({ a: [1, {}] }),
        steps: { a: { thinkSeconds: 1, ok: {}, failed: { home: 1 } } },
      },
      want: 'behaviour tested: an edge leads to "home", which is not one of its steps',
    },
  ])('is refused when it $given', ({ wrong, want }) => {
    expect(() => compiled(wrong)).toThrow(want);
  });
});

describe('a compiled behaviour', () => {
  it('keeps steps in order, thinks at its pace, and has a table of edges for every outcome', () => {
    const given: Behaviour = {
      name: 'tested',
      description: 'made up',
      entry: 'channels',
      steps: {
        a: { thinkSeconds: 2, ok: { b: 0.25, a: 0.5 }, refused: { b: 1 } },
        b: { thinkSeconds: 4, retrySeconds: 0, ok: {}, failed: { b: 0.5 }, stopped: { a: 1 } },
      },
    };
    const nowhere = { nodes: [], cumulative: [] };
    expect(compileBehaviour(given, CHANNELS, 30)).toEqual({
      steps: ['a', 'b'],
      thinkMsMean: [60_000, 120_000],
      retryMsMean: [60_000, 0],
      thinkSpread: [-1, -1],
      retrySpread: [-1, -1],
      thinkMsExponential: [60_000, 120_000],
      retryMsExponential: [60_000, 0],
      entry: { nodes: [0, 1], cumulative: [0.4, 1] },
      edges: [
        [{ nodes: [1, 0], cumulative: [0.25, 0.75] }, nowhere],
        [{ nodes: [1], cumulative: [1] }, nowhere],
        [nowhere, { nodes: [1], cumulative: [0.5] }],
        [{ nodes: [1, 0], cumulative: [0.25, 0.75] }, nowhere],
        [nowhere, { nodes: [0], cumulative: [1] }],
      ],
    });
  });

  it('is sure of a next step when ten tenths add up to a little less than 1', () => {
    const names = Array.from({ length: 10 }, (_, i) => `s${i}`);
    const tenths = Object.fromEntries(names.map((name) => [name, 0.1]));
    expect(Object.values(tenths).reduce((sum, tenth) => sum + tenth, 0)).toBeLessThan(1);
    const steps = Object.fromEntries(names.map((name) => [name, [1, tenths] as const]));
    expect(compiled(behaviour(steps, tenths)).edges[0]![0]!.cumulative.at(-1)).toBe(1);
  });
});

describe('the visit shares of an everlasting crowd', () => {
  it.each([
    { given: 'one step', steps: { a: [1, {}] as const }, want: [1] },
    {
      given: 'a second step for half of them: 1 and 1/2 of 3/2 requests',
      steps: { a: [1, { b: 0.5 }] as const, b: [3, {}] as const },
      want: [2 / 3, 1 / 3],
    },
    {
      given: 'a graph that goes round with a period of two',
      steps: { a: [1, { b: 0.5, c: 0.5 }] as const, b: [1, {}] as const, c: [1, {}] as const },
      want: [1 / 2, 1 / 4, 1 / 4],
    },
    {
      given: 'a step taken four times on average',
      steps: { a: [1, { a: 0.75, b: 0.25 }] as const, b: [1, {}] as const },
      want: [4 / 5, 1 / 5],
    },
    {
      given: 'a step that nobody reaches',
      steps: { a: [1, {}] as const, b: [1, { a: 1 }] as const },
      want: [1, 0],
    },
  ])('are $want for $given', ({ steps, want }) => {
    shares(behaviour(steps)).forEach((share, node) => {
      expect(share).toBeCloseTo(want[node]!, 9);
    });
  });

  it('start where the channels lead', () => {
    const got = shares(behaviour({ a: [1, {}], b: [1, {}] }, 'channels'));
    expect(got[0]).toBeCloseTo(0.4, 9);
    expect(got[1]).toBeCloseTo(0.6, 9);
  });

  it("give the crowd's mean think: each step's, as often as it is taken", () => {
    const graph = compiled(behaviour({ a: [1, { b: 0.5 }], b: [4, {}] }));
    expect(meanThinkMs(graph)).toBeCloseTo((2 / 3) * 1000 + (1 / 3) * 4000, 6);
  });

  it('are the requests of one session, summed step by step, for any graph', () => {
    const SIZE = 4;
    const row = fc.array(fc.nat(100), { minLength: SIZE, maxLength: SIZE });
    fc.assert(
      fc.property(fc.array(row, { minLength: SIZE, maxLength: SIZE }), row, (weights, entryWeights) => {
        // One in ten leaves at least, so that sessions end.
        const normed = (given: readonly number[], sum: number): number[] => {
          const all = given.reduce((a, b) => a + b, 0);
          return given.map((weight) => (all === 0 ? sum / SIZE : (weight / all) * sum));
        };
        const chances = weights.map((given) => normed(given, 0.9));
        const entry = normed(entryWeights, 1);
        const named = (given: readonly number[]): Edges =>
          Object.fromEntries(given.map((chance, i) => [`s${i}`, chance]));
        const steps = Object.fromEntries(chances.map((given, i) => [`s${i}`, [1, named(given)] as const]));

        const visits = new Array<number>(SIZE).fill(0);
        let now = entry;
        for (let request = 0; request < 400; request++) {
          now.forEach((chance, i) => {
            visits[i]! += chance;
          });
          now = now.map((_, to) => now.reduce((sum, chance, from) => sum + chance * chances[from]![to]!, 0));
        }
        const total = visits.reduce((a, b) => a + b, 0);
        shares(behaviour(steps, named(entry))).forEach((share, i) => {
          expect(share).toBeCloseTo(visits[i]! / total, 8);
        });
      }),
      { numRuns: 50 },
    );
  });
});
