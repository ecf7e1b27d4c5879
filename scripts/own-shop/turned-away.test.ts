import { describe, expect, it } from 'vitest';
import { defineShop } from '../../scenarios/shop/define-shop.ts';
import { get, type StepOptions } from '../../scenarios/shop/requests.ts';
import { shopMistakes } from './shop-checks.ts';

const mistakesOf = (options: StepOptions) =>
  shopMistakes(
    defineShop({
      name: 'small',
      steps: { home: get('/', options) },
      behaviours: { visitor: { entry: { home: 1 }, steps: { home: { thinkSeconds: 1, ok: {} } } } },
    }),
  );

describe('statuses that turn somebody away', () => {
  it.each(['refused', 'stopped'] as const)('may not be a success: %s', (list) => {
    const hint = 'list statuses from 300 on; if the body says no at a 2xx, let `outcome` read it';
    expect(mistakesOf({ [list]: [200, 409, 204] })).toEqual(
      [200, 204].map((value) => ({
        path: `steps.home.${list}`,
        value,
        problem: 'is a success by its status',
        hint,
      })),
    );
  });

  it.each(['refused', 'stopped'] as const)('must be a list: %s', (list) => {
    expect(mistakesOf({ [list]: 409 } as unknown as StepOptions)).toMatchObject([
      { path: 'steps.home', problem: 'has statuses that are no list' },
    ]);
  });

  it('may be any other', () => {
    expect(mistakesOf({ refused: [302, 409], stopped: [403, 429] })).toEqual([]);
  });
});
