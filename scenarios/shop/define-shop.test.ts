import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aVisit } from '../testing/visit.ts';
import { csv } from './accounts.ts';
import { defineShop, type ShopSpec } from './define-shop.ts';
import { get, post, type StepSpec } from './requests.ts';
import { basic, bearer, env } from './secrets.ts';
import { json, regex } from './takings.ts';
import type { Visit } from './visit.ts';

const shopOf = (steps: Readonly<Record<string, StepSpec>>, more: Partial<ShopSpec<string, string>> = {}) =>
  defineShop({ name: 'small', behaviours: {}, ...more, steps });
const stepOf = (spec: StepSpec) => shopOf({ look: spec }).steps[0]!;

describe('what a shop keeps', () => {
  const shop = shopOf(
    {
      list: get('/', { take: { product: json('url'), csrf: regex(/x/) } }),
      add: post('/', {
        take: { basket: json('url'), product: json('product') },
        needs: ['product', 'baskett'],
      }),
    },
    { cookies: ['sessionid', 'csrf'] },
  );

  it('is each name once: the listed cookies, then what steps take', () => {
    expect(shop.keeps).toEqual(['sessionid', 'csrf', 'product', 'basket']);
  });

  it('lies at the same place for who takes it and who needs it', () => {
    const [list, add] = shop.steps;
    expect(list!.takes.map(({ name, index }) => [name, index])).toEqual([
      ['product', 2],
      ['csrf', 1],
    ]);
    expect(add!.takes.map(({ index }) => index)).toEqual([3, 2]);
    expect(add!.needs).toEqual([2]);
  });

  it('is not what a step needs and nobody gives: a mistake, and no place', () => {
    expect(shop.steps[1]!.unknownNeeds).toEqual(['baskett']);
  });

  it.each(['none', 'jar'] as const)('is what steps take alone where cookies are "%s"', (cookies) => {
    const { keeps } = shopOf(
      { list: get('/', { take: { a: json('a') } }) },
      cookies === 'none' ? {} : { cookies },
    );
    expect(keeps).toEqual(['a']);
  });

  it('has a place for each taken name, whatever the steps', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'constructor', 'toString');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.uniqueArray(name), fc.array(name))),
        fc.uniqueArray(name),
        (all, cookies) => {
          const steps = all.map(
            ([takes, needs], i) =>
              [
                `s${i}`,
                get('/', { take: Object.fromEntries(takes.map((each) => [each, json(each)])), needs }),
              ] as const,
          );
          const { keeps, steps: made } = shopOf(Object.fromEntries(steps), { cookies });
          expect(new Set(keeps).size).toBe(keeps.length);
          for (const { takes, needs, unknownNeeds } of made) {
            for (const { name: its, index } of takes) expect(keeps[index]).toBe(its);
            for (const index of needs) expect(keeps[index]).toBeDefined();
            for (const its of unknownNeeds) expect(keeps).not.toContain(its);
          }
        },
      ),
    );
  });
});

describe('a promise', () => {
  const words = (id: string, amount?: string) => {
    const promises = {
      kind: 'order',
      id: () => id,
      ...(amount === undefined ? {} : { amount: () => amount }),
    } as const;
    return stepOf(post('/', { promises })).promised(aVisit());
  };

  it('is the id, the amount and the tag of the session, with blanks between them', () => {
    expect([words('A7'), words('A7', '12.50')]).toEqual(['A7 ~bew07', 'A7 12.50 ~bew07']);
  });

  it('is none where a failed answer gave nothing to make it of', () => {
    const id = ({ kept }: Visit) => JSON.parse(kept.order!).number;
    expect(stepOf(post('/', { promises: { kind: 'order', id } })).promised(aVisit())).toBe('');
  });

  it('has a tag for each session, and none where it is no order', () => {
    const promises = (kind: 'order' | 'payment') => ({ promises: { kind, id: () => 'A7' } });
    const order = (session: string) =>
      stepOf(post('/', promises('order'))).promised(aVisit({ order: session }));
    expect(order('o.run.a.1.0')).toBe(order('o.run.a.1.0'));
    expect(order('o.run.a.1.0')).not.toBe(order('o.run.a.1.1'));
    expect(stepOf(post('/', promises('payment'))).promised(aVisit())).toBe('A7');
  });

  it('has no blanks or line breaks in either, because they part the words', () => {
    expect(words('A 7\n8', '12 50')).toBe('A_7_8 12_50 ~bew07');
  });

  it('is text, also where somebody without a compiler gives a number', () => {
    expect(words(7 as unknown as string)).toBe('7 ~bew07');
  });

  it('makes its step the one for orders or for coupons, the first of each', () => {
    const promises = (kind: 'order' | 'redemption') => ({ promises: { kind, id: () => '1' } }) as const;
    const shop = shopOf({
      look: get('/'),
      buy: post('/', promises('order')),
      again: post('/', promises('order')),
      coupon: post('/', promises('redemption')),
    });
    expect([shop.orderStep, shop.couponStep]).toEqual(['buy', 'coupon']);
    expect(shopOf({ look: get('/') })).toMatchObject({ orderStep: null, couponStep: null });
    expect(shopOf({ look: get('/'), code: get('/') }, { couponStep: 'code' }).couponStep).toBe('code');
  });
});

describe('a shop', () => {
  it('that says little keeps nothing, sends nothing of its own and has one host', () => {
    expect(shopOf({ look: get('/') })).toMatchObject({
      name: 'small',
      keeps: [],
      cookies: 'none',
      accounts: null,
      hosts: [],
      headers: {},
      auth: null,
      tls: null,
      mark: {},
      clean: [],
      channels: {},
      degradedHeader: 'X-Degraded',
    });
  });

  it('passes on what it says', () => {
    const said = {
      accounts: csv('a.csv', { per: 'shopper' }),
      hosts: ['search'],
      headers: { 'X-Key': env('KEY') },
      auth: bearer(env('TOKEN')),
      tls: { certificate: 'c.pem', key: 'k.pem' },
      mark: { header: 'X-Rehearsal' },
      degradedHeader: 'X-Later',
      channels: { home: 'look' },
    };
    expect(shopOf({ look: get('/') }, said)).toMatchObject(said);
  });

  it('names secrets by their variable, and never holds one', () => {
    expect([bearer(env('A')), basic(env('B'), env('C'))]).toEqual([
      { kind: 'bearer', token: { env: 'A' } },
      { kind: 'basic', user: { env: 'B' }, password: { env: 'C' } },
    ]);
  });

  it('has behaviours by name, without those that every object has', () => {
    const { behaviours } = defineShop({
      name: 'small',
      steps: { look: get('/') },
      behaviours: { constructor: { entry: { look: 1 }, steps: { look: { thinkSeconds: 1, ok: {} } } } },
    });
    expect(behaviours.constructor).toMatchObject({
      name: 'constructor',
      description: '',
      entry: { look: 1 },
    });
    expect(behaviours.toString).toBeUndefined();
  });
});
