/** An OpenAPI document's operations as steps. Pure: it is given the document. */
import { isObject, type Json, listAt, objectAt, resolved, textAt } from './document.ts';
import { exampleOf, propertiesOf, saidBy, sample } from './sample.ts';
import { type FoundApi, type InitStep, type PathPart, TODO } from './step.ts';

/** More steps than somebody reads in an hour. */
const STEPS_MAX = 40;
const NAME_CHARACTERS_MAX = 64;
/** As OpenAPI calls them, and as shop.ts does. */
const METHODS = { get: 'get', post: 'post', put: 'put', patch: 'patch', delete: 'del' } as const;
/** Named, but not written: no shopper asks for them. */
const OTHERS = ['head', 'options', 'trace'] as const;
/** The lists that answers carry their items in, as APIs call them. */
const LISTS = ['items', 'results', 'data', 'content', 'products', 'orders'];
/** k6 and the shop's own settings write these. */
const OWN_HEADERS = ['accept', 'content-type', 'authorization'];

interface Operation {
  readonly method: keyof typeof METHODS | (typeof OTHERS)[number];
  readonly path: string;
  readonly prefix: string;
  readonly spec: Json;
  readonly parameters: readonly Json[];
}

export function apiOf(document: Json): FoundApi {
  const all = operationsOf(document);
  const isWritten = ({ method }: Operation) => method in METHODS;
  const [written, others] = [all.filter(isWritten), all.filter((each) => !isWritten(each))];
  const chosen = written.slice(0, STEPS_MAX);
  const names = uniqueNames(chosen);
  const keepers = keepersOf(document, chosen);
  return {
    steps: chosen.map((operation, i) => stepOf(document, operation, names[i]!, keepers)),
    leftOut: [
      {
        why: `${STEPS_MAX} steps are enough to begin with`,
        operations: written.slice(STEPS_MAX).map(called),
      },
      { why: 'no shopper asks for them', operations: others.map(called) },
    ].filter(({ operations }) => operations.length > 0),
    auth: authOf(document),
    servers: serversOf(document).flatMap((url) => (URL.canParse(url) ? new URL(url).origin : [])),
  };
}

const called = ({ method, prefix, path }: Operation): string => `${method.toUpperCase()} ${prefix}${path}`;

const serversOf = (holder: Json): readonly string[] =>
  listAt(holder, 'servers').flatMap((server) => textAt(server, 'url') ?? []);

/** What the first server's URL has after its host: `/api/v1`. */
function prefixOf(servers: readonly string[]): string {
  const [first] = servers;
  if (first === undefined || first.includes('{') || !URL.canParse(first, 'http://shop')) return '';
  return new URL(first, 'http://shop').pathname.replace(/\/$/, '');
}

function operationsOf(document: Json): readonly Operation[] {
  return Object.entries(objectAt(document, 'paths')).flatMap(([path, given]) => {
    if (!path.startsWith('/')) return [];
    const item = resolved(document, given);
    return [...(Object.keys(METHODS) as (keyof typeof METHODS)[]), ...OTHERS].flatMap(
      (method): Operation[] => {
        if (!isObject(item[method])) return [];
        const spec = objectAt(item, method);
        const servers = [spec, item, document].map(serversOf).find((urls) => urls.length > 0) ?? [];
        const parameters = new Map(
          [...listAt(item, 'parameters'), ...listAt(spec, 'parameters')].map((parameter) => {
            const known = resolved(document, parameter);
            return [`${known.in} ${known.name}`, known];
          }),
        );
        return [{ method, path, prefix: prefixOf(servers), spec, parameters: [...parameters.values()] }];
      },
    );
  });
}

/** `getProductsById` for GET /products/{id} without an operationId. */
function uniqueNames(operations: readonly Operation[]): readonly string[] {
  const taken = new Set<string>();
  return operations.map(({ method, path, spec }) => {
    const said = textAt(spec, 'operationId') ?? `${method} ${path.replace(/\{(\w+)\}/g, ' by $1 ')}`;
    const base = inOneWord(said) || method;
    let name = base;
    for (let i = 2; taken.has(name); i++) name = `${base}${i}`;
    taken.add(name);
    return name;
  });
}

function inOneWord(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter(Boolean);
  const joined = words.map((word, i) => (i === 0 ? lowerFirst(word) : upperFirst(word))).join('');
  // Properties that begin with a digit must be quoted, and those that are numbers change their order.
  return joined.replace(/^\d/, (digit) => `step${digit}`).slice(0, NAME_CHARACTERS_MAX);
}
const lowerFirst = (word: string): string => word.charAt(0).toLowerCase() + word.slice(1);
const upperFirst = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** By `GET /products`: under which name a later step wants something of its first item, and where it is. */
type Keepers = ReadonlyMap<string, { readonly name: string; readonly where: string }>;

/** A list whose items have what the path of a single one asks for: `/products` for `/products/{id}`. */
function keepersOf(document: Json, operations: readonly Operation[]): Keepers {
  const keepers = new Map<string, { readonly name: string; readonly where: string }>();
  for (const { path } of operations) {
    for (const { collection, parameter } of parametersIn(path)) {
      const list = operations.find((each) => each.method === 'get' && each.path === collection);
      if (list === undefined || keepers.has(collection)) continue;
      const where = whereIn(document, list, parameter);
      if (where !== null) keepers.set(collection, { name: keptName(collection, parameter), where });
    }
  }
  return keepers;
}

/** Each parameter of a path, with the path before it. */
const parametersIn = (path: string): { readonly collection: string; readonly parameter: string }[] =>
  [...path.matchAll(/\/\{([^}/]+)\}/g)].map((match) => ({
    collection: path.slice(0, match.index),
    parameter: match[1]!,
  }));

/** `productsId`: two collections may both have an `id`. */
const keptName = (collection: string, parameter: string): string =>
  inOneWord(
    `${collection.split('/').findLast((part) => part !== '' && !part.startsWith('{')) ?? ''} ${parameter}`,
  ) || 'value';

/** Where the first item of a list's answer has it: `results.0.id`; null if the document does not show one. */
function whereIn(document: Json, { spec }: Operation, parameter: string): string | null {
  const responses = objectAt(spec, 'responses');
  const answer = resolved(document, responses['200'] ?? responses.default);
  const schema = resolved(document, jsonOf(answer)?.schema);
  const inItems = (list: unknown): string | null => {
    const { properties } = propertiesOf(document, resolved(document, list).items);
    return (
      [parameter, 'id'].find((name) => Object.hasOwn(properties, name) && !/[.|#@*?\\]/.test(name)) ?? null
    );
  };
  if (schema.type === 'array') {
    const found = inItems(schema);
    return found === null ? null : `0.${found}`;
  }
  const { properties } = propertiesOf(document, schema);
  for (const name of LISTS) {
    if (!Object.hasOwn(properties, name)) continue;
    const found = inItems(properties[name]);
    if (found !== null) return `${name}.0.${found}`;
  }
  return null;
}

/** The media type that is JSON: `application/json`, `application/vnd.api+json`. */
const jsonOf = (holder: Json): Json | null => mediaOf(holder, /^application\/(.+\+)?json\b/i);
function mediaOf(holder: Json, type: RegExp): Json | null {
  const [, media] = Object.entries(objectAt(holder, 'content')).find(([name]) => type.test(name)) ?? [];
  return isObject(media) ? media : null;
}

function stepOf(document: Json, operation: Operation, name: string, keepers: Keepers): InitStep {
  const { method, path, parameters } = operation;
  const todo: string[] = [];
  const asked = pathOf(document, operation, keepers, todo);
  const valued = (place: 'query' | 'header'): Json => {
    const written = place === 'query' ? textOrNumber : String;
    const wanted = parameters.filter((each) => each.in === place && textAt(each, 'name') !== null);
    return Object.fromEntries(
      wanted.flatMap((parameter) => {
        const key = String(parameter.name);
        if (place === 'header' && OWN_HEADERS.includes(key.toLowerCase())) return [];
        const said = exampleOf(document, parameter) ?? saidBy(document, parameter.schema);
        if (isPlain(said))
          return place === 'query' || parameter.required === true ? [[key, written(said)]] : [];
        if (parameter.required !== true) return [];
        todo.push(`${place} ${key}: the document has no example`);
        const made = sample(document, parameter.schema);
        return [[key, isPlain(made) ? written(made) : 'example']];
      }),
    );
  };
  const keeper = method === 'get' ? keepers.get(path) : undefined;
  return {
    name,
    method: METHODS[method as keyof typeof METHODS],
    ...asked,
    query: valued('query'),
    headers: valued('header'),
    ...(method === 'get' ? {} : bodyOf(document, operation, todo)),
    take: keeper === undefined ? {} : { [keeper.name]: keeper.where },
    todo,
  };
}

const isPlain = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

/** What a query and a form hold. */
const textOrNumber = (value: unknown): string | number => {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** What an earlier answer gives; else a column of test data, with the document's example if it has one. */
function pathOf(
  document: Json,
  { path, prefix, parameters }: Operation,
  keepers: Keepers,
  todo: string[],
): Pick<InitStep, 'path' | 'needs' | 'columns'> {
  const needs: string[] = [];
  const columns: Record<string, string> = {};
  const parts: PathPart[] = prefix === '' ? [] : [{ text: prefix }];
  let from = 0;
  for (const match of path.matchAll(/\{([^}/]+)\}/g)) {
    const collection = path.slice(0, match.index).replace(/\/$/, '');
    const parameter = match[1]!;
    parts.push({ text: path.slice(from, match.index) });
    from = match.index + match[0].length;
    const keeper = keepers.get(collection);
    if (keeper !== undefined) {
      parts.push({ kept: keeper.name });
      needs.push(keeper.name);
      continue;
    }
    const spec = parameters.find((each) => each.in === 'path' && each.name === parameter) ?? {};
    const said = exampleOf(document, spec) ?? saidBy(document, spec.schema);
    const column = keptName(collection, parameter);
    columns[column] = isPlain(said) && said !== '' ? String(said) : TODO;
    if (columns[column] === TODO) todo.push(`accounts.csv has no ${column} yet, and no answer gives it`);
    parts.push({ column });
  }
  parts.push({ text: path.slice(from) });
  return { path: parts.filter((part) => !('text' in part) || part.text !== ''), needs, columns };
}

/** An example may be null. */
function bodyIn(document: Json, media: Json): unknown {
  const said = exampleOf(document, media);
  return said === undefined ? sample(document, media.schema) : said;
}

function bodyOf(document: Json, { spec }: Operation, todo: string[]): Pick<InitStep, 'json' | 'form'> {
  const request = resolved(document, spec.requestBody);
  const json = jsonOf(request);
  if (json !== null) return { json: bodyIn(document, json) };
  const form = mediaOf(request, /^application\/x-www-form-urlencoded\b/i);
  if (form !== null) {
    const made = bodyIn(document, form);
    const fields = Object.entries(isObject(made) ? made : {});
    return {
      form: Object.fromEntries(fields.map(([key, value]) => [key, textOrNumber(value)])),
    };
  }
  const [other] = Object.keys(objectAt(request, 'content'));
  if (other !== undefined) todo.push(`its body is ${other}: write it as body`);
  return {};
}

/** As a line of shop.ts. Only what `auth` can say; an API key in a header is a header. */
function authOf(document: Json): string | null {
  const schemes = objectAt(objectAt(document, 'components'), 'securitySchemes');
  for (const given of Object.values(schemes)) {
    const { type, scheme, in: place, name } = resolved(document, given);
    const said = String(scheme).toLowerCase();
    if (type === 'oauth2' || type === 'openIdConnect' || (type === 'http' && said === 'bearer'))
      return "auth: bearer(env('SHOP_TOKEN')),";
    if (type === 'http' && said === 'basic') return "auth: basic(env('SHOP_USER'), env('SHOP_PASSWORD')),";
    if (type === 'apiKey' && place === 'header' && typeof name === 'string')
      return `headers: { ${JSON.stringify(name)}: env('SHOP_KEY') },`;
  }
  return null;
}
