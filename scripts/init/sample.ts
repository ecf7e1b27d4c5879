/** An example of what a schema describes: the document's own where it has one, else the simplest value that fits. */
import { isObject, type Json, listAt, objectAt, resolved, textAt } from './document.ts';

/** Schemas may contain themselves. */
const DEPTH_MAX = 6;
/** A body of examples stays readable. */
const PROPERTIES_MAX = 30;
const TEXT_CHARACTERS_MAX = 1000;

const FORMATS: Readonly<Record<string, string>> = {
  'date-time': '2026-01-01T12:00:00Z',
  date: '2026-01-01',
  time: '12:00:00Z',
  email: 'shopper@example.com',
  uuid: '00000000-0000-4000-8000-000000000001',
  uri: 'https://example.com/',
  url: 'https://example.com/',
  ipv4: '192.0.2.1',
  byte: 'YQ==',
};

/** The example that a parameter, a body or a schema carries; undefined if it has none. */
export function exampleOf(document: Json, carrier: Json): unknown {
  if (carrier.example !== undefined) return carrier.example;
  const { examples } = carrier;
  // A schema has a list of values; a parameter and a body have named objects.
  if (Array.isArray(examples)) return examples[0];
  const [first] = isObject(examples) ? Object.values(examples) : [];
  return first === undefined ? undefined : resolved(document, first).value;
}

/** What the schema itself says that a value is, without making one up; undefined if it says nothing. */
export function saidBy(document: Json, given: unknown): unknown {
  const schema = resolved(document, given);
  return exampleOf(document, schema) ?? schema.const ?? schema.default ?? listAt(schema, 'enum')[0];
}

export function sample(document: Json, given: unknown, depth = 0): unknown {
  const schema = resolved(document, given);
  const said = saidBy(document, schema);
  if (said !== undefined) return said;
  if (depth >= DEPTH_MAX) return null;
  const [choice] = [...listAt(schema, 'oneOf'), ...listAt(schema, 'anyOf')];
  if (choice !== undefined) return sample(document, choice, depth + 1);
  switch (typeOf(schema)) {
    case 'object':
      return sampleObject(document, schema, depth);
    case 'array':
      return 'items' in schema ? [sample(document, schema.items, depth + 1)] : [];
    case 'integer':
    case 'number':
      return sampleNumber(schema);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return sampleText(schema);
  }
}

/** In 3.1 a type may be a list: the first that is not null. */
function typeOf(schema: Json): unknown {
  const { type } = schema;
  if (Array.isArray(type)) return type.find((each) => each !== 'null') ?? 'null';
  if (type !== undefined) return type;
  return 'properties' in schema || 'allOf' in schema ? 'object' : 'string';
}

/** What it must have, and what has an example. What only the server writes is left out. */
function sampleObject(document: Json, schema: Json, depth: number): Json {
  const { properties, required } = propertiesOf(document, schema);
  const names = Object.keys(properties).filter((name) => {
    const property = resolved(document, properties[name]);
    if (property.readOnly === true) return false;
    return required.has(name) || saidBy(document, property) !== undefined;
  });
  return Object.fromEntries(
    names.slice(0, PROPERTIES_MAX).map((name) => [name, sample(document, properties[name], depth + 1)]),
  );
}

/** Of the schema and of all that `allOf` adds to it. */
export function propertiesOf(
  document: Json,
  given: unknown,
  depth = 0,
): { readonly properties: Json; readonly required: ReadonlySet<string> } {
  const schema = resolved(document, given);
  const parts =
    depth < DEPTH_MAX ? listAt(schema, 'allOf').map((part) => propertiesOf(document, part, depth + 1)) : [];
  return {
    properties: Object.assign(
      {},
      ...parts.map(({ properties }) => properties),
      objectAt(schema, 'properties'),
    ),
    required: new Set([
      ...parts.flatMap(({ required }) => [...required]),
      ...listAt(schema, 'required').map(String),
    ]),
  };
}

const sampleNumber = ({ minimum, exclusiveMinimum, maximum }: Json): number => {
  if (typeof minimum === 'number') return minimum;
  if (typeof exclusiveMinimum === 'number') return Math.floor(exclusiveMinimum) + 1;
  return typeof maximum === 'number' && maximum < 1 ? maximum : 1;
};

function sampleText(schema: Json): string {
  const known = FORMATS[textAt(schema, 'format') ?? ''];
  if (known !== undefined) return known;
  const { minLength, maxLength } = schema;
  const text = 'example'.padEnd(Math.min(Number(minLength) || 0, TEXT_CHARACTERS_MAX), '-');
  return typeof maxLength === 'number' && maxLength >= 0 ? text.slice(0, maxLength) : text;
}
