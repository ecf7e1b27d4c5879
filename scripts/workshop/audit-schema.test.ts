/** docs/audit.schema.json and the reader of answers say the same. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { auditAnswerSchema } from '../audit/contract/stored-order.ts';

const schema = JSON.parse(readFileSync('docs/audit.schema.json', 'utf8')) as object;
const isAnswer = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);

describe('the schema of an audit', () => {
  it.each([
    { what: 'no rows', answer: { orders: [] }, want: true },
    { what: 'an id alone', answer: { orders: [{ id: '1' }] }, want: true },
    {
      what: 'a whole row, and more',
      answer: { orders: [{ id: '1', amount: '€1.0', state: 'paid', more: 1 }], next: 2 },
      want: true,
    },
    { what: 'an amount as a number', answer: { orders: [{ id: '1', amount: 1.5 }] }, want: true },
    {
      what: 'null where there is nothing',
      answer: { orders: [{ id: '1', amount: null, state: null }] },
      want: true,
    },
    { what: 'no orders', answer: {}, want: false },
    { what: 'a list', answer: [], want: false },
    { what: 'an id that is a number', answer: { orders: [{ id: 1 }] }, want: false },
    { what: 'an empty id', answer: { orders: [{ id: '' }] }, want: false },
    { what: 'a long id', answer: { orders: [{ id: 'x'.repeat(257) }] }, want: false },
    { what: 'a state that is a number', answer: { orders: [{ id: '1', state: 3 }] }, want: false },
  ])('takes $what: $want, as the reader does', ({ answer, want }) => {
    expect(isAnswer(answer)).toBe(want);
    expect(auditAnswerSchema.safeParse(answer).success).toBe(want);
  });
});
