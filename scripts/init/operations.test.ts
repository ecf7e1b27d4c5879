import { describe, expect, it } from 'vitest';
import type { Json } from './document.ts';
import { apiOf } from './operations.ts';
import { walkable } from './step.ts';

const idOf = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
const ok = (schema: Json) => ({
  responses: { '200': { content: { 'application/json': { schema } } } },
});
const product = { type: 'object', properties: { id: { type: 'string' }, name: { type: 'string' } } };
const api = (paths: Json, more: Json = {}) => apiOf({ openapi: '3.1.0', paths, ...more });
const only = (paths: Json, more?: Json) => api(paths, more).steps[0]!;

describe('an operation', () => {
  it('is a step that is called by its id, else by method and path', () => {
    const { steps } = api({
      '/a': { get: { operationId: 'Get-some things' } },
      '/b/{id}': { get: {}, post: { operationId: 'getSomeThings' } },
      '/c': { get: { operationId: '1st' } },
      '/d': { get: { operationId: '*/;' } },
    });
    expect(steps.map(({ name }) => name)).toEqual([
      'getSomeThings',
      'getBById',
      'getSomeThings2',
      'step1st',
      'get',
    ]);
  });

  it('has the path of the first server before its own', () => {
    const servers = [{ url: 'https://shop.example/api/v1/' }];
    expect(only({ '/a': { get: {} } }, { servers }).path).toEqual([{ text: '/api/v1' }, { text: '/a' }]);
    const nearer = { '/a': { servers: [{ url: '/v2' }], get: {} } };
    expect(only(nearer, { servers }).path).toEqual([{ text: '/v2' }, { text: '/a' }]);
    expect(only({ '/a': { get: {} } }, { servers: [{ url: '{scheme}://x/y' }] }).path).toEqual([
      { text: '/a' },
    ]);
  });

  it('asks with the examples of its query, and with something for what it must have', () => {
    const parameters = [
      { name: 'q', in: 'query', required: true, schema: { type: 'string' } },
      { name: 'limit', in: 'query', schema: { type: 'integer', default: 20 } },
      { name: 'page', in: 'query', schema: { type: 'integer' } },
      { name: 'sort', in: 'query', examples: { cheap: { value: 'price' } } },
    ];
    const { query, todo } = only({ '/a': { get: { parameters } } });
    expect(query).toEqual({ q: 'example', limit: 20, sort: 'price' });
    expect(todo).toEqual(['query q: the document has no example']);
  });

  it('sends the headers that it must, but not those that are written anyhow', () => {
    const parameters = ['X-Shop', 'Accept', 'Authorization'].map((name) => ({
      name,
      in: 'header',
      required: true,
      example: 1,
    }));
    expect(only({ '/a': { get: { parameters } } }).headers).toEqual({ 'X-Shop': '1' });
  });

  it('posts the example of its body, else what its schema describes', () => {
    const body = (media: Json) => ({ post: { requestBody: { content: { 'application/json': media } } } });
    expect(only({ '/a': body({ example: { a: 1 } }) }).json).toEqual({ a: 1 });
    expect(only({ '/a': body({ schema: { ...product, required: ['name'] } }) }).json).toEqual({
      name: 'example',
    });
  });

  it('posts a form, and says which body it cannot write', () => {
    const content = (type: string, schema: Json) => ({
      post: { requestBody: { content: { [type]: { schema } } } },
    });
    const fields = { type: 'object', required: ['n'], properties: { n: { type: 'integer', minimum: 2 } } };
    expect(only({ '/a': content('application/x-www-form-urlencoded', fields) }).form).toEqual({ n: 2 });
    const { json, form, todo } = only({ '/a': content('multipart/form-data', fields) });
    expect({ json, form, todo }).toEqual({
      json: undefined,
      form: undefined,
      todo: ['its body is multipart/form-data: write it as body'],
    });
  });
});

describe('a parameter of a path', () => {
  const single = { '/products/{id}': { get: { parameters: [idOf] } } };

  it.each([
    { given: 'a list', schema: { type: 'array', items: product }, where: '0.id' },
    {
      given: 'a page',
      schema: { type: 'object', properties: { results: { type: 'array', items: product } } },
      where: 'results.0.id',
    },
  ])('is taken from the answer of the collection, if that is $given', ({ schema, where }) => {
    const { steps } = api({ '/products': { get: ok(schema) }, ...single });
    expect(steps.map(({ take, needs }) => ({ take, needs }))).toEqual([
      { take: { productsId: where }, needs: [] },
      { take: {}, needs: ['productsId'] },
    ]);
    expect(steps[1]!.path).toEqual([{ text: '/products/' }, { kept: 'productsId' }]);
    expect(steps[1]!.todo).toEqual([]);
  });

  it('is a column of test data if no answer gives it, with the example of the document', () => {
    const parameters = [{ ...idOf, example: 'a b' }];
    const { path, needs, columns, todo } = only({ '/products/{id}': { get: { parameters } } });
    expect(path).toEqual([{ text: '/products/' }, { column: 'productsId' }]);
    expect({ needs, columns, todo }).toEqual({ needs: [], columns: { productsId: 'a b' }, todo: [] });
  });

  it('is a TODO in the test data if nothing is known of it', () => {
    const { columns, todo } = only(single);
    expect(columns).toEqual({ productsId: 'TODO' });
    expect(todo).toEqual(['accounts.csv has no productsId yet, and no answer gives it']);
  });
});

describe('the document', () => {
  it('gives at most forty steps, and names the others and what deletes', () => {
    const paths = Object.fromEntries(Array.from({ length: 42 }, (_, i) => [`/p${i}`, { get: {} }]));
    const { steps, leftOut } = api({ ...paths, '/p0': { get: {}, trace: {} } });
    expect(steps).toHaveLength(40);
    expect(leftOut).toEqual([
      { why: '40 steps are enough to begin with', operations: ['GET /p40', 'GET /p41'] },
      { why: 'no shopper asks for them', operations: ['TRACE /p0'] },
    ]);
  });

  it.each([
    { scheme: { type: 'http', scheme: 'Bearer' }, want: "auth: bearer(env('SHOP_TOKEN'))," },
    {
      scheme: { type: 'http', scheme: 'basic' },
      want: "auth: basic(env('SHOP_USER'), env('SHOP_PASSWORD')),",
    },
    {
      scheme: { type: 'apiKey', in: 'header', name: 'X-Key' },
      want: 'headers: { "X-Key": env(\'SHOP_KEY\') },',
    },
    { scheme: { type: 'apiKey', in: 'cookie', name: 'k' }, want: null },
  ])('says how it asks for credentials: $want', ({ scheme, want }) => {
    expect(api({}, { components: { securitySchemes: { s: scheme } } }).auth).toBe(want);
  });

  it.each([
    { given: 'nothing', paths: null },
    { given: 'a list of paths', paths: [{ get: {} }] },
    { given: 'paths that are text', paths: { '/a': 'get', '/b': { get: 'x' }, c: { get: {} } } },
    { given: 'a reference to itself', paths: { '/a': { $ref: '#/paths/~1a' } } },
    { given: 'a reference to elsewhere', paths: { '/a': { $ref: 'https://example.com/a.json' } } },
  ])('with $given has no steps, and breaks nothing', ({ paths }) => {
    expect(apiOf({ openapi: '3.0.3', paths }).steps).toEqual([]);
  });
});

it('a shopper walks the reads that it can reach, in an order that gives what each needs', () => {
  const { steps } = api({
    '/products/{id}': { get: { operationId: 'one', parameters: [idOf] } },
    '/pages/{id}': { get: { operationId: 'page', parameters: [{ ...idOf, example: 7 }] } },
    '/lost/{id}': { get: { operationId: 'lost', parameters: [idOf] } },
    '/products': { get: { operationId: 'all', ...ok({ type: 'array', items: product }) }, post: {} },
  });
  expect(walkable(steps).map(({ name }) => name)).toEqual(['page', 'all', 'one']);
});
