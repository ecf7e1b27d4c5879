import fc from 'fast-check';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mockShop } from '../../scenarios/targets/mock-shop/mock-shop.ts';
import { holdBackground, openTestShop, type TestShop } from '../testing/test-shop.ts';
import { createMetrics } from './metrics.ts';
import { loopDelay, Pressure } from './pressure.ts';
import { PRIORITIES, priorityOf, STEPS_BY_PRIORITY } from './priorities.ts';
import { FEELS_EVERY_MS, Shedding } from './shedding.ts';

/** What is shed after readings of the event loop's delay, one after the other. */
function shedAfter(delaysMs: readonly number[]): readonly string[] {
  const shedding = new Shedding(createMetrics(new Registry(), 'east'));
  const pressure = new Pressure();
  for (const delayMs of delaysMs) shedding.feel(pressure.read(delayMs));
  return PRIORITIES.filter((priority) => shedding.isShed(priority));
}
const times = (count: number, delayMs: number): number[] => Array.from({ length: count }, () => delayMs);

describe('what is shed', () => {
  it('is nothing in a healthy run, whose loop is never late by more than a tenth of a second', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 400 }), (delaysMs) => {
        expect(shedAfter(delaysMs)).toEqual([]);
      }),
    );
  });

  it.each([1_000, 60_000])('is nothing because of one stall, even of %d ms', (stallMs) => {
    expect(shedAfter([...times(100, 20), stallMs])).toEqual([]);
    expect(shedAfter([...times(100, 20), stallMs, ...times(5, 20)])).toEqual([]);
  });

  it('is first what matters least, and then all but checkout', () => {
    expect(shedAfter(times(20, 240))).toEqual([]);
    expect(shedAfter(times(20, 300))).toEqual(['sheddable']);
    expect(shedAfter(times(20, 480))).toEqual(['normal', 'sheddable']);
    expect(shedAfter(times(20, 60_000))).toEqual(['normal', 'sheddable']);
  });

  it('is shed within two seconds of an overload', () => {
    expect(shedAfter([...times(50, 5), ...times(4, 500)])).toEqual(['sheddable']);
  });

  it('is served again only once the pressure is well below the one that began it', () => {
    const overload = times(30, 300);
    expect(shedAfter([...overload, ...times(60, 200)])).toEqual(['sheddable']);
    expect(shedAfter([...overload, ...times(60, 120)])).toEqual([]);
    // Without an overload before, the same delay sheds nothing.
    expect(shedAfter(times(60, 200))).toEqual([]);
  });
});

describe('the priorities', () => {
  const steps = mockShop(1).steps.map(({ name }) => name);

  it('name steps of the shop, each once', () => {
    const named = Object.values(STEPS_BY_PRIORITY).flat();
    expect(named.filter((step) => !steps.includes(step))).toEqual([]);
    expect(new Set(named).size).toBe(named.length);
  });

  it.each([
    { step: 'order.create', want: 'critical' },
    { step: 'payment.pay', want: 'critical' },
    { step: 'coupon.redeem', want: 'critical' },
    { step: 'home.view', want: 'normal' },
    { step: 'ar.asset', want: 'sheddable' },
  ])('of $step is $want', ({ step, want }) => {
    expect(priorityOf(step)).toBe(want);
  });
});

describe('the delay of the event loop', () => {
  it('is far longer when something blocks it', async () => {
    const read = loopDelay();
    const turns = async (count: number, work: () => void): Promise<number> => {
      read();
      for (let n = 0; n < count; n += 1) {
        work();
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return read();
    };
    const idleMs = await turns(40, () => undefined);
    const blockedMs = await turns(4, () => {
      for (const endsAt = Date.now() + 150; Date.now() < endsAt; );
    });
    expect(blockedMs).toBeGreaterThan(3 * Math.max(idleMs, 5));
  });
});

describe('a shop under pressure', () => {
  let shop: TestShop;
  const open = async (misbehave: readonly string[] = []): Promise<void> => {
    shop = await openTestShop({ misbehave });
  };
  beforeEach(holdBackground);
  afterEach(async () => {
    await shop.close();
    vi.useRealTimers();
  });

  const press = async (percent: number): Promise<void> => {
    const faults = percent === 0 ? [] : [{ step: '*', kind: 'pressure', value: percent }];
    expect((await shop.admin('PUT', '/admin/faults', { faults })).statusCode).toBe(200);
    vi.advanceTimersByTime(FEELS_EVERY_MS);
    await new Promise(setImmediate);
  };
  let orders = 0;
  const visits = {
    ar: () => shop.get('/ar/1'),
    support: () => shop.get('/support/questions/s1'),
    home: () => shop.get('/home'),
    order: () => {
      orders += 1;
      return shop.post('/orders', { shopper: 's1', order: `o${orders}`, product: '1', quantity: 1 });
    },
    payment: () => shop.post(`/orders/o${orders}/payments`, {}),
  };
  const statuses = async (): Promise<Record<string, number>> => {
    const seen: Record<string, number> = {};
    for (const [name, visit] of Object.entries(visits)) seen[name] = (await visit()).statusCode;
    return seen;
  };
  const WELL = { ar: 200, support: 404, home: 200, order: 201, payment: 201 };

  it('sheds AR and support, then pages, never checkout, and serves all again afterwards', async () => {
    await open();
    expect(await statuses()).toEqual(WELL);
    await press(60);
    expect(await statuses()).toEqual({ ...WELL, ar: 503, support: 503 });
    await press(100);
    expect(await statuses()).toEqual({ ...WELL, ar: 503, support: 503, home: 503 });
    await press(0);
    expect(await statuses()).toEqual(WELL);
  });

  it('says how long to wait and what was shed, and counts it', async () => {
    await open();
    await press(60);
    const answer = await visits.ar();
    expect(answer.headers).toMatchObject({ 'retry-after': '2', 'x-carnival-shed': 'sheddable' });
    expect(answer.json().error.code).toBe('shed');
    const { body } = await shop.get('/metrics');
    expect(body).toMatch(/^shop_shed_total\{step="ar.manifest",priority="sheddable".*\} 1$/m);
    expect(body).toMatch(/^shop_shed_total\{step="home.view",priority="normal".*\} 0$/m);
    expect(body).not.toMatch(/^shop_shed_total\{.*priority="critical"/m);
    expect(body).toMatch(/^shop_pressure_ratio\{.*\} 0.6$/m);
    expect(shop.reported).toEqual([]);
  });

  it('sheds by what its event loop says', async () => {
    let delayMs = 0;
    shop = await openTestShop({}, { loopDelay: () => delayMs });
    delayMs = 400;
    for (let n = 0; n < 10; n += 1) {
      vi.advanceTimersByTime(FEELS_EVERY_MS);
      await new Promise(setImmediate);
    }
    expect(await statuses()).toEqual({ ...WELL, ar: 503, support: 503 });
  });

  it('turns checkout away first if it misbehaves', async () => {
    await open(['sheds-checkout-first']);
    expect(await statuses()).toEqual(WELL);
    await press(60);
    expect(await statuses()).toEqual({ ...WELL, order: 503, payment: 503 });
  });
});
