/**
 * Whatever is sent to the shop, it answers, and it answers for itself: no 5xx, nothing left hanging, nothing recorded because
 * of a request that was turned away. Requests are made from the OpenAPI document, so a new route is in it by itself.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import type { LightMyRequestResponse } from 'fastify';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SERVICES } from './app.ts';
import { RESERVATION_TALLY } from './reservations/domain.ts';
import { STANDINGS } from './risk/standings.ts';
import { type FuzzRequest, type Operation, operationsOf, requestsOf } from './testing/fuzz-requests.ts';
import { ADMIN_TOKEN, holdBackground, NOW_MS, openTestShop, type TestShop } from './testing/test-shop.ts';

const SETTINGS = { couponQuota: 5, oneYuanQuota: 3, flashStockPieces: 3, productStockPieces: 5, products: 2 };
const SHOPPERS = ['s1', 's2', 's3'];
const CAMPAIGNS = ['40-off-300', 'one-yuan', 'tiered', 'category-home'];
const PRODUCTS = ['1', '2', 'flash-1'];
/** Few of each, so that requests meet. */
const WORDS = {
  shopper: SHOPPERS,
  member: SHOPPERS,
  order: ['o1', 'o2', 'o3'],
  campaign: CAMPAIGNS,
  coupon: CAMPAIGNS,
  with: CAMPAIGNS,
  product: PRODUCTS,
  id: PRODUCTS,
  room: ['room-1'],
  asset: ['model-1'],
  step: ['*', 'bank', 'order.create'],
};
/** A request in memory takes a millisecond; a test's machine may be busy. */
const ANSWER_MS_MAX = 10_000;
/** Longer than any round in the background waits for the next. */
const ROUNDS_MS = 10_000;
const SERIES = { maxLength: 150, size: 'max' } as const;
const RUNS = 16;
/** Of the requests for an operation one in ten is understood, at the least: so many that chance is out of it. */
const TRIES = 500;
/** Shrinking opens a shop for every try: what has been found by then is shown. */
const SEARCH_MS_MAX = 40_000;

// Rounds in the background run when they are let, at the end of a series, and not between two looks at the records.
beforeEach(holdBackground);
afterEach(() => void vi.useRealTimers());

async function answerTo(shop: TestShop, request: FuzzRequest): Promise<LightMyRequestResponse> {
  const { operation, ...sent } = request;
  const answered = new AbortController();
  const late = sleep(ANSWER_MS_MAX, undefined, { signal: answered.signal }).then(() => {
    throw new Error(`No answer within ${ANSWER_MS_MAX} ms to ${operation}.`);
  });
  try {
    return await Promise.race([shop.app.inject(sent), late]);
  } finally {
    answered.abort();
    late.catch(() => undefined);
  }
}

const reported = (shop: TestShop) => shop.reported.map(({ stack }) => stack);

/** Failed redemptions are marked and refused reservations counted: those two are to note what is turned away. */
const NOTE_REFUSALS = [STANDINGS.name, RESERVATION_TALLY.name];
const TABLES = SERVICES.flatMap(({ tables }) => tables).filter(({ name }) => !NOTE_REFUSALS.includes(name));

/** All that the shop has noted, but for the answers themselves. */
const recordsOf = ({ shop: { store } }: TestShop): string =>
  JSON.stringify(TABLES.map((table) => [table.name, ...store.range(table)]));

/** A fault that a request has set would answer for the shop, and another clock would let everything expire. */
async function undo(shop: TestShop, { operation }: FuzzRequest): Promise<void> {
  if (operation === 'PUT /admin/faults') await shop.admin('PUT', '/admin/faults', { faults: [] });
  if (operation === 'PUT /admin/campaign-clock') {
    await shop.admin('PUT', '/admin/campaign-clock', { zeroAtMs: NOW_MS });
  }
}

/** Sends one after the other; tells `asked` what came of each. */
async function send(
  shop: TestShop,
  series: readonly FuzzRequest[],
  asked: (request: FuzzRequest, answer: LightMyRequestResponse) => void,
): Promise<void> {
  let before = recordsOf(shop);
  for (const request of series) {
    const answer = await answerTo(shop, request);
    const what = JSON.stringify(request);
    expect(reported(shop), what).toEqual([]);
    expect(answer.statusCode, what).toBeLessThan(500);
    await undo(shop, request);
    const after = recordsOf(shop);
    if (answer.statusCode >= 400) {
      expect(answer.json(), what).toEqual({
        error: { code: expect.any(String), message: expect.any(String), hint: expect.any(String) },
      });
      expect(after, what).toBe(before);
    }
    before = after;
    asked(request, answer);
  }
  await vi.advanceTimersByTimeAsync(ROUNDS_MS);
  expect(reported(shop), 'in the background').toEqual([]);
}

/** Past the schemas: done, refused, stopped by risk control, or nothing of that name. */
const isUnderstood = ({ statusCode, body }: LightMyRequestResponse): boolean =>
  statusCode < 300 ||
  [403, 409].includes(statusCode) ||
  (statusCode === 404 && !body.includes('"unknown_route"'));

async function documented(): Promise<readonly Operation[]> {
  const shop = await openTestShop(SETTINGS);
  const operations = operationsOf(shop.app.swagger());
  await shop.close();
  return operations;
}

it('answers anything without a 5xx or a hang, and records nothing for what it turned away', async () => {
  const request = fc.oneof(
    ...(await documented()).map((operation) => requestsOf(operation, WORDS, ADMIN_TOKEN)),
  );
  let understood = 0;
  let turnedAway = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(request, SERIES), async (series) => {
      const shop = await openTestShop(SETTINGS);
      try {
        await send(shop, series, (_, answer) => {
          if (isUnderstood(answer)) understood += 1;
          if (answer.statusCode >= 400) turnedAway += 1;
        });
      } finally {
        await shop.close();
      }
    }),
    { numRuns: RUNS, interruptAfterTimeLimit: SEARCH_MS_MAX },
  );
  expect(understood).toBeGreaterThan(RUNS);
  expect(turnedAway).toBeGreaterThan(RUNS);
});

it('gets at least one request past the schemas of every operation', async () => {
  const operations = await documented();
  const names = operations.map(({ method, path }) => `${method} ${path}`);
  expect(names).toContain('POST /coupons/{campaign}/redemptions');
  const shop = await openTestShop(SETTINGS);
  const understood = new Set<string>();
  for (const operation of operations)
    for (const request of fc.sample(requestsOf(operation, WORDS, ADMIN_TOKEN), TRIES)) {
      if (isUnderstood(await answerTo(shop, request))) understood.add(request.operation);
      await undo(shop, request);
      if (understood.has(request.operation)) break;
    }
  await shop.close();
  expect(names.filter((name) => !understood.has(name))).toEqual([]);
});
