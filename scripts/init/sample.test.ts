import { expect, it } from 'vitest';
import { sample } from './sample.ts';

const document = {
  components: {
    schemas: {
      Node: {
        type: 'object',
        required: ['next'],
        properties: { next: { $ref: '#/components/schemas/Node' } },
      },
      Named: { type: 'object', required: ['name'], properties: { name: { type: 'string', example: 'Ann' } } },
    },
  },
};

it.each([
  { given: 'an example', schema: { type: 'string', example: 'x' }, want: 'x' },
  { given: 'examples of 3.1', schema: { type: 'string', examples: ['x', 'y'] }, want: 'x' },
  { given: 'a constant', schema: { const: 7 }, want: 7 },
  { given: 'a choice', schema: { enum: ['s', 'm'] }, want: 's' },
  { given: 'a format', schema: { type: 'string', format: 'date' }, want: '2026-01-01' },
  { given: 'a length', schema: { type: 'string', minLength: 9, maxLength: 9 }, want: 'example--' },
  {
    given: 'an absurd length',
    schema: { type: 'string', minLength: 1e9 },
    want: 'example'.padEnd(1000, '-'),
  },
  { given: 'a minimum', schema: { type: 'integer', minimum: 5 }, want: 5 },
  { given: 'an open minimum', schema: { type: 'integer', exclusiveMinimum: 5 }, want: 6 },
  { given: 'a type or null', schema: { type: ['null', 'boolean'] }, want: true },
  { given: 'one of several', schema: { oneOf: [{ type: 'boolean' }, { type: 'string' }] }, want: true },
  { given: 'a list', schema: { type: 'array', items: { type: 'integer' } }, want: [1] },
  {
    given: 'parts',
    schema: {
      allOf: [
        { $ref: '#/components/schemas/Named' },
        { required: ['n'], properties: { n: { type: 'integer' } } },
      ],
    },
    want: { name: 'Ann', n: 1 },
  },
  {
    given: 'what only the server writes',
    schema: { required: ['id'], properties: { id: { type: 'string', readOnly: true } } },
    want: {},
  },
  { given: 'nothing', schema: undefined, want: 'example' },
])('a sample of $given is a value that fits', ({ schema, want }) => {
  expect(sample(document, schema)).toEqual(want);
});

it('a schema that contains itself ends', () => {
  const text = JSON.stringify(sample(document, { $ref: '#/components/schemas/Node' }));
  expect(text).toBe('{"next":{"next":{"next":{"next":{"next":{"next":null}}}}}}');
});
