import fc from 'fast-check';
import type { FastifyError } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../scenarios/targets/mock-shop/faults.ts';
import { openTestShop, type TestShop } from '../testing/test-shop.ts';
import { outcomeOf } from './errors.ts';
import { Faults, InjectedFault } from './faults.ts';
import type { ErrorBody } from './outcome.ts';

let shop: TestShop;
const sleptMs: number[] = [];
beforeEach(async () => {
  sleptMs.length = 0;
  const sleep = async (ms: number) => {
    sleptMs.push(ms);
  };
  shop = await openTestShop({}, { sleep });
});
afterEach(() => shop.close());

const setFaults = (...faults: Fault[]) => shop.admin('PUT', '/admin/faults', { faults });
const statusesOf = async (url: string, times: number): Promise<number[]> => {
  const statuses: number[] = [];
  for (let i = 0; i < times; i += 1) statuses.push((await shop.get(url)).statusCode);
  return statuses;
};

describe('faults', () => {
  it('fail exactly every value-th request', async () => {
    await setFaults({ step: 'home.view', kind: 'error', value: 3 });
    expect(await statusesOf('/home', 7)).toEqual([200, 200, 500, 200, 200, 500, 200]);
    expect(await statusesOf('/activity', 3)).toEqual([200, 200, 200]);
  });

  it('count over all steps together when they are set on *', async () => {
    await setFaults({ step: '*', kind: 'error', value: 2 });
    const statuses = [...(await statusesOf('/home', 3)), ...(await statusesOf('/activity', 3))];
    expect(statuses).toEqual([200, 500, 200, 500, 200, 500]);
    expect((await shop.get('/healthz')).statusCode).toBe(200);
  });

  it('fail floor(requests / value) of any number of concurrent requests', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 0, max: 60 }),
        async (value, requests) => {
          await setFaults({ step: 'home.view', kind: 'error', value });
          const answers = await Promise.all(Array.from({ length: requests }, () => shop.get('/home')));
          const failed = answers.filter(({ statusCode }) => statusCode === 500).length;
          expect(failed).toBe(Math.floor(requests / value));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('hide that they are faults, and are not reported as errors of the shop', async () => {
    await setFaults({ step: 'home.view', kind: 'error', value: 1 });
    const { body } = await shop.get('/home');
    expect(JSON.parse(body).error.code).toBe('internal_error');
    expect(body).not.toContain('fault');
    expect(shop.reported).toEqual([]);
  });

  it('answer with the status that they ask for', () => {
    const error = new InjectedFault('home.view', 503) as Partial<FastifyError> as FastifyError;
    const reported: Error[] = [];
    const { status, body } = outcomeOf(error, (each) => reported.push(each));
    expect([status, (body as ErrorBody).error.code, reported]).toEqual([503, 'internal_error', []]);
  });

  it('answer late by the milliseconds asked for', async () => {
    await setFaults({ step: 'home.view', kind: 'latency', value: 250 });
    expect(await statusesOf('/home', 2)).toEqual([200, 200]);
    expect(sleptMs).toEqual([250, 250]);
  });

  it('refuse everyone where a step can refuse, and leave the others alone', async () => {
    await setFaults({ step: '*', kind: 'sold-out', value: 0 });
    const claim = await shop.post('/coupons/40-off-300/claims', { shopper: 's1' });
    expect(claim.statusCode).toBe(409);
    expect(claim.json().error.code).toBe('sold_out');
    expect((await shop.get('/home')).statusCode).toBe(200);
    expect((await shop.post('/members', { member: 's1' })).statusCode).toBe(201);
  });

  it('change nothing when they strike: the same key works once they are lifted', async () => {
    await setFaults({ step: 'coupon.claim', kind: 'error', value: 1 });
    expect((await shop.post('/coupons/40-off-300/claims', { shopper: 's1' }, 'k')).statusCode).toBe(500);
    await setFaults();
    const again = await shop.post('/coupons/40-off-300/claims', { shopper: 's1' }, 'k');
    expect(again.statusCode).toBe(201);
    expect(again.headers['idempotency-replayed']).toBeUndefined();
  });

  it('hang without an answer, and drop the connection when they are lifted', async () => {
    await setFaults({ step: 'home.view', kind: 'hang', value: 0 });
    let settled = false;
    const hanging = shop.get('/home').finally(() => {
      settled = true;
    });
    const dropped = expect(hanging).rejects.toThrow(/destroyed/);
    expect((await shop.get('/activity')).statusCode).toBe(200);
    expect(settled).toBe(false);
    await setFaults();
    await dropped;
    expect((await shop.get('/home')).statusCode).toBe(200);
  });

  it('cut a region off from its shoppers, while its people still reach it', async () => {
    await setFaults({ step: '*', kind: 'cut-off', value: 0 });
    await expect(shop.get('/home')).rejects.toThrow(/destroyed/);
    await expect(shop.post('/members', { member: 's1' })).rejects.toThrow(/destroyed/);
    expect((await shop.get('/healthz')).statusCode).toBe(200);
    await setFaults();
    expect((await shop.post('/members', { member: 's1' })).statusCode).toBe(201);
  });

  it('start from the settings', async () => {
    const faulty = await openTestShop({ faults: [{ step: 'home.view', kind: 'error', value: 1 }] });
    expect((await faulty.get('/home')).statusCode).toBe(500);
    await faulty.close();
    const wrong = openTestShop({ faults: [{ step: 'home.veiw', kind: 'error', value: 1 }] });
    await expect(wrong).rejects.toThrow(/"home.veiw" is not a step or a dependency/);
  });
});

describe('Faults.mistakes', () => {
  const faults = new Faults(async () => undefined, Math.random);
  faults.addStep('home.view', false);
  faults.addStep('order.create', true);
  faults.addDependency('bank');

  it.each<{ given: Fault; want: RegExp | null }>([
    { given: { step: 'home.view', kind: 'error', value: 1 }, want: null },
    { given: { step: '*', kind: 'sold-out', value: 0 }, want: null },
    { given: { step: 'bank', kind: 'hang', value: 0 }, want: null },
    {
      given: { step: 'home', kind: 'hang', value: 0 },
      want: /"home" is not a step.*bank, home.view, order.create/,
    },
    {
      given: { step: 'home.view', kind: 'sold-out', value: 0 },
      want: /"sold-out" has no effect on home.view: it needs a step that can refuse/,
    },
    {
      given: { step: 'bank', kind: 'sold-out', value: 0 },
      want: /"sold-out" has no effect on bank: it needs a step that can refuse/,
    },
    { given: { step: 'bank', kind: 'pool-exhausted', value: 2 }, want: null },
    { given: { step: '*', kind: 'cut-off', value: 0 }, want: null },
    {
      given: { step: '*', kind: 'pool-exhausted', value: 2 },
      want: /"pool-exhausted" has no effect on \*: it needs a dependency \(set it on bank, or give/,
    },
    {
      given: { step: 'bank', kind: 'cut-off', value: 0 },
      want: /"cut-off" has no effect on bank: it needs a step \(set it on home.view, order.create \(or \*/,
    },
    { given: { step: '*', kind: 'pressure', value: 100 }, want: null },
    {
      given: { step: 'home.view', kind: 'pressure', value: 60 },
      want: /"pressure" has no effect on home.view alone: it is on the whole shop \(write \*/,
    },
    {
      given: { step: 'bank', kind: 'failed-share', value: 101 },
      want: /101 is not a value for failed-share .*above 0 and at most 100/,
    },
    {
      given: { step: '*', kind: 'error', value: 0 },
      want: /faults\/0\/value 0 is not a value for error .*a whole number above 0/,
    },
    {
      given: { step: '*', kind: 'error', value: 1.5 },
      want: /1.5 is not a value for error .*a whole number above 0/,
    },
    {
      given: { step: '*', kind: 'latency', value: -1 },
      want: /-1 is not a value for latency .*milliseconds/,
    },
  ])('judges $given', ({ given, want }) => {
    const mistakes = faults.mistakes([given]);
    expect(mistakes).toHaveLength(want === null ? 0 : 1);
    if (want !== null) expect(mistakes[0]).toMatch(want);
  });

  it('finds all of them at once', () => {
    const given: Fault[] = [
      { step: 'x', kind: 'error', value: 0 },
      { step: 'home.view', kind: 'sold-out', value: 0 },
    ];
    expect(faults.mistakes(given)).toHaveLength(3);
  });
});
