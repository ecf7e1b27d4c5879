import { describe, expect, it } from 'vitest';
import type { Answer } from './answer.ts';
import { defineShop } from './define-shop.ts';
import { gql } from './graphql.ts';

/** Only the paths that are asked, as gjson answers them. */
const answered = (body: string, paths: Readonly<Record<string, unknown>> = {}, status = 200): Answer => ({
  status,
  body,
  json: (path = '') => paths[path],
  header: () => '',
  cookie: () => '',
});
const shop = defineShop({
  name: 'graphql',
  steps: { things: gql('{ things }', { refusedCodes: ['SOLD_OUT'] }) },
  behaviours: {
    reader: { description: '', entry: { things: 1 }, steps: { things: { thinkSeconds: 1, ok: {} } } },
  },
});
const read = shop.steps[0]!.reader!;

describe('an answer of GraphQL', () => {
  it('is ok with data', () => {
    expect(read(answered(' {"data":{"things":[]}}'))).toBe('ok');
  });

  it.each(['', 'ok', '<html><title>Log in</title></html>', '{"message":"no"}', '[{"data":1}]'])(
    'has failed without data: %j',
    (body) => {
      expect(read(answered(body))).toEqual({
        outcome: 'failed',
        reason: 'the answer is not GraphQL: it has no data',
      });
    },
  );

  it('has failed with errors, by the code or the message of the first', () => {
    const body = '{"data":null,"errors":[{}]}';
    const first = { 'errors.0': {} };
    expect(read(answered(body, { ...first, 'errors.0.message': 'no' }))).toEqual({
      outcome: 'failed',
      reason: 'no',
    });
    expect(
      read(answered(body, { ...first, 'errors.0.extensions.code': 'FORBIDDEN', 'errors.0.message': 'no' })),
    ).toEqual({ outcome: 'failed', reason: 'FORBIDDEN' });
  });

  it('is refused with a code that is a correct no, and has failed with another', () => {
    const body = '{"data":{"order":{"errorCode":"…"}}}';
    const coded = (code: string) => read(answered(body, { 'data.@values.#.errorCode': [code] }));
    expect(coded('SOLD_OUT')).toEqual({ outcome: 'refused', reason: 'SOLD_OUT' });
    expect(coded('BROKEN')).toEqual({ outcome: 'failed', reason: 'BROKEN' });
  });
});
