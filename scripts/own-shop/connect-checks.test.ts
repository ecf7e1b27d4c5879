import { describe, expect, it } from 'vitest';
import { connect, defineShop, type StepSpec } from '../../scenarios/shop/index.ts';
import { shopMistakes } from './shop-checks.ts';

const mistakesOf = (live: StepSpec) =>
  shopMistakes(
    defineShop({
      name: 'any',
      steps: { live },
      behaviours: { watcher: { entry: { live: 1 }, steps: { live: { thinkSeconds: 1, ok: {} } } } },
    }),
  );
const LIVE = connect('/live', { staySeconds: 5 });

describe('a step that stays', () => {
  it('is right as connect() makes it', () => {
    expect(mistakesOf(LIVE)).toEqual([]);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('cannot stay for %d s', (staySeconds) => {
    expect(mistakesOf(connect('/live', { staySeconds }))).toMatchObject([{ path: 'steps.live.staySeconds' }]);
  });

  it.each([
    { refused: [403] },
    { stopped: [429] },
    { outcome: () => 'ok' as const },
    { promises: { kind: 'order' as const, id: () => 'a' } },
  ])('reads no answer: %o', (options) => {
    expect(mistakesOf({ ...LIVE, options })).toMatchObject([
      { path: 'steps.live', problem: 'reads an answer, but k6 shows nothing of the one to a handshake' },
    ]);
  });
});
