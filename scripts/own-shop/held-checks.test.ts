import { describe, expect, it } from 'vitest';
import { defineShop } from '../../scenarios/shop/define-shop.ts';
import { get } from '../../scenarios/shop/requests.ts';
import { arriving, held, planOf } from '../../scenarios/testing/world.ts';
import { heldWithoutThinking } from './held-checks.ts';

const shop = (thinkSeconds: number) =>
  defineShop({
    name: 'small',
    steps: { home: get('/'), list: get('/list') },
    behaviours: {
      buyer: {
        entry: { home: 1 },
        steps: { home: { thinkSeconds: 0, ok: { list: 1 } }, list: { thinkSeconds, ok: {} } },
      },
    },
  });

describe('a held behaviour', () => {
  it('that never thinks is a mistake, which names the population that would hold it', () => {
    const [mistake, ...more] = heldWithoutThinking(planOf(60, [held(5, 'buyer', 'shoppers')]), shop(0));
    expect(more).toEqual([]);
    expect(mistake).toMatchObject({ path: 'behaviours.buyer' });
    expect(mistake!.problem).toMatch(/^never thinks, so population "shoppers" of phase ".+" cannot hold/);
    expect(mistake!.hint).toContain('arriving(');
  });

  it('that thinks at one of its steps is none', () => {
    expect(heldWithoutThinking(planOf(60, [held(5, 'buyer')]), shop(1))).toEqual([]);
  });

  it('that arrives need not think', () => {
    expect(heldWithoutThinking(planOf(60, [arriving(3600, 'buyer')]), shop(0))).toEqual([]);
  });
});
