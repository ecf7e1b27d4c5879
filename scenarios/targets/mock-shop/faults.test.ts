import { describe, expect, it } from 'vitest';
import { type Effect, FAULTS, type FaultKind, fits } from './faults.ts';

/** What a fault does at its first blows, and what it waited for. */
async function blows(kind: FaultKind, value: number, times: number) {
  const draws = [0.05, 0.2, 0.099];
  const waits: (number | 'lifted')[] = [];
  const effects: Effect[] = [];
  for (let struck = 1; struck <= times; struck += 1) {
    effects.push(
      await FAULTS[kind].strike({
        value,
        struck,
        underWay: struck,
        random: () => draws[struck - 1]!,
        sleep: async (ms) => void waits.push(ms),
        lifted: async () => void waits.push('lifted'),
      }),
    );
  }
  return { effects, waits };
}

const FAILED = { failWith: 500 };

describe('a fault', () => {
  it.each<{ kind: FaultKind; value: number; want: Awaited<ReturnType<typeof blows>> }>([
    { kind: 'latency', value: 250, want: { effects: ['go on', 'go on', 'go on'], waits: [250, 250, 250] } },
    { kind: 'error', value: 1, want: { effects: [FAILED, FAILED, FAILED], waits: [] } },
    { kind: 'error', value: 2, want: { effects: ['go on', FAILED, 'go on'], waits: [] } },
    {
      kind: 'hang',
      value: 0,
      want: { effects: ['drop', 'drop', 'drop'], waits: ['lifted', 'lifted', 'lifted'] },
    },
    { kind: 'failed-share', value: 10, want: { effects: [FAILED, 'go on', FAILED], waits: [] } },
    { kind: 'failed-share', value: 100, want: { effects: [FAILED, FAILED, FAILED], waits: [] } },
    { kind: 'pool-exhausted', value: 2, want: { effects: ['go on', 'go on', { failWith: 503 }], waits: [] } },
    { kind: 'cut-off', value: 0, want: { effects: ['drop', 'drop', 'drop'], waits: [] } },
    { kind: 'pressure', value: 60, want: { effects: ['go on', 'go on', 'go on'], waits: [] } },
    { kind: 'sold-out', value: 0, want: { effects: ['refuse', 'refuse', 'refuse'], waits: [] } },
  ])('of kind $kind and value $value strikes as its row says', async ({ kind, value, want }) => {
    expect(await blows(kind, value, 3)).toEqual(want);
  });

  it.each<{ kind: FaultKind; want: string[] }>([
    { kind: 'latency', want: ['home.view', 'flash.take', 'bank'] },
    { kind: 'error', want: ['home.view', 'flash.take', 'bank'] },
    { kind: 'hang', want: ['home.view', 'flash.take', 'bank'] },
    { kind: 'failed-share', want: ['home.view', 'flash.take', 'bank'] },
    { kind: 'pool-exhausted', want: ['bank'] },
    { kind: 'cut-off', want: ['home.view', 'flash.take'] },
    { kind: 'pressure', want: [] },
    { kind: 'sold-out', want: ['flash.take'] },
  ])('of kind $kind fits $want', ({ kind, want }) => {
    const targets = [
      { name: 'home.view', isStep: true, refusable: false },
      { name: 'flash.take', isStep: true, refusable: true },
      { name: 'bank', isStep: false, refusable: false },
    ];
    expect(targets.filter((target) => fits(kind, target)).map(({ name }) => name)).toEqual(want);
  });
});
