import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOW_MS } from '../testing/test-shop.ts';
import { Blocks, Remembered } from './memory.ts';
import { REMEMBERED_MAX, WINDOW_MS } from './rules.ts';

const remembered = () => new Remembered(() => ({}));

describe('what is remembered', () => {
  it('stays while it is used in every window, and is forgotten after two quiet windows', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: WINDOW_MS - 1 }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(gaps, (gapsMs) => {
        const rows = remembered();
        let nowMs = NOW_MS;
        const row = rows.of('busy', nowMs);
        const quiet = rows.of('quiet', nowMs);
        for (const gapMs of gapsMs) {
          nowMs += gapMs;
          expect(rows.of('busy', nowMs)).toBe(row);
        }
        for (let half = 1; half <= 4; half += 1) rows.of('busy', nowMs + (half * WINDOW_MS) / 2);
        expect(rows.of('quiet', nowMs + 2 * WINDOW_MS)).not.toBe(quiet);
      }),
    );
  });

  it('is bounded, whatever a flood of names does', () => {
    const rows = remembered();
    for (let n = 0; n < 2.5 * REMEMBERED_MAX; n += 1) rows.of(`flood-${n}`, NOW_MS);
    expect(rows.size).toBeLessThanOrEqual(2 * REMEMBERED_MAX);
  });

  it('shrinks by campaign time', () => {
    const rows = remembered();
    for (let n = 0; n < 1000; n += 1) rows.of(`s${n}`, NOW_MS);
    rows.of('later', NOW_MS + WINDOW_MS);
    rows.of('later', NOW_MS + 2 * WINDOW_MS);
    expect(rows.size).toBeLessThanOrEqual(2);
  });
});

describe('a block', () => {
  it('is renewed by every attempt, and ends ten quiet minutes after the last one', () => {
    const blocks = new Blocks();
    blocks.add('a', 'hoarding', NOW_MS);
    const lastMs = NOW_MS + WINDOW_MS - 1;
    expect(blocks.attempt('a', lastMs)).toBe('hoarding');
    expect(blocks.stateOf('a', lastMs + WINDOW_MS - 1)).toBe('liftable');
    expect(blocks.stateOf('a', lastMs + WINDOW_MS)).toBe('none');
    expect(blocks.attempt('a', lastMs + WINDOW_MS)).toBeNull();
    expect(blocks.attempt('b', NOW_MS)).toBeNull();
  });

  it('is forgotten after its end', () => {
    const blocks = new Blocks();
    blocks.add('a', 'hoarding', NOW_MS);
    blocks.add('b', 'hoarding', NOW_MS + WINDOW_MS - 1);
    expect(blocks.count(NOW_MS)).toBe(2);
    blocks.add('c', 'hoarding', NOW_MS + WINDOW_MS);
    expect(blocks.count(NOW_MS + WINDOW_MS)).toBe(2);
  });
});
