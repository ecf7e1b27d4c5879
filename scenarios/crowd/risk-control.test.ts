/** What the crowd makes of being stopped: right for a bot, wrong for anybody else, and counted for both. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COUNTER, GUARDED_ANSWERS } from '../metrics.ts';
import type { Behaviour } from '../shop/behaviour.ts';
import { arriving, crowdsOf, gazer, HandDriven, held, planOf, sharesOf } from '../testing/world.ts';
import { runVirtually } from './virtual-world.ts';

/** Each outcome leads to a step of its own. */
const fork: Behaviour = {
  name: 'fork',
  description: 'another way for each outcome',
  entry: { 'order.create': 1 },
  steps: {
    'order.create': {
      thinkSeconds: 1,
      ok: { 'payment.pay': 1 },
      refused: { 'activity.view': 1 },
      failed: { 'search.query': 1 },
      stopped: { 'home.view': 1 },
    },
    'payment.pay': { thinkSeconds: 1, ok: {} },
    'activity.view': { thinkSeconds: 1, ok: {} },
    'search.query': { thinkSeconds: 1, ok: {} },
    'home.view': { thinkSeconds: 1, ok: {} },
  },
};
const bot: Behaviour = { ...fork, bot: {} };
/** Tries again and again, whatever it is told. */
const stubborn: Behaviour = {
  name: 'stubborn',
  description: 'order.create for ever',
  entry: { 'order.create': 1 },
  steps: {
    'order.create': {
      thinkSeconds: 1,
      retrySeconds: 0,
      ok: { 'order.create': 1 },
      failed: { 'order.create': 1 },
    },
  },
};

const crowdOf = (behaviour: Behaviour): HandDriven =>
  new HandDriven(
    crowdsOf(planOf(60, [arriving(3600, behaviour.name, 'even')]), { behaviours: [behaviour] })[0]!,
  );
const nonZero = (counts: Record<string, number>) =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));

describe('an answer to a guarded step', () => {
  it.each([
    { who: 'a bot', behaviour: bot, status: 403, outcome: 'stopped', next: 'home.view', answer: 'stopped' },
    { who: 'a bot', behaviour: bot, status: 429, outcome: 'stopped', next: 'home.view', answer: 'stopped' },
    { who: 'a bot', behaviour: bot, status: 201, outcome: 'ok', next: 'payment.pay', answer: 'passed' },
    {
      who: 'a bot',
      behaviour: bot,
      status: 409,
      outcome: 'refused',
      next: 'activity.view',
      answer: 'passed',
    },
    { who: 'a bot', behaviour: bot, status: 500, outcome: 'failed', next: 'search.query', answer: 'other' },
    { who: 'a bot', behaviour: bot, status: 0, outcome: 'failed', next: 'search.query', answer: 'other' },
    {
      who: 'a shopper',
      behaviour: fork,
      status: 403,
      outcome: 'failed',
      next: 'search.query',
      answer: 'stopped',
    },
    {
      who: 'a shopper',
      behaviour: fork,
      status: 429,
      outcome: 'failed',
      next: 'search.query',
      answer: 'stopped',
    },
    {
      who: 'a shopper',
      behaviour: fork,
      status: 409,
      outcome: 'refused',
      next: 'activity.view',
      answer: 'passed',
    },
    {
      who: 'a shopper',
      behaviour: fork,
      status: 404,
      outcome: 'failed',
      next: 'search.query',
      answer: 'other',
    },
  ])('of $status is $outcome to $who, who goes on to $next; risk control: $answer', (given) => {
    const crowd = crowdOf(given.behaviour);
    crowd.tickAt(1000);
    crowd.sent[0]!.answer(given.status);
    crowd.crowd.flush();
    expect(nonZero(crowd.totals.by(COUNTER.responses, 'outcome'))).toEqual({ [given.outcome]: 1 });
    expect(nonZero(crowd.totals.by(COUNTER.guarded, 'answer'))).toEqual({ [given.answer]: 1 });
    expect(crowd.totals.sum(COUNTER.sessionsStopped)).toBe(given.answer === 'stopped' ? 1 : 0);
    crowd.tickUntil(20_000);
    expect(crowd.sent.find(({ step }) => step !== 'order.create')?.step).toBe(given.next);
  });

  it('that stops a bot leaves no order that may be stored, and one that fails does', () => {
    const crowd = crowdOf(bot);
    crowd.tickUntil(3000);
    crowd.sent[0]!.answer(403);
    crowd.sent[1]!.answer(500);
    crowd.sent[2]!.answer(201);
    crowd.crowd.flush();
    const told = crowd.promises.flatMap((byRegion) => Object.values(byRegion));
    const ids = (words: readonly string[] | undefined, at: number) =>
      (words ?? []).map((each) => each.split(' ')[at]);
    expect(told.flatMap(({ unsure }) => ids(unsure, 1))).toEqual([crowd.sent[1]!.who.order]);
    expect(told.flatMap(({ order }) => ids(order, 0))).toEqual([crowd.sent[2]!.who.order]);
  });
});

describe('a session', () => {
  it('that is stopped again and again counts once', () => {
    const crowd = crowdOf(stubborn);
    crowd.tickAt(1000);
    for (let tries = 0; tries < 5; tries++) {
      crowd.sent.at(-1)!.answer(403);
      crowd.tickAt(crowd.nowMs + 10);
    }
    crowd.crowd.flush();
    expect(crowd.sent).toHaveLength(6);
    expect(crowd.totals.sum(COUNTER.guarded, { answer: 'stopped' })).toBe(5);
    expect(crowd.totals.sum(COUNTER.sessionsStopped)).toBe(1);
    expect(crowd.totals.sum(COUNTER.sessions)).toBe(1);
  });

  it('of the next shopper of a held place counts anew', () => {
    const brief: Behaviour = { ...bot, steps: { 'order.create': { thinkSeconds: 0.01, ok: {} } } };
    const plan = planOf(60, [held(1, 'fork')]);
    const crowd = new HandDriven(crowdsOf(plan, { behaviours: [brief] })[0]!);
    while (crowd.sent.length < 4) {
      const from = crowd.sent.length;
      crowd.tickAt(crowd.nowMs + 5);
      for (const { answer } of crowd.sent.slice(from)) answer(403);
    }
    crowd.crowd.flush();
    expect(crowd.totals.sum(COUNTER.sessionsStopped)).toBe(crowd.sent.length);
  });
});

describe('a client without back-off', () => {
  it('sends again at once after a failure, and thinks after an answer', () => {
    const crowd = crowdOf(stubborn);
    crowd.tickAt(1000);
    crowd.sent[0]!.answer(500);
    crowd.tickAt(1010);
    expect(crowd.sent.map(({ atMs }) => atMs)).toEqual([1000, 1010]);
    crowd.sent[1]!.answer(201);
    crowd.tickAt(1020);
    expect(crowd.sent).toHaveLength(2);
  });
});

describe('the series of risk control', () => {
  const seriesOf = (behaviour: Behaviour) => [...crowdOf(behaviour).writes.keys()];

  it('are written from the start for who comes to a guarded step, and for nobody else', () => {
    const of = (behaviour: Behaviour, name: string) =>
      seriesOf(behaviour).filter((series) => series.startsWith(`${name} `)).length;
    expect([of(fork, COUNTER.guarded), of(fork, COUNTER.sessionsStopped)]).toEqual([
      GUARDED_ANSWERS.length,
      1,
    ]);
    expect([of(gazer(1), COUNTER.guarded), of(gazer(1), COUNTER.sessionsStopped)]).toEqual([0, 0]);
  });

  it('have an outcome `stopped` where bots come, and not where they do not', () => {
    const stopped = (behaviour: Behaviour) =>
      seriesOf(behaviour).some((series) => series.includes('"outcome":"stopped"'));
    expect([stopped(bot), stopped(fork)]).toEqual([true, false]);
  });
});

it('nothing is dropped in silence where bots and shoppers meet risk control: every guarded answer is counted', () => {
  const statuses = fc.array(fc.constantFrom(0, 200, 403, 409, 429, 500), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(
      statuses,
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 30 }),
      (given, vus, bound) => {
        const bots: Behaviour = { ...bot, name: 'bot' };
        const base = planOf(4, [
          arriving(20_000, 'fork'),
          { ...arriving(20_000, 'bot'), name: 'bots' },
          { ...held(20, 'stubborn'), name: 'stubborn' },
        ]);
        const plan = { ...base, generator: { ...base.generator, inFlightMax: bound, drainMs: 500 } };
        let next = 0;
        const { totals } = runVirtually(
          crowdsOf(plan, { shares: sharesOf(vus), behaviours: [fork, bots, stubborn] }),
          { target: { answer: () => ({ status: given[next++ % given.length]!, latencyMs: 50 }) } },
        );
        const ended = totals.sum(COUNTER.responses) + totals.sum(COUNTER.unsent);
        expect(ended).toBe(totals.sum(COUNTER.intended));
        expect(totals.sum(COUNTER.guarded)).toBe(totals.sum(COUNTER.responses, { step: 'order.create' }));
        const stoppedBots = totals.sum(COUNTER.guarded, { population: 'bots', answer: 'stopped' });
        expect(totals.sum(COUNTER.responses, { step: 'order.create', outcome: 'stopped' })).toBe(stoppedBots);
        for (const population of ['buyers', 'bots', 'stubborn']) {
          const stopped = totals.sum(COUNTER.sessionsStopped, { population });
          expect(stopped).toBeLessThanOrEqual(totals.sum(COUNTER.sessions, { population }));
          expect(stopped).toBeLessThanOrEqual(totals.sum(COUNTER.guarded, { population, answer: 'stopped' }));
        }
      },
    ),
    { numRuns: 40 },
  );
});
