/** What one build differs from itself by, within one gate: the floor below which no difference is one of builds. */
import type { Extract } from '../extract.ts';
import { type Tested, timeName } from '../tests-of.ts';
import { halvesOf } from './block-order.ts';
import { blockTests } from './block-tests.ts';
import type { Floor } from './turns.ts';

export interface FloorMeasured {
  readonly floor: Floor;
  /** For a test: how far base was from itself. 0: it was not measured there. */
  readonly of: (test: Pick<Tested, 'name'>) => number;
}

/** @param base the blocks of the base, in the order in which they ran */
export function floorOf(base: readonly Extract[]): FloorMeasured {
  const halves = halvesOf(base);
  const tests = halves.head.length === 0 ? [] : blockTests(halves.base, halves.head);
  const seen = new Map(tests.map(({ name, difference }) => [name, Math.abs(difference.difference)]));
  const most = (of: Tested['of']): Floor['time'] =>
    tests
      .filter((test) => test.of === of && !(of === 'time' && test.step === null))
      .map(({ name, base: { figure }, difference }) => ({
        ...{ name, difference: Math.abs(difference.difference), base: figure },
      }))
      .reduce<Floor['time']>(
        (top, each) => (top !== null && top.difference >= each.difference ? top : each),
        null,
      );
  return {
    floor: { share: most('share'), time: most('time'), allSteps: seen.get(timeName(null)) ?? null },
    of: ({ name }) => seen.get(name) ?? 0,
  };
}
