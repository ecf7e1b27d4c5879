import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../platform/campaign-clock.ts';
import { NOW_MS } from '../testing/test-shop.ts';
import { RiskControl, type Visitor } from './domain.ts';
import { ATTACK, type Lesson, RULES, TURNED_BACK_MS, WINDOW_MS } from './rules.ts';

const SECOND_MS = 1000;
/** Of one shopper in any ten minutes: what even a counter of two buckets never takes for more than the tight limit. */
const HUMAN_REQUESTS_MAX = RULES['account-requests'].most.tight / 2;
const HUMAN_GAP_MS_MIN = 2 * SECOND_MS;

let control: RiskControl;
beforeEach(() => {
  control = new RiskControl([]);
});

const visitor = (account: string, changes: Partial<Visitor> = {}): Visitor => ({
  account,
  address: `address of ${account}`,
  device: `device of ${account}`,
  ...changes,
});
const ruleFor = (who: Visitor, nowMs = NOW_MS) => control.judge(who, nowMs)?.rule ?? null;

/** A farm's many accounts at one address, as many as make an attack. */
function attack(nowMs: number): void {
  for (let n = 0; n < ATTACK.requestsMin; n += 1)
    control.judge(visitor(`bot${n}`, { address: 'farm' }), nowMs);
}

describe('risk control', () => {
  it.each([
    { kind: 'address', rule: 'address-accounts' },
    { kind: 'device', rule: 'device-accounts' },
  ] as const)('stops the fourth account of one $kind, and then all of them', ({ kind, rule }) => {
    const shared = (account: string) => visitor(account, { [kind]: 'shared' });
    const first = ['s1', 's2', 's3', 's1', 's3'].map((account) => ruleFor(shared(account)));
    expect(first).toEqual([null, null, null, null, null]);
    expect(control.judge(shared('s4'), NOW_MS)).toEqual({ kind, rule });
    expect(ruleFor(shared('s1'))).toBe(rule);
    expect(ruleFor(visitor('s1'))).toBeNull();
    expect(control.blockedCount(kind, NOW_MS)).toBe(1);
  });

  it('applies no rule to an unknown address or device', () => {
    const unknown = { address: null, device: null };
    for (let n = 0; n < 50; n += 1) expect(ruleFor(visitor(`s${n}`, unknown))).toBeNull();
  });

  it('lets accounts take turns when they are ten minutes apart', () => {
    for (let n = 0; n < 50; n += 1) {
      expect(ruleFor(visitor(`s${n}`, { address: 'café' }), NOW_MS + (n * WINDOW_MS) / 3)).toBeNull();
    }
  });

  it('stops an account that asks more often than a hand can, until it has been quiet for ten minutes', () => {
    const { normal } = RULES['account-requests'].most;
    for (let n = 0; n < normal; n += 1) expect(ruleFor(visitor('s1'))).toBeNull();
    expect(ruleFor(visitor('s1'))).toBe('account-requests');
    const lateMs = NOW_MS + WINDOW_MS - 1;
    expect(ruleFor(visitor('s1'), lateMs)).toBe('account-requests');
    expect(ruleFor(visitor('s1'), lateMs + 2 * WINDOW_MS)).toBeNull();
  });

  it('marks an account at the fifth failed redemption within ten minutes', () => {
    const fail = (minutes: number) => control.learn(visitor('s1'), 'failed', NOW_MS + minutes * MINUTE_MS);
    expect([0, 3, 6, 9, 12, 13].map(fail)).toEqual([false, false, false, false, false, false]);
    expect(fail(15)).toBe(true);
  });

  it('asks for the mark until it is stored, and then forgets the failures', () => {
    const fail = () => control.learn(visitor('s1'), 'failed', NOW_MS);
    expect(Array.from({ length: 7 }, fail)).toEqual([false, false, false, false, true, true, true]);
    control.marked('s1', { isAbnormal: true }, NOW_MS);
    expect(ruleFor(visitor('s1'))).toBe('failed-redemptions');
    expect(fail()).toBe(false);
  });

  it('stops a device whose accounts claim and do not redeem, and never one with a single account', () => {
    const claimAt = (account: string, lesson: Lesson = 'claimed') =>
      control.learn(visitor(account, { device: 'farm' }), lesson, NOW_MS);
    for (let n = 0; n < 20; n += 1) claimAt('s1');
    expect(ruleFor(visitor('s1', { device: 'farm' }))).toBeNull();
    expect(ruleFor(visitor('s2', { device: 'farm' }))).toBe('hoarding');
  });

  it('accepts claims that are redeemed', () => {
    for (let n = 0; n < 20; n += 1) {
      for (const lesson of ['claimed', 'redeemed'] as const) {
        control.learn(visitor(`s${n % 2}`, { device: 'home' }), lesson, NOW_MS);
      }
      expect(ruleFor(visitor(`s${n % 2}`, { device: 'home' }))).toBeNull();
    }
  });

  it('is tight under attack, and relaxes when it is over', () => {
    const couple = (account: string, nowMs: number) =>
      ruleFor(visitor(account, { address: `home at ${nowMs}` }), nowMs);
    expect(control.levelAt(NOW_MS)).toBe('normal');
    attack(NOW_MS);
    expect(control.levelAt(NOW_MS)).toBe('tight');
    expect(['s1', 's2', 's3'].map((account) => couple(account, NOW_MS))).toEqual([
      null,
      null,
      'address-accounts',
    ]);
    const laterMs = NOW_MS + 2 * WINDOW_MS;
    expect(['s1', 's2', 's3'].map((account) => couple(account, laterMs))).toEqual([null, null, null]);
    expect(control.levelAt(laterMs)).toBe('normal');
  });

  it('starts over with the campaign, but not when a wall clock is corrected', () => {
    attack(NOW_MS);
    const farm = visitor('s1', { address: 'farm' });
    expect(ruleFor(farm, NOW_MS - TURNED_BACK_MS)).toBe('address-accounts');
    expect(ruleFor(farm, NOW_MS - 3 * TURNED_BACK_MS)).toBeNull();
  });

  it('remembers nobody longer than two windows', () => {
    for (let n = 0; n < 1000; n += 1) ruleFor(visitor(`s${n}`), NOW_MS + n);
    expect(control.remembered).toBe(3000);
    for (const windows of [2, 4]) ruleFor(visitor('late'), NOW_MS + windows * WINDOW_MS);
    expect(control.remembered).toBeLessThanOrEqual(6);
  });
});

describe('whoever shops', () => {
  it('alone on an address and a device, at human speed, is never stopped, whatever the level', () => {
    const visits = fc.array(
      fc.record({
        gapMs: fc.integer({ min: HUMAN_GAP_MS_MIN, max: WINDOW_MS }),
        lesson: fc.constantFrom<Lesson | null>('claimed', 'redeemed', null),
        isAttacked: fc.boolean(),
      }),
      { maxLength: 80 },
    );
    fc.assert(
      fc.property(visits, (acts) => {
        control = new RiskControl([]);
        const atMs: number[] = [];
        for (const { gapMs, lesson, isAttacked } of acts) {
          const earliestMs = (atMs.at(-HUMAN_REQUESTS_MAX) ?? 0) + WINDOW_MS;
          const nowMs = Math.max((atMs.at(-1) ?? NOW_MS) + gapMs, earliestMs);
          if (isAttacked) attack(nowMs);
          if (isAttacked) expect(control.levelAt(nowMs)).toBe('tight');
          expect(ruleFor(visitor('s1'), nowMs)).toBeNull();
          if (lesson !== null) control.learn(visitor('s1'), lesson, nowMs);
          atMs.push(nowMs);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('with many accounts at one place goes on being stopped as long as it goes on', () => {
    const attempts = fc.array(
      fc.record({
        account: fc.nat({ max: 500 }).map((n) => `bot${n}`),
        gapMs: fc.integer({ min: 0, max: WINDOW_MS - 1 }),
      }),
      { minLength: 1, maxLength: 200 },
    );
    fc.assert(
      fc.property(attempts, fc.constantFrom('address', 'device'), (bots, kind) => {
        control = new RiskControl([]);
        let nowMs = NOW_MS;
        let wasStopped = false;
        for (const { account, gapMs } of bots) {
          nowMs += gapMs;
          const isStopped = ruleFor(visitor(account, { [kind]: 'farm' }), nowMs) !== null;
          expect(isStopped || !wasStopped).toBe(true);
          wasStopped ||= isStopped;
        }
      }),
    );
  });
});
