/** A shop for tests of the guard, and shoppers who come from an address or with a device. */
import { afterEach, beforeEach, expect } from 'vitest';
import type { Fault } from '../../scenarios/targets/mock-shop/faults.ts';
import { NOW_MS, openTestShop, type TestShop } from './test-shop.ts';

/** Ten campaign minutes are ten real seconds. */
const CALENDAR = { startsAt: '2026-06-18T19:30:00+08:00', speed: 60 };
export const TEN_MINUTES_REAL_MS = 10_000;

export interface From {
  readonly ip?: string;
  readonly device?: string;
  readonly key?: string;
}

/** Opens a shop for every test of the file, and closes it. */
export function useGuardedShop() {
  const time = { ms: NOW_MS };
  const deps = { nowMs: () => time.ms };
  let test: TestShop;
  let keys: number;
  beforeEach(async () => {
    time.ms = NOW_MS;
    keys = 0;
    test = await openTestShop({ calendar: CALENDAR }, deps);
  });
  afterEach(async () => {
    expect(test.reported).toEqual([]);
    await test.close();
  });
  async function restart(): Promise<void> {
    await test.close('keep data');
    test = await openTestShop({ calendar: CALENDAR }, { ...deps, dataDir: test.dataDir });
  }

  async function post(url: string, payload: object, { ip, device, key }: From = {}) {
    const headers = {
      'idempotency-key': key ?? `guard-${keys++}`,
      ...(ip === undefined ? {} : { 'x-forwarded-for': ip }),
      ...(device === undefined ? {} : { 'x-device-id': device }),
    };
    const answer = await test.app.inject({ method: 'POST', url, headers, payload });
    const { error } = answer.json() as { error?: { code: string; message: string; hint: string } };
    return { status: answer.statusCode, code: error?.code, error };
  }
  const claim = (shopper: string, from?: From, campaign = '40-off-300') =>
    post(`/coupons/${campaign}/claims`, { shopper }, from);
  const redeem = (shopper: string, from?: From) =>
    post('/coupons/40-off-300/redemptions', { shopper, order: 'o1', product: '1', quantity: 4 }, from);
  const appeal = (shopper: string, from?: From) => post('/risk/appeals', { shopper }, from);
  const setFaults = (...faults: Fault[]) => test.admin('PUT', '/admin/faults', { faults });
  const isStopped = async (shopper: string, from?: From) =>
    (await claim(shopper, from)).code === 'risk_stopped';

  /** Four accounts are one too many. */
  async function block(from: From): Promise<void> {
    for (const bot of ['bot1', 'bot2', 'bot3', 'bot4']) await claim(bot, from);
  }
  async function failFiveTimes(shopper: string): Promise<void> {
    for (let n = 0; n < 5; n += 1) expect((await redeem(shopper)).code).toBe('not_claimed');
  }
  return {
    test: () => test,
    time,
    restart,
    post,
    claim,
    redeem,
    appeal,
    setFaults,
    isStopped,
    block,
    failFiveTimes,
  };
}
