import { describe, expect, it } from 'vitest';
import { aVisit } from '../testing/visit.ts';
import { defineShop } from './define-shop.ts';
import { requestOf } from './make-request.ts';
import { connect, del, get, head, patch, post, put, request, type StepSpec } from './requests.ts';

const shopOf = (steps: Readonly<Record<string, StepSpec>>) =>
  defineShop({ name: 'small', behaviours: {}, steps });
const stepOf = (spec: StepSpec) => shopOf({ look: spec }).steps[0]!;
const sent = (spec: StepSpec, visit = aVisit()) => stepOf(spec).request(visit);

describe('a step', () => {
  it.each([
    { spec: get('/a'), want: 'GET' },
    { spec: head('/a'), want: 'HEAD' },
    { spec: post('/a'), want: 'POST' },
    { spec: put('/a'), want: 'PUT' },
    { spec: patch('/a'), want: 'PATCH' },
    { spec: del('/a'), want: 'DELETE' },
    { spec: request('purge', '/a'), want: 'PURGE' },
  ])('has the method $want', ({ spec, want }) => {
    expect([stepOf(spec).method, sent(spec).method]).toEqual([want, want]);
  });

  it('makes its path of the visit, and may go to a whole address', () => {
    const visit = aVisit({ kept: { product: 'https://shop.example/p/7' } });
    expect(
      sent(
        get(({ kept }) => kept.product!),
        visit,
      ).path,
    ).toBe('https://shop.example/p/7');
  });

  it.each([
    { given: 'one', path: '/s', query: { q: 'green tea' }, want: '/s?q=green%20tea' },
    { given: 'two', path: '/s', query: { q: 'a&b=c', n: 20 }, want: '/s?q=a%26b%3Dc&n=20' },
    { given: 'more than it has', path: '/s?lang=en', query: { n: 1 }, want: '/s?lang=en&n=1' },
    { given: 'one made for the visit', path: '/s', query: { n: () => 3 }, want: '/s?n=3' },
  ])('asks for $given', ({ path, query, want }) => {
    expect(sent(get(path, { query })).path).toBe(want);
  });

  it.each([
    { given: 'JSON', options: { json: { a: 1 } }, body: '{"a":1}', type: 'application/json' },
    { given: 'JSON of the visit', options: { json: () => [1] }, body: '[1]', type: 'application/json' },
    { given: 'null in JSON', options: { json: null }, body: 'null', type: 'application/json' },
    {
      given: 'a form',
      options: { form: { 'a b': 'c&d', n: 1 } },
      body: 'a%20b=c%26d&n=1',
      type: 'application/x-www-form-urlencoded',
    },
    {
      given: 'a form of the visit',
      options: { form: () => ({ a: 1 }) },
      body: 'a=1',
      type: 'application/x-www-form-urlencoded',
    },
    { given: 'a text', options: { body: '<xml/>' }, body: '<xml/>', type: undefined },
    { given: 'a text of the visit', options: { body: () => 'x' }, body: 'x', type: undefined },
    { given: 'nothing', options: {}, body: null, type: undefined },
  ])('sends $given', ({ options, body, type }) => {
    const made = sent(post('/', options));
    expect([made.body, made.headers!['Content-Type']]).toEqual([body, type]);
  });

  it.each(['Content-Type', 'content-type', 'CONTENT-TYPE'])('may say its own %s', (name) => {
    const type = 'application/merge-patch+json';
    const { headers } = sent(patch('/', { headers: { [name]: type }, json: {} }));
    expect(headers).toEqual({ 'Content-Type': type });
  });

  it('leaves out a header that is empty: a token that is not there yet', () => {
    const spec = get('/', {
      headers: { Authorization: ({ kept }) => kept.token ?? '', Accept: 'text/html' },
    });
    expect(sent(spec).headers).toEqual({ Accept: 'text/html' });
    expect(sent(spec, aVisit({ kept: { token: 't' } })).headers).toEqual({
      Authorization: 't',
      Accept: 'text/html',
    });
  });

  it('makes new headers for each request, because the sender adds to them', () => {
    const { steps } = shopOf({ look: get('/', { headers: { Accept: 'text/html' } }) });
    expect(steps[0]!.request(aVisit()).headers).not.toBe(steps[0]!.request(aVisit()).headers);
  });

  it.each([
    {
      given: 'no statuses',
      spec: get('/'),
      ok: [200, 201, 204, 299],
      failed: [0, 101, 199, 300, 404, 409, 500],
    },
    {
      given: 'refused',
      spec: get('/', { refused: [409, 200] }),
      ok: [201],
      failed: [404],
      refused: [409, 200],
    },
    { given: 'stopped', spec: get('/', { stopped: [403] }), ok: [200], failed: [409], stopped: [403] },
    { given: 'a connection', spec: connect('/', { staySeconds: 5 }), ok: [101], failed: [0, 200, 404] },
  ])('with $given reads a status', ({ spec, ok, failed, refused = [], stopped = [] }) => {
    const { outcome } = stepOf(spec);
    expect(ok.map(outcome)).toEqual(ok.map(() => 'ok'));
    expect(failed.map(outcome)).toEqual(failed.map(() => 'failed'));
    expect(refused.map(outcome)).toEqual(refused.map(() => 'refused'));
    expect(stopped.map(outcome)).toEqual(stopped.map(() => 'stopped'));
  });

  it('may be refused if it says how, and is guarded if it says by what', () => {
    const refusable = (spec: StepSpec) => stepOf(spec).refusable;
    expect(
      [get('/'), get('/', { refused: [409] }), get('/', { outcome: () => 'ok' })].map(refusable),
    ).toEqual([false, true, true]);
    expect([get('/'), get('/', { stopped: [403] })].map((spec) => stepOf(spec).guarded)).toEqual([
      false,
      true,
    ]);
  });

  it('that stays is a connection', () => {
    expect([stepOf(connect('/live', { staySeconds: 60 })).staySeconds, stepOf(get('/')).staySeconds]).toEqual(
      [60, null],
    );
  });

  it('knows which of three bodies it was given, so that two are a mistake', () => {
    expect(stepOf(post('/', { json: {}, form: {}, body: 'x' })).bodies).toEqual(['json', 'form', 'body']);
    expect([post('/', { json: null }), get('/')].map((spec) => stepOf(spec).bodies)).toEqual([['json'], []]);
  });
});

describe('a request of the clean-up', () => {
  it('is made of the acknowledged id', () => {
    const spec = {
      method: 'POST',
      path: ({ id }: { id: string }) => `/orders/${id}/cancel`,
      options: { json: ({ run }: { run: string }) => ({ run }) },
    };
    expect(requestOf(spec, { id: '7', run: 'r' })).toMatchObject({
      path: '/orders/7/cancel',
      body: '{"run":"r"}',
    });
  });
});
