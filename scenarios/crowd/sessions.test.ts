/** What a session of a crowd keeps of its answers, and what becomes of an answer that does not give it. */
import { describe, expect, it } from 'vitest';
import type { Population } from '../campaigns/plan.ts';
import { COUNTER } from '../metrics.ts';
import { type BehaviourSpec, defineShop } from '../shop/define-shop.ts';
import { readAnswer } from '../shop/read-answer.ts';
import { get, post } from '../shop/requests.ts';
import type { Shop } from '../shop/shop.ts';
import { header, json } from '../shop/takings.ts';
import { answerOf, type Given } from '../testing/answer.ts';
import { arriving, crowdsOf, HandDriven, planOf } from '../testing/world.ts';

const buyer: BehaviourSpec<'login' | 'pay' | 'leave'> = {
  entry: { login: 1 },
  steps: {
    login: { thinkSeconds: { fixed: 1 }, ok: { pay: 1 }, failed: { login: 1 } },
    pay: { thinkSeconds: { fixed: 1 }, ok: { pay: 1 }, failed: { leave: 1 } },
    leave: { thinkSeconds: { fixed: 1 }, ok: {} },
  },
};
const shop = defineShop({
  name: 'small',
  cookies: ['sessionid'],
  steps: {
    login: post('/login', { take: { token: header('token') }, stopped: [403] }),
    pay: post(({ kept }) => `/pay/${kept.token}/${kept.sessionid}`, {
      needs: ['token'],
      take: { token: header('token'), order: json('order') },
      outcome: ({ status }) => (status === 403 ? 'stopped' : 'ok'),
      promises: { kind: 'order', id: ({ kept }) => kept.order! },
    }),
    leave: get('/'),
  },
  behaviours: { buyer, bots: { ...buyer, bot: {} } },
});

/** One session a second, driven by hand. */
class Driven extends HandDriven {
  private readonly shop: Shop;

  constructor(population: Population = arriving(3600, 'buyer', 'even'), of: Shop = shop) {
    super(crowdsOf(planOf(30, [population]), { shop: of })[0]!);
    this.shop = of;
  }

  /** Answers the request and lets the shopper send its next one. */
  reply(at: number, given: Given): string {
    const { step, answer, who } = this.sent[at]!;
    const its = this.shop.steps.find(({ name }) => name === step)!;
    answer(given.status ?? 200, undefined, readAnswer(its, this.shop, answerOf(given)));
    const before = this.sent.length;
    this.tickUntil(this.nowMs + 1100);
    const next = this.sent.slice(before).find((each) => each.who.shopper === who.shopper);
    return next === undefined ? 'gone' : `${next.step} ${next.request.path}`;
  }

  get causes() {
    this.crowd.flush();
    return this.remarks.flatMap(({ causes = {} }) =>
      Object.entries(causes).flatMap(([step, words]) => Object.keys(words).map((word) => `${step} ${word}`)),
    );
  }

  get outcomes() {
    this.crowd.flush();
    const all = this.totals.by(COUNTER.responses, 'outcome');
    return Object.fromEntries(Object.entries(all).filter(([, count]) => count > 0));
  }
}

function begun(population?: Population): Driven {
  const crowd = new Driven(population);
  crowd.tickUntil(1000);
  return crowd;
}

describe('a session', () => {
  it('keeps what an answer gave, and sends it on', () => {
    expect(begun().reply(0, { headers: { token: 't' }, body: {}, cookies: { sessionid: 's' } })).toBe(
      'pay /pay/t/s',
    );
  });

  it('keeps the later of two values', () => {
    const crowd = begun();
    crowd.reply(0, { headers: { token: 't' }, body: {}, cookies: { sessionid: 's' } });
    const mine = crowd.sent.findIndex(({ step }) => step === 'pay');
    expect(crowd.reply(mine, { headers: { token: 'u' }, body: { order: 1 } })).toBe('pay /pay/u/s');
  });

  it('keeps a listed cookie of an answer that failed', () => {
    const crowd = begun();
    crowd.reply(0, { status: 500, cookies: { sessionid: 's' } });
    const again = crowd.sent.findLastIndex(({ who }) => who.shopper === crowd.sent[0]!.who.shopper);
    expect(crowd.reply(again, { headers: { token: 't' }, body: {} })).toBe('pay /pay/t/s');
  });

  it('keeps nothing of a session before it', () => {
    const crowd = begun();
    crowd.reply(0, { headers: { token: 't' }, body: {}, cookies: { sessionid: 's' } });
    const other = crowd.sent.findIndex(({ who }) => who.shopper !== crowd.sent[0]!.who.shopper);
    expect(crowd.reply(other, { headers: { token: 'x' }, body: {} })).toBe('pay /pay/x/');
  });

  it('acknowledges what its own answer gave', () => {
    const crowd = begun();
    crowd.reply(0, { headers: { token: 't' }, body: {} });
    crowd.reply(
      crowd.sent.findIndex(({ step }) => step === 'pay'),
      { headers: { token: 't' }, body: { order: 'A7' } },
    );
    crowd.crowd.flush();
    expect(crowd.promises.flatMap((byRegion) => Object.values(byRegion))).toEqual([
      { order: [expect.stringMatching(/^A7 ~[0-9a-z]+$/)] },
    ]);
  });
});

describe('an ok answer without what its step takes', () => {
  it('has failed, by the name of what is missing', () => {
    const crowd = begun();
    expect(crowd.reply(0, { body: {} })).toBe('login /login');
    expect([crowd.outcomes, crowd.causes]).toEqual([
      { failed: 1 },
      ['login failed: token was not in the answer (HTTP 200)'],
    ]);
  });

  it('is ok if it is a header that the session keeps already', () => {
    const crowd = begun();
    crowd.reply(0, { headers: { token: 't' }, body: {} });
    const mine = crowd.sent.findIndex(({ step }) => step === 'pay');
    expect(crowd.reply(mine, { body: { order: 1 } })).toBe('pay /pay/t/');
    expect([crowd.outcomes, crowd.causes]).toEqual([{ ok: 2 }, []]);
  });

  it('has failed for what the session does not keep, and names that alone', () => {
    const crowd = begun();
    crowd.reply(0, { headers: { token: 't' }, body: {} });
    const mine = crowd.sent.findIndex(({ step }) => step === 'pay');
    expect(crowd.reply(mine, { body: {} })).toBe('leave /');
    expect(crowd.causes).toEqual(['pay failed: order was not in the answer (HTTP 200)']);
  });

  it('has failed for what a body should hold, even if the session keeps one of before', () => {
    const crowd = begun();
    crowd.reply(0, { headers: { token: 't' }, body: {} });
    const paid = crowd.sent.findIndex(({ step }) => step === 'pay');
    crowd.reply(paid, { body: { order: 'A7' } });
    const again = crowd.sent.findLastIndex(({ step }) => step === 'pay');
    crowd.reply(again, { body: {} });
    expect(crowd.causes).toEqual(['pay failed: order was not in the answer (HTTP 200)']);
  });

  it('that was degraded names nothing that the session keeps already', () => {
    const crowd = begun();
    crowd.reply(0, { headers: { token: 't' }, body: {} });
    const { answer } = crowd.sent.find(({ step }) => step === 'pay')!;
    const [, pay] = shop.steps;
    answer(200, 'degraded', readAnswer(pay!, shop, answerOf({ body: { order: 1 } })));
    expect([crowd.outcomes, crowd.causes]).toEqual([{ ok: 1, degraded: 1 }, []]);
  });
});

describe('an answer that stops', () => {
  it.each([
    { who: 'an honest shopper', behaviour: 'buyer', want: { ok: 1, failed: 1 } },
    { who: 'a bot', behaviour: 'bots', want: { ok: 1, stopped: 1 } },
  ])('$who, as a reader says, is counted as what it is for it', ({ behaviour, want }) => {
    const crowd = begun(arriving(3600, behaviour, 'even'));
    crowd.reply(0, { headers: { token: 't' }, body: {} });
    crowd.reply(
      crowd.sent.findIndex(({ step }) => step === 'pay'),
      { status: 403 },
    );
    expect(crowd.outcomes).toEqual(want);
  });
});
