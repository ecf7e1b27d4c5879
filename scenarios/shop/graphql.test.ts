import { describe, expect, it } from 'vitest';
import { answerOf, type Given } from '../testing/answer.ts';
import { aVisit } from '../testing/visit.ts';
import { defineShop } from './define-shop.ts';
import { errorIn, type GraphqlOptions, gql } from './graphql.ts';
import { readAnswer } from './read-answer.ts';
import { json } from './takings.ts';

const QUERY = 'mutation { apply { errorCode } }';
const shopOf = (options: GraphqlOptions = {}) =>
  defineShop({ name: 'vendure', steps: { apply: gql(QUERY, options) }, behaviours: {} });
const requestOf = (options?: GraphqlOptions) => shopOf(options).steps[0]!.request(aVisit());
const meaning = (given: Given, options?: GraphqlOptions) => {
  const shop = shopOf(options);
  const { outcome, reason } = readAnswer(shop.steps[0]!, shop, answerOf(given));
  return [outcome, reason];
};

describe('a GraphQL step', () => {
  it('posts its query to /graphql, or where it is told to', () => {
    expect(requestOf()).toMatchObject({
      method: 'POST',
      path: '/graphql',
      body: JSON.stringify({ query: QUERY }),
      headers: { 'Content-Type': 'application/json' },
    });
    expect(requestOf({ path: '/shop-api' }).path).toBe('/shop-api');
  });

  it.each([
    { given: 'the same for all', variables: { code: 'TEN' } },
    { given: 'made for the visit', variables: () => ({ code: 'TEN' }) },
  ])('sends variables that are $given', ({ variables }) => {
    expect(JSON.parse(requestOf({ variables }).body!)).toEqual({ query: QUERY, variables: { code: 'TEN' } });
  });

  it.each([
    { given: 'data', body: { data: { apply: { id: 1 } } }, want: ['ok', null] },
    { given: 'an error code of null', body: { data: { apply: { errorCode: null } } }, want: ['ok', null] },
    {
      given: 'an error result',
      body: { data: { apply: { errorCode: 'EXPIRED' } } },
      want: ['failed', 'EXPIRED'],
    },
    {
      given: 'an error result in the second of its fields',
      body: { data: { me: { id: 1 }, apply: { errorCode: 'EXPIRED' } } },
      want: ['failed', 'EXPIRED'],
    },
    {
      given: 'a code that is a correct no',
      body: { data: { apply: { errorCode: 'LIMIT' } } },
      want: ['refused', 'LIMIT'],
    },
    {
      given: 'errors with a code',
      body: { errors: [{ message: 'no', extensions: { code: 'FORBIDDEN' } }], data: null },
      want: ['failed', 'FORBIDDEN'],
    },
    { given: 'errors with a message', body: { errors: [{ message: 'no' }] }, want: ['failed', 'no'] },
    { given: 'errors that say nothing', body: { errors: [{}] }, want: ['failed', 'errors'] },
    {
      given: 'no data, such as the page of a proxy',
      body: '<html>',
      want: ['failed', 'the answer has neither data nor errors'],
    },
    {
      given: 'a page that holds the word',
      body: '<html><div id="data">Please log in</div></html>',
      want: ['failed', expect.stringContaining('the answer could not be read: ')],
    },
    {
      given: 'data of null',
      body: { data: null },
      want: ['failed', 'the answer has neither data nor errors'],
    },
    {
      given: 'one error instead of a list',
      body: { data: {}, errors: { message: 'no' } },
      want: ['failed', 'no'],
    },
    {
      given: 'an error result in a name space',
      body: { data: { cart: { apply: { errorCode: 'EXPIRED' } } } },
      want: ['failed', 'EXPIRED'],
    },
    { given: 'nothing', body: '', want: ['failed', 'the answer has neither data nor errors'] },
    {
      given: 'something else in JSON',
      body: { ok: true },
      want: ['failed', 'the answer has neither data nor errors'],
    },
  ])('that is answered 200 with $given is $want.0', ({ body, want }) => {
    expect(meaning({ body }, { refusedCodes: ['LIMIT'] })).toEqual(want);
  });

  it.each([302, 400, 500])('that is answered %s has failed, whatever its body says', (status) => {
    expect(meaning({ status, body: { data: { apply: {} } } })).toEqual(['failed', `HTTP ${status}`]);
  });

  it('lets its own outcome look at answers without an error alone', () => {
    const outcome = () => ({ outcome: 'degraded', reason: 'later' }) as const;
    expect(meaning({ body: { data: {} } }, { outcome })).toEqual(['degraded', 'later']);
    expect(meaning({ body: { data: { a: { errorCode: 'X' } } } }, { outcome })).toEqual(['failed', 'X']);
  });

  it('takes, needs and promises as every step does', () => {
    const [step] = shopOf({
      take: { code: json('data.order.code') },
      promises: { kind: 'order', id: ({ kept }) => kept.code! },
    }).steps;
    expect(step).toMatchObject({ takes: [{ name: 'code' }], promises: 'order', method: 'POST' });
  });
});

describe('the error in an answer', () => {
  it('is none where the words appear in a text', () => {
    expect(errorIn(answerOf({ body: { data: { title: 'say "errors" and "errorCode"' } } }))).toBeNull();
    expect(errorIn(answerOf({ body: { data: { errors: [] } } }))).toBeNull();
  });
});
