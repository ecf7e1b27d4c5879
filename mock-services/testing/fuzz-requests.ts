/** Requests made from the shop's own OpenAPI document: valid ones, and invalid ones. */
import fc from 'fast-check';
import { mutated, odd, type Schema, toJson, valid, type Words } from './fuzz-values.ts';

export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** The path, with `{name}` in place of each parameter. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | null;
}
interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly required?: boolean;
  readonly schema: Schema;
}
export interface FuzzRequest {
  readonly method: Operation['method'];
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly payload?: string;
  /** Method and path, for reports and coverage. */
  readonly operation: string;
}

/** The part of OpenAPI 3 that fastify's plugin writes. */
interface OpenApi {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
}
interface OpenApiOperation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

/** @param document `app.swagger()` */
export const operationsOf = (document: object): Operation[] =>
  Object.entries((document as OpenApi).paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]) => ({
      method: method.toUpperCase() as Operation['method'],
      path,
      parameters,
      body: requestBody?.content['application/json']?.schema ?? null,
    })),
  );

/** Mostly valid, so that most requests are wrong in one place only and pass the other checks. */
const mostly = <Value>(usual: fc.Arbitrary<Value>, ...unusual: fc.Arbitrary<Value>[]): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 5, arbitrary: usual }, fc.oneof(...unusual));

const BROKEN_JSON = [
  '',
  '{',
  '{"shopper":',
  '[1,',
  '"',
  'nil',
  '{"__proto__":{"x":1}}',
  '\u0000',
  '[['.repeat(999),
];
const CONTENT_TYPES = ['text/plain', 'application/xml', 'application/json; charset=utf-16', 'x', ''];
const SEGMENTS = [
  '',
  '.',
  '..',
  '%00',
  '%2F',
  '%2e%2e',
  '%',
  '%E0%A4%A',
  '%F0%9F%92%A5',
  ';',
  'x'.repeat(2000),
];
/** Header values are latin-1 on the wire. */
const HEADER_VALUES = ['', ' ', 'ÿ', '__proto__', 'a,b', '"', 'x'.repeat(300)];
const ADDRESSES = ['203.0.113.7', '2001:db8::1', '203.0.113.7, 203.0.113.8', 'not an address', ',', '', '0'];
const KEYS = 10_000;

/**
 * Requests for one operation.
 *
 * @param words by the name of a parameter or property, strings that mean something there
 * @param token for operations under `/admin/`
 */
export function requestsOf(operation: Operation, words: Words, token: string): fc.Arbitrary<FuzzRequest> {
  const { method, path } = operation;
  return fc
    .record({
      path: pathOf(operation, words),
      query: queryOf(operation, words),
      headers: headersOf(operation, token),
      payload: operation.body === null ? fc.constant(null) : payloadOf(operation.body, words),
    })
    .map(({ path: asked, query, headers, payload }) => ({
      method,
      url: query === '' ? asked : `${asked}?${query}`,
      headers,
      ...(payload === null ? {} : { payload }),
      operation: `${method} ${path}`,
    }));
}

function pathOf({ path, parameters }: Operation, words: Words): fc.Arbitrary<string> {
  const segments = path.split('/').map((segment): fc.Arbitrary<string> => {
    const name = /^\{(.+)\}$/.exec(segment)?.[1];
    if (name === undefined) return fc.constant(segment);
    const { schema } = parameters.find((each) => each.in === 'path' && each.name === name)!;
    return mostly(encoded(valid(schema, words, name)), fc.constantFrom(...SEGMENTS), encoded(odd));
  });
  return fc.tuple(...segments).map((each) => each.join('/'));
}

function queryOf({ parameters }: Operation, words: Words): fc.Arbitrary<string> {
  const entries = parameters
    .filter((each) => each.in === 'query')
    .map(({ name, required, schema }) => {
      const entry = encoded(valid(schema, words, name)).map((value) => `${name}=${value}`);
      const without = fc.constant('');
      const strange = encoded(odd).map((value) => `${name}=${value}`);
      const twice = entry.map((each) => `${each}&${each}`);
      return required
        ? mostly(entry, without, strange, twice)
        : mostly(fc.oneof(entry, without), strange, twice);
    });
  const extra = mostly(fc.constant(''), fc.constantFrom('extra=1', '__proto__[x]=1', '=', '%', '&&&'));
  return fc.tuple(...entries, extra).map((each) => each.filter((one) => one !== '').join('&'));
}

/** A lone surrogate cannot be written into a URL. */
const LONE_SURROGATE = /\p{Surrogate}/gu;
const encoded = (value: fc.Arbitrary<unknown>): fc.Arbitrary<string> =>
  value.map((each) =>
    encodeURIComponent((typeof each === 'string' ? each : toJson(each)).replaceAll(LONE_SURROGATE, '?')),
  );

const payloadOf = (schema: Schema, words: Words): fc.Arbitrary<string | null> =>
  mostly<string | null>(
    valid(schema, words).map(toJson),
    mutated(valid(schema, words)).map(toJson),
    odd.map(toJson),
    fc.constantFrom(...BROKEN_JSON, null),
  );

function headersOf({ method, path, body }: Operation, token: string): fc.Arbitrary<Record<string, string>> {
  const strange = fc.constantFrom<string | null>(...HEADER_VALUES, null);
  const none = fc.constant(null);
  const key = fc.nat({ max: KEYS }).map((n) => `key-${n}`);
  const bearer = fc.constant(`Bearer ${token}`);
  return fc
    .record<Record<string, string | null>>({
      'content-type':
        body === null
          ? none
          : mostly<string | null>(fc.constant('application/json'), fc.constantFrom(...CONTENT_TYPES, null)),
      'idempotency-key': method === 'POST' ? mostly<string | null>(key, strange) : none,
      authorization: path.startsWith('/admin/') ? mostly<string | null>(bearer, strange) : none,
      'x-forwarded-for': mostly<string | null>(none, fc.constantFrom(...ADDRESSES)),
      'x-device-id': mostly<string | null>(none, strange),
    })
    .map((headers) => {
      const sent = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null);
      return Object.fromEntries(sent);
    });
}
