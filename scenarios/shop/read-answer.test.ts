import { describe, expect, it } from 'vitest';
import { answerOf, type Given } from '../testing/answer.ts';
import type { Meaning } from './answer.ts';
import { defineShop } from './define-shop.ts';
import { readAnswer } from './read-answer.ts';
import { get, type StepOptions } from './requests.ts';
import { cookie, header, json, readsBody, regex } from './takings.ts';

const readingOf = (options: StepOptions, given: Given, cookies: readonly string[] = []) => {
  const shop = defineShop({ name: 'small', cookies, steps: { look: get('/', options) }, behaviours: {} });
  const { outcome, reason, taken, missing } = readAnswer(shop.steps[0]!, shop, answerOf(given));
  return {
    outcome,
    reason,
    taken: Object.fromEntries(taken.map(({ index, text }) => [shop.keeps[index], text])),
    missing: missing.map(({ name }) => name),
  };
};

describe('what is taken of an answer', () => {
  it.each([
    { given: 'a text', taking: json('a.b'), body: { a: { b: 'x' } }, want: 'x' },
    { given: 'an item of a list', taking: json('a.1'), body: { a: ['x', 'y'] }, want: 'y' },
    { given: 'a number, as its text', taking: json('n'), body: { n: 12.5 }, want: '12.5' },
    { given: 'a zero', taking: json('n'), body: { n: 0 }, want: '0' },
    { given: 'a false', taking: json('n'), body: { n: false }, want: 'false' },
    { given: 'an object, as JSON', taking: json('a'), body: { a: { b: [1] } }, want: '{"b":[1]}' },
    { given: 'the first group', taking: regex(/id=(\d+)/), body: 'x id=17 id=18', want: '17' },
    { given: 'the whole match without a group', taking: regex(/\d+/g), body: 'x 17 18', want: '17' },
    { given: 'a match with flags', taking: regex(/ID=(\d+)/i), body: 'id=17', want: '17' },
  ])('is $given', ({ taking, body, want }) => {
    expect(readingOf({ take: { it: taking } }, { body })).toEqual({
      outcome: 'ok',
      reason: null,
      taken: { it: want },
      missing: [],
    });
  });

  it('is a header in any case, and a cookie', () => {
    const take = { token: header('vendure-auth-token'), csrf: cookie('csrftoken') };
    const given = { headers: { 'Vendure-Auth-Token': 't' }, cookies: { csrftoken: 'c' } };
    expect(readingOf({ take }, given).taken).toEqual({ token: 't', csrf: 'c' });
  });

  it.each([
    { given: 'no such path', take: { it: json('a') }, body: { b: 1 } },
    { given: 'a null', take: { it: json('a') }, body: { a: null } },
    { given: 'an empty text', take: { it: json('a') }, body: { a: '' } },
    { given: 'no such header', take: { it: header('a') }, body: '' },
    { given: 'no such cookie', take: { it: cookie('a') }, body: '' },
    { given: 'no match', take: { it: regex(/a/) }, body: 'b' },
  ])('is missing by name where the answer has $given', ({ take, body }) => {
    expect(readingOf({ take }, { body })).toMatchObject({ taken: {}, missing: ['it'] });
  });

  it('leaves the rest in place when one is missing', () => {
    const reading = readingOf({ take: { a: json('a'), b: json('b') } }, { body: { b: 2 } });
    expect(reading).toEqual({ outcome: 'ok', reason: null, taken: { b: '2' }, missing: ['a'] });
  });

  it.each([404, 500, 0])('is nothing of an answer of %s, so nothing is missing', (status) => {
    const reading = readingOf({ take: { a: json('a') } }, { status, body: '<html>' });
    expect(reading).toEqual({ outcome: 'failed', reason: null, taken: {}, missing: [] });
  });

  it('fails a body that is not JSON, in the words of its parser and in one line', () => {
    const { outcome, reason } = readingOf({ take: { a: json('a') } }, { body: '<html>\n</html>' });
    expect([outcome, reason]).toEqual([
      'failed',
      expect.stringMatching(/^the answer could not be read: .+$/),
    ]);
  });

  it('looks for a regex in each answer from its beginning, whatever its flags', () => {
    const take = { a: regex(/\d+/g) };
    const found = ['x 17', '18'].map((body) => readingOf({ take }, { body }).taken);
    expect(found).toEqual([{ a: '17' }, { a: '18' }]);
  });

  it('needs the body for JSON and for a regex alone', () => {
    expect([json('a'), regex(/a/), header('a'), cookie('a')].map(readsBody)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('listed cookies', () => {
  it('are kept of every answer that sets them, also of one that failed', () => {
    const cookies = { sessionid: 's', other: 'o' };
    for (const status of [200, 302, 403, 500])
      expect(readingOf({}, { status, cookies }, ['sessionid', 'csrftoken']).taken).toEqual({
        sessionid: 's',
      });
  });

  it('are kept although the body of the answer cannot be read', () => {
    const given = { body: '<html>', cookies: { sessionid: 's' } };
    expect(readingOf({ take: { a: json('a') } }, given, ['sessionid'])).toMatchObject({
      outcome: 'failed',
      taken: { sessionid: 's' },
    });
  });
});

describe('a reader', () => {
  const meant = (outcome: () => unknown, given: Given = {}) =>
    readingOf({ outcome: outcome as () => Meaning, take: { a: header('a') } }, given);

  it.each(['ok', 'refused', 'failed', 'degraded', 'stopped'] as const)(
    'may say %s, whatever the status',
    (said) => {
      expect(meant(() => said, { status: 404 })).toMatchObject({ outcome: said, reason: null });
    },
  );

  it('may say why', () => {
    expect(meant(() => ({ outcome: 'refused', reason: 'sold out' }))).toMatchObject({
      outcome: 'refused',
      reason: 'sold out',
    });
  });

  it.each([
    { given: 'nothing', value: undefined },
    { given: 'a word that is no outcome', value: 'good' },
    { given: 'a truth', value: true },
    { given: 'null', value: null },
    { given: 'an object without an outcome', value: { reason: 'why' } },
  ])('that says $given has failed, and is told', ({ value }) => {
    expect(meant(() => value)).toMatchObject({
      outcome: 'failed',
      reason: expect.stringMatching(/shop\.ts gives no outcome|could not be read/),
    });
  });

  it('that gives more than a session can keep has failed', () => {
    const given = (length: number) =>
      readingOf({ take: { a: json('a') } }, { body: { a: 'x'.repeat(length) } });
    expect([given(65_536).outcome, given(65_537).outcome]).toEqual(['ok', 'failed']);
    expect(given(65_537).reason).toBe('a has more than 65536 characters, and is not kept');
  });

  it('that no taking can read has failed, and nothing is thrown', () => {
    const take = { a: { from: 'regex', source: '(', flags: '' } } as const;
    expect(readingOf({ take }, {}).reason).toMatch(/^the answer could not be read: /);
  });

  it('that throws has failed, with the first line of the error', () => {
    const reading = meant(() => {
      throw new Error('no such thing\n  at somewhere');
    });
    expect(reading).toMatchObject({
      outcome: 'failed',
      reason: 'the answer could not be read: no such thing',
      missing: [],
    });
  });

  it('is not asked when no answer came', () => {
    const asked = meant(
      () => {
        throw new Error('asked');
      },
      { status: 0 },
    );
    expect(asked).toMatchObject({ outcome: 'failed', reason: null });
  });

  it('takes from degraded answers as from ok ones, and from no others', () => {
    const given = { headers: { a: 'x' } };
    expect(meant(() => 'degraded', given).taken).toEqual({ a: 'x' });
    for (const said of ['refused', 'failed', 'stopped'])
      expect(meant(() => said, given)).toMatchObject({ taken: {}, missing: [] });
  });
});
