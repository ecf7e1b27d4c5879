import { describe, expect, it } from 'vitest';
import { planErrorOf } from '../workshop/testing/plan-error-of.ts';
import { readDocument, resolved } from './document.ts';

describe('a document', () => {
  it('is read as JSON or YAML', () => {
    const want = { openapi: '3.0.3', paths: {} };
    expect(readDocument('{"openapi":"3.0.3","paths":{}}', 'api')).toEqual(want);
    expect(readDocument('openapi: 3.0.3\npaths: {}\n', 'api')).toEqual(want);
  });

  it.each([
    { given: 'version 2', text: 'swagger: "2.0"', problem: 'is of version 2.0' },
    { given: 'something else', text: 'name: x', problem: 'does not say that it is OpenAPI 3' },
    { given: 'a number as version', text: 'openapi: 3.1', problem: 'does not say that it is OpenAPI 3' },
    { given: 'a page', text: '<html></html>', problem: 'is not an object' },
    { given: 'nothing', text: '', problem: 'is not an object' },
    { given: 'half of JSON', text: '{"openapi":', problem: 'is neither JSON nor YAML' },
    { given: 'half of YAML', text: 'openapi: [', problem: 'is neither JSON nor YAML' },
  ])('with $given is a mistake', ({ text, problem }) => {
    const { mistakes } = planErrorOf(() => readDocument(text, 'api.yaml'))!;
    expect(mistakes).toEqual([expect.objectContaining({ path: '--openapi', value: 'api.yaml' })]);
    expect(mistakes[0]!.problem).toContain(problem);
  });

  it('that would fill the memory by its aliases is a mistake', () => {
    const levels = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i}, `.repeat(9)}]`);
    const text = ['openapi: 3.0.0', 'l0: &l0 [a, b, c]', ...levels].join('\n');
    const { mistakes } = planErrorOf(() => readDocument(text, 'api.yaml'))!;
    expect(mistakes[0]!.problem).toMatch(/alias/i);
  });
});

it('a reference is followed within the document, and only there', () => {
  const document = { a: { 'b/c': { d: 1 } }, again: { $ref: '#/again' } };
  expect(resolved(document, { $ref: '#/a/b~1c' })).toEqual({ d: 1 });
  expect(resolved(document, { $ref: '#/a/%zz' })).toEqual({});
  expect(resolved(document, { $ref: '#/__proto__/x' })).toEqual({});
  expect(resolved(document, { $ref: '#/again' })).toEqual({});
  expect(resolved(document, { $ref: 'other.yaml#/a' })).toEqual({});
});
