/** shop.ts has no types of its own, so what is written can be run as JavaScript to see what it says. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apiOf } from './operations.ts';
import { EXAMPLE_API, shopText } from './shop-text.ts';

interface Said {
  readonly method: string;
  readonly path: string | ((visit: object) => string);
  readonly options?: Readonly<Record<string, unknown>>;
}
interface SaidShop {
  readonly name: string;
  readonly accounts?: unknown;
  readonly steps: Readonly<Record<string, Said>>;
  readonly behaviours: { readonly browser: { readonly steps: object; readonly entry: object } };
}

/** What the text gives to defineShop. What is imported but not there, or there but not imported, throws. */
function run(text: string): SaidShop {
  const [, imported, body] = /^import \{ (.*) \} from 'carnival';$([\s\S]*)/m.exec(text)!;
  const method = (name: string) => (path: Said['path'], options?: Said['options']) => ({
    method: name,
    path,
    ...(options === undefined ? {} : { options }),
  });
  const helpers: Readonly<Record<string, unknown>> = {
    defineShop: (shop: unknown) => shop,
    csv: (file: string, how: object) => ({ file, ...how }),
    json: (path: string) => `json ${path}`,
    ...Object.fromEntries(['get', 'post', 'put', 'patch', 'del'].map((name) => [name, method(name)])),
  };
  const names = imported!.split(', ');
  const code = `'use strict';${body!.replace('export default', 'return')}`;
  return new Function(...names, code)(...names.map((name) => helpers[name])) as SaidShop;
}

describe('shop.ts', () => {
  it('has three steps of the embedded shop when nothing is known', () => {
    const text = shopText('my-rehearsal', EXAMPLE_API);
    expect(run(text).steps).toEqual({
      home: { method: 'get', path: '/home' },
      search: { method: 'get', path: '/search', options: { query: { q: 'tea' } } },
      product: { method: 'get', path: '/products/1' },
    });
    expect(run(text).behaviours.browser.steps).toEqual({
      home: { thinkSeconds: 2, ok: { search: 1 } },
      search: { thinkSeconds: 2, ok: { product: 1 } },
      product: { thinkSeconds: 2, ok: {} },
    });
    expect(text.split('\n').length).toBeLessThan(35);
  });

  it('imports what its comments use, so that they can be taken in', () => {
    const text = shopText('shop', EXAMPLE_API).replace('  // accounts:', '  accounts:');
    expect(run(text).accounts).toEqual({ file: 'accounts.csv', per: 'session' });
  });

  it('takes from one answer what another path needs', () => {
    const product = { properties: { id: { type: 'integer' } } };
    const schema = { type: 'array', items: product };
    const responses = { '200': { content: { 'application/json': { schema } } } };
    const paths = { '/products': { get: { responses } }, '/products/{id}/parts': { get: {} } };
    const { steps } = run(shopText('shop', apiOf({ openapi: '3.0.3', paths })));
    expect(steps.getProducts!.options).toEqual({ take: { productsId: 'json 0.id' } });
    const { path, options } = steps.getProductsByIdParts!;
    expect(options).toEqual({ needs: ['productsId'] });
    expect((path as (visit: object) => string)({ kept: { productsId: 7 } })).toBe('/products/7/parts');
  });

  it('takes the rest from the test data, as a path needs it', () => {
    const parameters = [{ name: 'id', in: 'path', example: 'a b' }];
    const paths = { '/pages/{id}': { get: { parameters } }, '/odd/{thing}': { get: {} } };
    const text = shopText('shop', apiOf({ openapi: '3.0.3', paths }));
    const { accounts, steps, behaviours } = run(text);
    const account = { pagesId: 'x/y', oddThing: '7' };
    const [page, odd] = [steps.getPagesById!, steps.getOddByThing!].map(({ path }) =>
      (path as (visit: object) => string)({ account }),
    );
    expect([page, odd]).toEqual(['/pages/x%2Fy', '/odd/7']);
    expect(accounts).toEqual({ file: 'accounts.csv', per: 'session' });
    expect(text).toContain('// TODO accounts.csv has no oddThing yet');
    expect(Object.keys(behaviours.browser.steps)).toEqual(['getPagesById']);
  });

  it('says what it left out, and which steps nobody takes', () => {
    const text = shopText('shop', apiOf({ openapi: '3.0.3', paths: { '/a': { post: {}, head: {} } } }));
    expect(text).toContain('//   HEAD /a');
    expect(text).toContain('// No behaviour takes these steps yet: postA');
    expect(Object.keys(run(text).behaviours.browser.steps)).toEqual(['postA']);
  });

  it('holds whatever a document says as text, and never as code', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        "'",
        '"',
        `\`\${x}\``,
        '\\',
        '*/',
        '\n',
        '\u2028',
        '__proto__',
        `\${`,
        '</script>',
        '\\u0027',
      ),
    );
    const words = fc.array(nasty, { maxLength: 4 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(words, words, words, fc.jsonValue({ maxDepth: 2 }), (word, name, method, body) => {
        const path = `/${word.replace(/[{}]/g, '')}`;
        const spec = {
          operationId: 'asked',
          parameters: [{ name, in: 'query', example: word }],
          requestBody: { content: { 'application/json': { example: body }, [method]: {} } },
        };
        const paths = { [path]: { post: spec, delete: {} }, [`${path}/{${name}}`]: { get: {} } };
        const { steps } = run(shopText('shop', apiOf({ openapi: '3.0.3', paths })));
        const { asked } = steps;
        expect(asked!.path).toBe(path);
        // As it is sent: JSON has no -0.
        expect(JSON.stringify(asked!.options?.json)).toBe(JSON.stringify(body));
        if (name !== '') expect(Object.entries(asked!.options?.query ?? {})).toEqual([[name, word]]);
      }),
    );
  });
});
