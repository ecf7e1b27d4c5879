import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { holdBackground, NOW_MS, openTestShop, type TestShop } from '../testing/test-shop.ts';
import { ANSWER_MS, workOff } from './domain.ts';
import { isSolved } from './faq-bot.ts';
import { WORK_OFF_EVERY_MS } from './routes.ts';

const time = { ms: NOW_MS };
let shop: TestShop;
beforeEach(async () => {
  holdBackground();
  time.ms = NOW_MS;
  shop = await openTestShop({}, { nowMs: () => time.ms });
});
afterEach(async () => {
  await shop.close();
  vi.useRealTimers();
});

const TOPIC = 'coupons';
/** The first shopper whose question the bot solves, or does not. */
const shopperWhom = (solved: boolean): string => {
  for (let n = 0; ; n += 1) if (isSolved({ shopper: `s${n}`, topic: TOPIC }) === solved) return `s${n}`;
};
const ask = (shopper: string, key?: string) =>
  shop.post('/support/questions', { shopper, topic: TOPIC }, key);
const check = async (shopper: string) => (await shop.get(`/support/questions/${shopper}`)).json();

describe('POST /support/questions', () => {
  it('says at once what the bot solved, and lets the others wait', async () => {
    const [helped, left] = [shopperWhom(true), shopperWhom(false)];
    expect((await ask(helped)).json()).toEqual({ shopper: helped, topic: TOPIC, status: 'solved' });
    const waiting = { shopper: left, topic: TOPIC, status: 'waiting', place: 1, expectedSeconds: 45 };
    expect((await ask(left)).json()).toEqual(waiting);
    expect(await check(helped)).toMatchObject({ status: 'solved' });
    expect(await check(left)).toEqual(waiting);
  });

  it('lets everybody wait while the bot is gone', async () => {
    await shop.admin('PUT', '/admin/faults', { faults: [{ step: 'faq-bot', kind: 'error', value: 1 }] });
    expect((await ask(shopperWhom(true))).json()).toMatchObject({ status: 'waiting', place: 1 });
  });

  it('asks once for a key: neither the bot nor the line sees a replay', async () => {
    const left = shopperWhom(false);
    await ask(left, 'k');
    const replay = await ask(left, 'k');
    expect(replay.headers['idempotency-replayed']).toBe('true');
    const { body } = await shop.get('/metrics');
    expect(body).toMatch(/^shop_dependency_arrivals_total\{dependency="faq-bot".*\} 1$/m);
    expect(body).toMatch(/^shop_support_waiting\{.*\} 1$/m);
  });

  it('counts by who solved it and how long it waited', async () => {
    const [helped, left] = [shopperWhom(true), shopperWhom(false)];
    await ask(helped);
    await ask(left);
    time.ms += 10 * ANSWER_MS;
    vi.advanceTimersByTime(WORK_OFF_EVERY_MS);
    await expect.poll(async () => (await check(left)).status, { timeout: 5_000 }).toBe('answered');
    const { body } = await shop.get('/metrics');
    for (const by of ['bot', 'agent']) {
      expect(body).toMatch(new RegExp(`^shop_support_questions_total\\{solved_by="${by}".*\\} 1$`, 'm'));
    }
    expect(body).toMatch(/^shop_support_waiting\{.*\} 0$/m);
    expect(body).toMatch(/^shop_support_waiting_seconds_bucket\{le="0".*\} 1$/m);
  });
});

it('has twice the agents when the campaign gets more resources', async () => {
  const agents = async () =>
    Number(/^shop_support_agents\{.*\} (\d+)$/m.exec((await shop.get('/metrics')).body)![1]);
  const before = await agents();
  shop.shop.resources.factor = 2;
  expect(await agents()).toBe(2 * before);
  expect(await workOff(shop.shop.store, await agents(), NOW_MS)).toEqual([]);
});

it('has a bot that solves over 80 % of what differs in shopper or topic', () => {
  const asked = Array.from({ length: 20_000 }, (_, n) => ({ shopper: `s${n % 5_000}`, topic: `t${n % 4}` }));
  const share = asked.filter(isSolved).length / asked.length;
  expect(share).toBeGreaterThan(0.8);
  expect(share).toBeCloseTo(0.82, 1);
});
