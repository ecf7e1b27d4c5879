import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOW_MS, openTestShop, type TestShop } from '../testing/test-shop.ts';
import { HOUR_MS, MINUTE_MS } from './campaign-clock.ts';

const CALENDAR = { startsAt: '2026-06-18T19:30:00+08:00', speed: 60 };
const SECOND_MS = 1000;
const time = { ms: NOW_MS };
let test: TestShop;
beforeEach(async () => {
  time.ms = NOW_MS;
  test = await openTestShop({ calendar: CALENDAR }, { nowMs: () => time.ms });
});
afterEach(() => test.close());

describe('the campaign’s clock', () => {
  it('begins with the data directory and runs as fast as the plan says', () => {
    expect(test.shop.campaign.nowMs()).toBe(Date.parse(CALENDAR.startsAt));
    time.ms += SECOND_MS;
    expect(test.shop.campaign.sinceStartMs()).toBe(MINUTE_MS);
    expect(test.shop.campaign.realMs(MINUTE_MS)).toBe(SECOND_MS);
  });

  it('shows its beginning until the zero that it was given, also after a restart', async () => {
    const response = await test.admin('PUT', '/admin/campaign-clock', { zeroAtMs: NOW_MS + 5 * SECOND_MS });
    expect(response.json()).toEqual({ zeroAtMs: NOW_MS + 5 * SECOND_MS });
    expect(test.shop.campaign.sinceStartMs()).toBe(0);
    time.ms += 6 * SECOND_MS;
    await test.close('keep data');
    test = await openTestShop({ calendar: CALENDAR }, { nowMs: () => time.ms, dataDir: test.dataDir });
    expect(test.shop.campaign.sinceStartMs()).toBe(MINUTE_MS);
  });

  it('of a campaign that waits stands at its beginning until it is told its zero, and keeps that over a restart', async () => {
    const waiting = { nowMs: () => time.ms, campaignWaits: true };
    await test.close();
    test = await openTestShop({ calendar: CALENDAR }, waiting);
    time.ms += HOUR_MS;
    expect(test.shop.campaign.sinceStartMs()).toBe(0);
    expect(test.shop.campaign.nowMs()).toBe(Date.parse(CALENDAR.startsAt));
    await test.close('keep data');
    test = await openTestShop({ calendar: CALENDAR }, { ...waiting, dataDir: test.dataDir });
    time.ms += HOUR_MS;
    expect(test.shop.campaign.sinceStartMs()).toBe(0);
    await test.admin('PUT', '/admin/campaign-clock', { zeroAtMs: time.ms });
    await test.close('keep data');
    time.ms += SECOND_MS;
    test = await openTestShop({ calendar: CALENDAR }, { ...waiting, dataDir: test.dataDir });
    expect(test.shop.campaign.sinceStartMs()).toBe(MINUTE_MS);
  });

  it.each([
    { startsAt: '2026-06-18T19:30:00+08:00', want: 19.5 },
    { startsAt: '2026-06-18T19:30:00-03:30', want: 19.5 },
    { startsAt: '2026-06-18T03:00:00Z', want: 3 },
  ])('knows the hour of $startsAt where the campaign runs: $want', async ({ startsAt, want }) => {
    const elsewhere = await openTestShop({ calendar: { startsAt, speed: 1 } });
    const { campaign } = elsewhere.shop;
    expect(campaign.hourAt(campaign.nowMs())).toBeCloseTo(want, 9);
    expect(campaign.hourAt(campaign.nowMs() + 24 * HOUR_MS)).toBeCloseTo(want, 9);
    await elsewhere.close();
  });

  it('is set by nobody without the token, and to nothing but a time', async () => {
    expect(
      (await test.app.inject({ method: 'PUT', url: '/admin/campaign-clock', payload: { zeroAtMs: 1 } }))
        .statusCode,
    ).toBe(401);
    expect((await test.admin('PUT', '/admin/campaign-clock', { zeroAtMs: 'now' })).statusCode).toBe(400);
  });
});
