import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DrillDriven, driveDrill } from './drive-drill.ts';
import type { Stretch } from './stretches.ts';
import { fakeLever, type LeverStory } from './testing/fake-lever.ts';
import { VirtualClock } from './testing/virtual-clock.ts';

const TIME = { drill: 'bank-down', phase: 'burst', beginMs: 5000, endMs: 9000, recoveredMs: 12_000 };
const ONCE: readonly Stretch[] = [{ onMs: 5000, offMs: 9000 }];
const TWICE: readonly Stretch[] = [
  { onMs: 5000, offMs: 6000 },
  { onMs: 7500, offMs: 8500 },
];

interface Driving extends LeverStory {
  readonly stretches?: readonly Stretch[];
  readonly hasLever?: boolean;
}

function driving({ stretches = ONCE, hasLever = true, ...story }: Driving = {}) {
  const clock = new VirtualClock();
  const { lever, moves } = fakeLever(clock, story);
  const over = new AbortController();
  const told: string[] = [];
  let driven: DrillDriven | null = null;
  driveDrill({
    ...{ time: TIME, words: 'no bank', stretches, clock, over: over.signal },
    lever: hasLever ? lever : null,
    tell: (words) => told.push(words),
  }).then((result) => {
    driven = result;
  });
  return { clock, moves, told, end: () => over.abort(), driven: () => driven };
}

describe('a drill', () => {
  it('sets its fault when its time has come, lifts it when it is over, and says when it did', async () => {
    const { clock, moves, told, driven } = driving({ setTakesMs: 30, liftTakesMs: 20 });
    await clock.advanceBy(30_000);
    expect(moves).toEqual([
      { what: 'set', atMs: 5030 },
      { what: 'lifted', atMs: 9020 },
    ]);
    expect(driven()).toEqual({
      drill: 'bank-down',
      set: { afterMs: 5000, byMs: 5030 },
      lifted: { afterMs: 9000, byMs: 9020 },
      missing: null,
    });
    expect(told).toEqual(['its fault is set: no bank', 'its fault is lifted']);
  });

  it('that flaps is set and lifted each time; its moments are the first and the last', async () => {
    const { clock, moves, driven } = driving({ stretches: TWICE });
    await clock.advanceBy(30_000);
    expect(moves.map(({ what, atMs }) => `${what} ${atMs}`)).toEqual([
      'set 5000',
      'lifted 6000',
      'set 7500',
      'lifted 8500',
    ]);
    expect(driven()).toMatchObject({
      set: { afterMs: 5000, byMs: 5000 },
      lifted: { afterMs: 8500, byMs: 8500 },
      missing: null,
    });
  });

  it('does not begin when the load ends before', async () => {
    const { clock, moves, driven, end } = driving();
    await clock.advanceBy(2000);
    end();
    await clock.advanceBy(30_000);
    expect(moves).toEqual([]);
    expect(driven()).toMatchObject({ set: null, lifted: null, missing: 'the load ended before it began' });
  });

  it('is lifted at once when the load ends in its time, and has not happened as planned', async () => {
    const { clock, moves, driven, end } = driving();
    await clock.advanceBy(7000);
    end();
    await clock.advanceBy(1);
    expect(moves).toEqual([
      { what: 'set', atMs: 5000 },
      { what: 'lifted', atMs: 6000 },
    ]);
    expect(driven()).toMatchObject({
      lifted: { afterMs: 6000, byMs: 6000 },
      missing: 'the load ended before its time was over',
    });
  });

  it('that flaps has not happened when the load ends between two of its faults', async () => {
    const { clock, moves, driven, end } = driving({ stretches: TWICE });
    await clock.advanceBy(7700);
    end();
    await clock.advanceBy(30_000);
    expect(moves).toHaveLength(2);
    expect(driven()).toMatchObject({
      lifted: { afterMs: 6000, byMs: 6000 },
      missing: 'the load ended before its time was over',
    });
  });

  it('whose fault cannot be set has not happened, and is lifted all the same: it may be there in part', async () => {
    const { clock, moves, told, driven } = driving({ setFailsAt: 0 });
    await clock.advanceBy(30_000);
    expect(moves.map(({ what }) => what)).toEqual(['set', 'lifted']);
    expect(driven()).toMatchObject({
      set: null,
      lifted: null,
      missing: 'its fault could not be set: it jams',
    });
    expect(told[0]).toBe('its fault could not be set (no bank): it jams');
  });

  it('that flaps has not happened when a later fault of it cannot be set', async () => {
    const { clock, driven } = driving({ stretches: TWICE, setFailsAt: 1 });
    await clock.advanceBy(30_000);
    expect(driven()).toMatchObject({ missing: 'its fault could not be set: it jams' });
  });

  it('is lifted at a later try; it may have been gone since the first', async () => {
    const { clock, told, driven } = driving({ liftFails: 2 });
    await clock.advanceBy(30_000);
    expect(driven()).toMatchObject({ lifted: { afterMs: 9000, byMs: 9700 }, missing: null });
    expect(told).toContain('its fault is not lifted yet, and that is tried again: it is stuck');
  });

  it('that cannot be lifted says so loudly, with what to do, and has not happened', async () => {
    const { clock, told, driven } = driving({ liftFails: 1000 });
    await clock.advanceBy(60_000);
    expect(driven()).toMatchObject({ lifted: null, missing: 'its fault could not be lifted: it is stuck' });
    expect(told.at(-1)).toBe('its fault COULD NOT BE LIFTED (no bank): it is stuck. Pull it out');
  });

  it('gives up within half a minute, however slow each try is', async () => {
    const { clock, driven } = driving({ liftFails: 1000, liftTakesMs: 8000 });
    await clock.advanceBy(10_000 + 30_000);
    expect(driven()).toMatchObject({ lifted: null });
  });

  it('is never early when somebody sets the clock back, and says when it is late', async () => {
    const back = driving();
    await back.clock.advanceBy(5500);
    back.clock.stepBy(-3000);
    await back.clock.advanceBy(30_000);
    expect(back.moves[0]!.atMs).toBeGreaterThanOrEqual(5000);
    expect(back.told[0]).toBe('its fault is set: no bank');

    const ahead = driving();
    await ahead.clock.advanceBy(5500);
    ahead.clock.stepBy(2000);
    await ahead.clock.advanceBy(30_000);
    expect(ahead.moves[0]!.atMs).toBeGreaterThan(6000);
    expect(ahead.told[0]).toMatch(/^its fault is set, \d\.\d s late: no bank$/);
    expect(ahead.driven()!.set!.afterMs).toBe(ahead.moves[0]!.atMs);
  });

  it('for which nothing is to be set has the moments of its plan, if the load lasts that long', async () => {
    const whole = driving({ hasLever: false });
    await whole.clock.advanceBy(30_000);
    expect(whole.driven()).toEqual({
      drill: 'bank-down',
      set: { afterMs: 5000, byMs: 5000 },
      lifted: { afterMs: 9000, byMs: 9000 },
      missing: null,
    });
    const cut = driving({ hasLever: false });
    await cut.clock.advanceBy(7000);
    cut.end();
    await cut.clock.advanceBy(1);
    expect(cut.driven()).toMatchObject({ lifted: null, missing: 'the load ended before its time was over' });
  });
});

it('whatever happens and whenever the load ends, every fault that was set is lifted, and none is set afterwards', async () => {
  const story = fc.record({
    setTakesMs: fc.integer({ min: 0, max: 3000 }),
    liftTakesMs: fc.integer({ min: 0, max: 3000 }),
    setFailsAt: fc.option(fc.integer({ min: 0, max: 3 }), { nil: 9 }),
    liftFails: fc.integer({ min: 0, max: 4 }),
  });
  const flaps = fc.array(fc.tuple(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 2000 })), {
    minLength: 1,
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(
      story,
      flaps,
      fc.integer({ min: 0, max: 20_000 }),
      async (given, lengths, endsAfterMs) => {
        let freeAtMs = TIME.beginMs;
        const stretches = lengths.map(([onMs, offMs]) => {
          const stretch = { onMs: freeAtMs, offMs: freeAtMs + onMs };
          freeAtMs += onMs + offMs;
          return stretch;
        });
        const { clock, moves, driven, end } = driving({ ...given, stretches });
        await clock.advanceBy(endsAfterMs);
        const endedAtMs = clock.nowMs();
        end();
        await clock.advanceBy(60_000);
        expect(driven()).not.toBeNull();
        // Set, lifted, set, lifted … and never ending on.
        expect(moves.map(({ what }) => what)).toEqual(moves.map((_, i) => (i % 2 === 0 ? 'set' : 'lifted')));
        expect(moves.length % 2).toBe(0);
        // One may be on its way.
        for (const { what, atMs } of moves)
          if (what === 'set') expect(atMs).toBeLessThanOrEqual(endedAtMs + given.setTakesMs);
        const { set, lifted, missing } = driven()!;
        if (missing === null) expect(moves).toHaveLength(2 * stretches.length);
        for (const moment of [set, lifted])
          if (moment !== null) expect(moment.byMs).toBeGreaterThanOrEqual(moment.afterMs);
      },
    ),
    { numRuns: 200 },
  );
});
