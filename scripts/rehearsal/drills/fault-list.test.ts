import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FaultList } from './fault-list.ts';

const MINUTE_MS = 60_000;

function place() {
  let nowMs = 0;
  const sent: { readonly faults: readonly string[]; readonly forMs: number | null }[] = [];
  let isGone = false;
  const list = new FaultList<string>(
    async (faults, forMs) => {
      await Promise.resolve();
      if (isGone) throw new Error('gone');
      sent.push({ faults, forMs });
    },
    () => nowMs,
  );
  return {
    list,
    sent,
    passes: (ms: number) => {
      nowMs += ms;
    },
    goes: (gone: boolean) => {
      isGone = gone;
    },
  };
}

it('what is set lifts itself a minute after the last drill was to lift it, and nothing to lift has no time', async () => {
  const { list, sent, passes } = place();
  await list.set('long', ['a'], 9000);
  passes(1000);
  await list.set('short', ['b', 'c'], 2000);
  passes(2000);
  await list.lift('short');
  passes(6000);
  await list.lift('long');
  expect(sent).toEqual([
    { faults: ['a'], forMs: 9000 + MINUTE_MS },
    { faults: ['a', 'b', 'c'], forMs: 8000 + MINUTE_MS },
    { faults: ['a'], forMs: 6000 + MINUTE_MS },
    { faults: [], forMs: null },
  ]);
});

it('what could not be told is told with the next change, and what could not be lifted is lifted by another try', async () => {
  const { list, sent, goes } = place();
  goes(true);
  await expect(list.set('one', ['a'], 1000)).rejects.toThrow('gone');
  await expect(list.lift('one')).rejects.toThrow('gone');
  goes(false);
  await list.set('two', ['b'], 1000);
  await list.lift('one');
  await list.lift('one');
  expect(sent.map(({ faults }) => faults)).toEqual([['b'], ['b']]);
});

it('whatever the order of changes, the place has in the end what is set and not lifted', async () => {
  const change = fc.record({ drill: fc.constantFrom('a', 'b', 'c'), isSet: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(change), async (changes) => {
      const { list, sent } = place();
      const on = new Set<string>();
      const told = changes.map(({ drill, isSet }) => {
        if (isSet) on.add(drill);
        else on.delete(drill);
        return isSet ? list.set(drill, [drill], 1000) : list.lift(drill);
      });
      await Promise.all(told);
      expect([...(sent.at(-1)?.faults ?? [])].sort()).toEqual([...on].sort());
      expect(list.isEmpty).toBe(on.size === 0);
    }),
  );
});
