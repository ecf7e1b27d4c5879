import { describe, expect, it } from 'vitest';
import summerCarnival from '../campaigns/summer-carnival.ts';
import { csv } from '../shop/accounts.ts';
import type { Answer } from '../shop/answer.ts';
import { defineShop, type ShopSpec } from '../shop/define-shop.ts';
import { connect, get, post } from '../shop/requests.ts';
import { json } from '../shop/takings.ts';
import type { Visit } from '../shop/visit.ts';
import type { TriedRequest, TryEvent } from './try-events.ts';
import { masksOf } from './try-masks.ts';
import { notSent, SHOPPERS_MAX, STEPS_MAX, type TryPorts, tryAll } from './try-session.ts';

const think = { thinkSeconds: 1 };
const READER = { read: () => undefined, base64: (text: string) => text };

interface Given {
  readonly status?: number;
  readonly body?: string;
  readonly degraded?: boolean;
}

/** @param answer what the target answers to a step */
async function tried<S extends string, B extends string>(
  spec: ShopSpec<S, B>,
  answer: (step: string, path: string) => Given,
  msPerRequest = 1,
): Promise<readonly TryEvent[]> {
  const shop = defineShop(spec);
  const phase = {
    name: 'try',
    calendarMinutes: 1,
    begins: { after: 'previous' as const },
    populations: Object.keys(shop.behaviours).map((behaviour) => ({
      ...{ kind: 'herd' as const, name: behaviour, behaviour, shoppers: SHOPPERS_MAX, atMinute: 0 },
      reaction: { medianMs: 1, p99Ms: 2 },
      paced: false,
    })),
  };
  const plan = { ...summerCarnival, scale: 1, phases: [phase] };
  const events: TryEvent[] = [];
  let nowMs = 0;
  const ask: TryPorts['ask'] = async (step, visit) => {
    const { path, body: sent } = step.request(visit);
    nowMs += msPerRequest;
    const { status = 200, body = '{}', degraded = false } = answer(step.name, path);
    const its: Answer = {
      status,
      body,
      json: (at) => (JSON.parse(body) as Record<string, unknown>)[at ?? ''],
      header: (name) => (degraded && name === shop.degradedHeader ? 'later' : ''),
      cookie: () => '',
    };
    const exchange = { ...notSent(step, '').exchange, url: path, body: sent ?? '', status, answerBody: body };
    return { exchange, answer: its, error: '', isOwnError: false };
  };
  await tryAll(
    { plan, phase, shop, runTag: 'try-1', accounts: { count: 1, at: () => ({ password: 'open sesame' }) } },
    {
      ask,
      tell: (event) => events.push(event),
      nowMs: () => nowMs,
      masks: (visit) => masksOf(shop, READER, visit),
    },
  );
  return events;
}
const requests = (events: readonly TryEvent[]): readonly TriedRequest[] =>
  events.flatMap((event) => (event.kind === 'request' ? [event] : []));

const BUYER = {
  name: 'small',
  steps: {
    login: post('/login', { json: ({ account }) => account, take: { token: json('token') } }),
    buy: post('/buy', {
      needs: ['token'],
      body: ({ kept }) => kept.token!,
      refused: [409],
      take: { order: json('order') },
      promises: { kind: 'order', id: ({ kept }) => kept.order! },
    }),
    live: connect('/live', { staySeconds: 9 }),
  },
  behaviours: {
    buyer: {
      entry: { login: 1 },
      steps: {
        login: { ...think, ok: { live: 1 } },
        live: { ...think, ok: { buy: 1 } },
        buy: { ...think, ok: {} },
      },
    },
  },
} as const;

describe('a try', () => {
  it('tells what was taken, what was acknowledged, and no secret', async () => {
    const events = await tried(BUYER, (step) => ({
      status: step === 'live' ? 101 : 200,
      body: step === 'login' ? '{"token":"0123456789abcdef"}' : '{"order":"77"}',
    }));
    const [login, live, buy] = requests(events);
    expect(login).toMatchObject({ step: 'login', outcome: 'ok', next: 'live' });
    expect(login!.taken).toEqual([{ name: 'token', value: '0123… (16 characters)' }]);
    expect(buy).toMatchObject({ acknowledged: 'order 77', next: null, lacks: [] });
    expect(buy!.exchange.body).toBe('‹token›');
    expect(live).toMatchObject({ step: 'live', outcome: 'ok', looksWrong: '', next: 'buy' });
    expect(events.at(-1)).toEqual({ kind: 'walked', behaviour: 'buyer', unvisited: [], stopped: '' });
    expect(JSON.stringify(events)).not.toMatch(/open sesame|0123456789/);
  });

  it('says what an ok answer did not have, and what cannot be reached then', async () => {
    const events = await tried(BUYER, () => ({}));
    expect(requests(events)).toMatchObject([
      { step: 'login', outcome: 'failed', reason: 'token was not in the answer (HTTP 200)', next: null },
    ]);
    expect(events.at(-1)).toMatchObject({ unvisited: ['live', 'buy'], stopped: '' });
  });

  it.each([
    { given: { status: 409 }, outcome: 'refused', reason: '' },
    { given: { status: 500 }, outcome: 'failed', reason: 'HTTP 500' },
    { given: { body: '<p>' }, outcome: 'failed', reason: /^the answer could not be read/ },
    { given: { body: '{"order":"1"}', degraded: true }, outcome: 'degraded', reason: '' },
  ])('reads $given as $outcome', async ({ given, outcome, reason }) => {
    const events = await tried(BUYER, (step) =>
      step === 'buy' ? given : { status: step === 'live' ? 101 : 200, body: '{"token":"abcdefgh"}' },
    );
    const last = requests(events).at(-1)!;
    expect(last.outcome).toBe(outcome);
    expect(last.reason).toMatch(reason === '' ? /^(?:HTTP 200)?$/ : reason);
  });

  it('counts being stopped as a failure of whoever is no bot', async () => {
    const shop = (bot?: object) => ({
      name: 'guarded',
      steps: { home: get('/', { stopped: [403] }) },
      behaviours: { visitor: { entry: { home: 1 }, ...bot, steps: { home: { ...think, ok: {} } } } },
    });
    const stop = () => ({ status: 403 });
    expect(requests(await tried(shop(), stop))[0]).toMatchObject({ outcome: 'failed', reason: /no bot/ });
    expect(requests(await tried(shop({ bot: {} }), stop))[0]).toMatchObject({ outcome: 'stopped' });
  });

  it('takes what shop.ts throws for an answer that failed', async () => {
    const events = await tried(
      {
        name: 'broken',
        steps: { home: get(({ kept }) => kept.nobody!.trim()) },
        behaviours: { visitor: { entry: { home: 1 }, steps: { home: { ...think, ok: {} } } } },
      },
      () => ({}),
    );
    expect(requests(events)[0]!.reason).toMatch(/^shop\.ts cannot make this request: /);
  });

  describe('of a shop.ts that reads a name which nothing gives', () => {
    const shop = (buy: object, more: object = {}) => ({
      ...BUYER,
      ...more,
      steps: { ...BUYER.steps, buy: post('/buy', { needs: ['token'], ...buy }) },
    });
    const answer = (step: string) => ({
      status: step === 'live' ? 101 : 200,
      body: '{"token":"abcdefgh"}',
    });
    const last = async (buy: object, more?: object) => requests(await tried(shop(buy, more), answer)).at(-1)!;

    it('fails the step, and sends nothing', async () => {
      const { reason, outcome, exchange, unknown } = await last({ body: ({ kept }: Visit) => kept.tokken! });
      expect({ outcome, status: exchange.status }).toEqual({ outcome: 'failed', status: 0 });
      expect(reason).toContain('it reads kept.tokken, which no step takes');
      expect(unknown).toEqual({ of: 'kept', name: 'tokken', known: ['token'] });
    });

    it('names the file of the accounts, or that there is none', async () => {
      const buy = { body: ({ account }: Visit) => account.pasword! };
      const accounts = csv('accounts.csv', { per: 'session' });
      const read = await last(buy, { accounts });
      expect(read.reason).toContain('it reads account.pasword, which is no column of accounts.csv');
      expect(read.unknown).toEqual({ of: 'account', name: 'pasword', known: ['password'] });
      expect((await last(buy)).reason).toContain('account.pasword, and the shop has no `accounts`');
    });

    it('fails it for what was promised, too', async () => {
      const promises = { kind: 'order', id: ({ kept }: Visit) => kept.ordr! };
      const { outcome, reason, next } = await last({ promises });
      expect({ outcome, next }).toEqual({ outcome: 'failed', next: null });
      expect(reason).toContain('shop.ts cannot say what was promised: it reads kept.ordr');
    });

    it('lets it look whether there is one', async () => {
      const body = ({ kept, account }: Visit) => JSON.stringify([kept, account, 'tokken' in kept]);
      const { outcome, exchange } = await last({ body });
      expect(outcome).toBe('ok');
      expect(exchange.body).toContain('false');
    });
  });

  it('ends when its time is up, and says so for each behaviour', async () => {
    const events = await tried(BUYER, () => ({ body: '{"token":"abcdefgh"}' }), 60_000);
    expect(requests(events)).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({
      unvisited: ['live', 'buy'],
      stopped: 'the 60 s of a try are over',
    });
  });

  it('does not walk in circles for ever', async () => {
    // Each answer names another way, so that something new always seems near.
    let n = 0;
    const events = await tried(
      {
        name: 'maze',
        steps: { a: get('/a', { refused: [409] }), b: get('/b') },
        behaviours: {
          lost: {
            entry: { a: 1 },
            steps: { a: { ...think, ok: { a: 0.1, b: 0 }, refused: { b: 1 } }, b: { ...think, ok: {} } },
          },
        },
      },
      () => ({ status: n++ === 0 ? 200 : 409 }),
    );
    expect(requests(events).length).toBeLessThanOrEqual(STEPS_MAX);
    expect(events.at(-1)!.kind).toBe('walked');
  });
});
