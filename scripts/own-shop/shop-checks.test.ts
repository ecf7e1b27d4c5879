import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defineShop, type ShopSpec } from '../../scenarios/shop/define-shop.ts';
import { connect, get, post, request } from '../../scenarios/shop/requests.ts';
import { json } from '../../scenarios/shop/takings.ts';
import type { Mistake } from '../mistakes/plan-error.ts';
import { unsaid } from '../workshop/testing/unsaid.ts';
import { shopMistakes } from './shop-checks.ts';

type Spec = ShopSpec<string, string>;
const LEAVES = { thinkSeconds: 1, ok: {} };
const GOOD = {
  name: 'small',
  hosts: ['search'],
  channels: { door: 'home' },
  steps: {
    home: get('/', { take: { token: json('token') } }),
    search: get('/search', { host: 'search' }),
    pay: post('/pay', { needs: ['token'], json: {} }),
  },
  behaviours: {
    buyer: {
      entry: { home: 0.7, search: 0.3 },
      steps: {
        home: { thinkSeconds: 1, ok: { pay: 1 } },
        search: { thinkSeconds: 1, ok: { home: 0.5 } },
        pay: LEAVES,
      },
    },
    looker: { entry: 'channels', steps: { home: LEAVES } },
  },
} satisfies Spec;

const mistakesOf = (spec: object): readonly Mistake[] =>
  shopMistakes(defineShop({ ...GOOD, ...spec } as unknown as Spec));
const buyer = (changes: object) => ({ behaviours: { buyer: { ...GOOD.behaviours.buyer, ...changes } } });
const steps = (changes: object) => ({ steps: { ...GOOD.steps, ...changes } });
const visits = (changes: object) => buyer({ steps: { ...GOOD.behaviours.buyer.steps, ...changes } });

/** One mistake each: its place, what was written there, what is wrong and what to do. */
const SLIPS: readonly (Mistake & { readonly spec: object })[] = [
  {
    spec: steps({ 'two words': get('/') }),
    path: 'steps.two words',
    value: 'two words',
    problem: 'is not a valid name',
    hint: 'use letters, digits, dots, - and _, such as "cart.add"',
  },
  {
    spec: steps({ other: get('/', { host: 'serach' }) }),
    path: 'steps.other.host',
    value: 'serach',
    problem: 'is not a host of the shop',
    hint: 'did you mean "search"?',
  },
  {
    spec: { hosts: undefined, ...steps({ search: get('/'), other: get('/', { host: 'cdn' }) }) },
    path: 'steps.other.host',
    value: 'cdn',
    problem: 'is not a host of the shop',
    hint: "name it: hosts: ['cdn']",
  },
  {
    spec: steps({ other: get('/', { needs: ['tokn'] }) }),
    path: 'steps.other.needs',
    value: 'tokn',
    problem: 'is taken from no answer',
    hint: 'did you mean "token"?',
  },
  {
    spec: steps({ other: request('GET /', '/') }),
    path: 'steps.other.method',
    value: 'GET /',
    problem: 'is not an HTTP method',
    hint: 'such as GET or POST',
  },
  ...[0, -1, Number.NaN, Number.POSITIVE_INFINITY].map((staySeconds) => ({
    spec: steps({ other: connect('/', { staySeconds }) }),
    path: 'steps.other.staySeconds',
    value: staySeconds,
    problem: 'is not a number above 0',
    hint: 'say how long a connection stays open',
  })),
  {
    spec: steps({ other: post('/', { json: {}, form: {} }) }),
    path: 'steps.other',
    value: undefined,
    problem: 'has json and form, and a request has one body',
    hint: 'keep one of them',
  },
  {
    spec: steps({ other: post('/', { json: null, form: {}, body: '' }) }),
    path: 'steps.other',
    value: undefined,
    problem: 'has json and form and body, and a request has one body',
    hint: 'keep one of them',
  },
  {
    spec: steps({ other: get('/', { take: { '': json('a') } }) }),
    path: 'steps.other.take',
    value: '',
    problem: 'is an empty name',
    hint: "name what is taken: take: { order: json('code') }",
  },
  {
    spec: { channels: { door: 'hom' }, behaviours: { buyer: GOOD.behaviours.buyer } },
    path: 'channels.door',
    value: 'hom',
    problem: 'is not a step of the shop',
    hint: 'did you mean "home"?',
  },
  {
    spec: { couponStep: 'payy' },
    path: 'couponStep',
    value: 'payy',
    problem: 'is not a step of the shop',
    hint: 'did you mean "pay"?',
  },
  {
    spec: { cookies: ['sessionid', ''] },
    path: 'cookies',
    value: '',
    problem: 'is not the name of a cookie',
    hint: "list the names to keep, or write 'jar' for all",
  },
  {
    spec: { clean: [post('/cancel', { host: 'serch' })] },
    path: 'clean[0].host',
    value: 'serch',
    problem: 'is not a host of the shop',
    hint: 'did you mean "search"?',
  },
  {
    spec: { clean: [post('/cancel'), post('/cancel', { json: {}, body: '' })] },
    path: 'clean[1]',
    value: undefined,
    problem: 'has json and body, and a request has one body',
    hint: 'keep one of them',
  },
  {
    spec: { behaviours: {} },
    path: 'behaviours',
    value: undefined,
    problem: 'is empty',
    hint: 'declare at least one: somebody has to come',
  },
  {
    spec: { behaviours: { 'two words': GOOD.behaviours.buyer } },
    path: 'behaviours.two words',
    value: 'two words',
    problem: 'is not a valid name',
    hint: 'use letters, digits, - and _, such as "buyer"',
  },
  {
    spec: visits({ homee: LEAVES }),
    path: 'behaviours.buyer.steps.homee',
    value: undefined,
    problem: 'is not a step of the shop',
    hint: 'did you mean "home"?',
  },
  {
    spec: visits({ home: { thinkSeconds: -1, ok: { pay: 1 } } }),
    path: 'behaviours.buyer.steps.home.thinkSeconds',
    value: undefined,
    problem: 'is less than 0',
    hint: 'write seconds: a finite number, 0 or more',
  },
  {
    spec: visits({ home: { thinkSeconds: 1, ok: { pay: 0.5, serch: 0.5 } } }),
    path: 'behaviours.buyer.steps.home.ok.serch',
    value: 0.5,
    problem: 'leads to a step that the behaviour does not have',
    hint: 'did you mean "search"?',
  },
  {
    spec: visits({ home: { thinkSeconds: 1, ok: { pay: 0.7, search: 0.7 } } }),
    path: 'behaviours.buyer.steps.home.ok',
    value: undefined,
    problem: 'adds up to 1.4, more than 1',
    hint: 'what is left to 1 leaves the shop',
  },
  ...['failed', 'stopped', 'degraded', 'refused'].map((outcome) => ({
    spec: visits({ home: { thinkSeconds: 1, ok: { pay: 1 }, [outcome]: { hom: 1 } } }),
    path: `behaviours.buyer.steps.home.${outcome}.hom`,
    value: 1,
    problem: 'leads to a step that the behaviour does not have',
    hint: 'did you mean "home"?',
  })),
  ...[-0.1, Number.NaN, '0.5', null].map((probability) => ({
    spec: visits({ search: { thinkSeconds: 1, ok: { home: probability } } }),
    path: 'behaviours.buyer.steps.search.ok.home',
    value: probability,
    problem: 'is not a probability',
    hint: 'write a number from 0 to 1',
  })),
  {
    spec: buyer({ entry: { home: 0.5 } }),
    path: 'behaviours.buyer.entry',
    value: undefined,
    problem: 'adds up to 0.5, not to 1',
    hint: 'everybody begins somewhere',
  },
  ...[undefined, null, 'home', 1].map((entry) => ({
    spec: buyer({ entry }),
    path: 'behaviours.buyer.entry',
    value: entry,
    problem: 'is no entry',
    hint: "name the first steps: entry: { home: 1 }, or 'channels'",
  })),
  ...[undefined, { home: null }].map((visited) => ({
    spec: buyer({ steps: visited }),
    path: 'behaviours.buyer.steps',
    value: visited,
    problem: 'are no steps',
    hint: 'write: steps: { home: { thinkSeconds: 1, ok: {} } }',
  })),
  {
    spec: { channels: {}, behaviours: { looker: GOOD.behaviours.looker } },
    path: 'behaviours.looker.entry',
    value: 'channels',
    problem: 'but the shop has no channels',
    hint: 'name the steps: entry: { home: 1 }',
  },
  {
    spec: { channels: { door: 'search' } },
    path: 'behaviours.looker.entry',
    value: 'channels',
    problem: 'leads to "search", which it does not visit',
    hint: 'add it to its steps',
  },
  {
    spec: buyer({ entry: { home: 0.5, pay: 0.5 } }),
    path: 'behaviours.buyer.steps.pay',
    value: undefined,
    problem:
      'cannot be walked: it needs token, which nothing before it has given (a session may begin there)',
    hint: 'let a step before it take it, or lead there only after an ok answer of one that does',
  },
  {
    spec: visits({ home: { thinkSeconds: 1, ok: {}, failed: { pay: 1 } } }),
    path: 'behaviours.buyer.steps.pay',
    value: undefined,
    problem: 'cannot be walked: it needs token, which nothing before it has given (by way of home)',
    hint: 'let a step before it take it, or lead there only after an ok answer of one that does',
  },
];

describe('a shop', () => {
  it('without mistakes has none', () => {
    expect(mistakesOf({})).toEqual([]);
  });

  it.each(SLIPS)('$path $problem', ({ spec, ...want }) => {
    expect(mistakesOf(spec)).toEqual([want]);
    expect(unsaid([want])).toEqual([]);
  });

  it('without steps says so, and what follows from it', () => {
    const [first] = mistakesOf({ steps: {}, channels: {}, behaviours: { buyer: GOOD.behaviours.buyer } });
    expect(first).toMatchObject({ path: 'steps', problem: 'is empty', hint: 'declare at least one step' });
  });

  it('with many mistakes tells all of them at once', () => {
    const independent = SLIPS.filter(({ path }) => /^steps\.other\./.test(path));
    const specs = independent.map(({ spec }, i) => [
      `other${i}`,
      (spec as typeof GOOD).steps['other' as 'home'],
    ]);
    const told = mistakesOf(steps(Object.fromEntries(specs)));
    expect(told.map(({ problem }) => problem)).toEqual(independent.map(({ problem }) => problem));
  });

  it('with shares of a rounding error has none', () => {
    expect(mistakesOf(buyer({ entry: { home: 0.1 + 0.2, search: 0.7 } }))).toEqual([]);
  });

  it('is checked without an error, whatever somebody without a compiler wrote of a behaviour', () => {
    const anything = fc.anything({ maxDepth: 1 });
    const behaviour = fc.record({
      entry: fc.oneof(anything, fc.dictionary(fc.constantFrom('home', 'pay', 'x'), anything)),
      steps: fc.oneof(
        anything,
        fc.dictionary(
          fc.constantFrom('home', 'pay', 'x'),
          fc.oneof(anything, fc.record({ thinkSeconds: anything, ok: anything, failed: anything })),
        ),
      ),
    });
    fc.assert(
      fc.property(behaviour, (made) => {
        for (const { path, problem, hint } of mistakesOf({ behaviours: { made } }))
          expect([path, problem, hint].every((words) => words !== '')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
