/** Values that a JSON schema allows, and values that almost no schema allows. */
import fc from 'fast-check';

/** The keywords that the shop's schemas use. Any other keyword is an error, so that the fuzz test has no gap. */
export interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly uniqueItems?: boolean;
  readonly default?: unknown;
  readonly description?: string;
}
const KEYWORDS = new Set(
  'type enum anyOf pattern minLength maxLength minimum maximum items minItems maxItems properties required additionalProperties uniqueItems default description'.split(
    ' ',
  ),
);

export type Words = Readonly<Record<string, readonly string[]>>;

/** Enough to be a list; the routes' own tests cover the limits. */
const ITEMS_MAX = 5;

/**
 * @param words strings that mean something, by property name, so that requests refer to the same things
 * @param name the name of the value in its object or among the parameters
 * @throws Error if the schema uses something that this generator does not know
 */
export function valid(schema: Schema, words: Words, name = ''): fc.Arbitrary<unknown> {
  const unknown = Object.keys(schema).filter((keyword) => !KEYWORDS.has(keyword));
  if (unknown.length > 0) throw unknownSchema(schema, unknown.join(', '));
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map((each) => valid(each, words, name)));
  switch (schema.type) {
    case 'string':
      return validString(schema, words[name] ?? []);
    case 'integer':
      return fc.integer(range(schema, Number.MAX_SAFE_INTEGER));
    case 'number':
      return fc.double({ ...range(schema, Number.MAX_VALUE), noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(valid(schema.items ?? { type: 'string' }, words, name), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? ITEMS_MAX, ITEMS_MAX),
      });
    case 'object': {
      const properties = Object.entries(schema.properties ?? {});
      return fc.record(
        Object.fromEntries(properties.map(([name, each]) => [name, valid(each, words, name)])),
        {
          requiredKeys: [...(schema.required ?? [])],
          noNullPrototype: true,
        },
      );
    }
    default:
      throw unknownSchema(schema, `type ${schema.type}`);
  }
}

const unknownSchema = (schema: Schema, what: string): Error =>
  new Error(
    `The fuzz cannot write ${what} of ${JSON.stringify(schema)}. Teach it in testing/fuzz-values.ts.`,
  );

/** Properties that every object inherits: a careless look-up finds a function. */
const INHERITED = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];

function validString(schema: Schema, words: readonly string[]): fc.Arbitrary<string> {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema;
  const pattern = new RegExp(schema.pattern ?? '');
  const fits = (text: string): boolean =>
    pattern.test(text) && text.length >= minLength && text.length <= maxLength;
  const any =
    schema.pattern === undefined
      ? fc.string({ minLength, ...(schema.maxLength === undefined ? {} : { maxLength }) })
      : fc.stringMatching(pattern).filter(fits);
  const known = words.filter(fits);
  const inherited = INHERITED.filter(fits);
  return fc.oneof(
    ...(known.length === 0 ? [] : [{ weight: 12, arbitrary: fc.constantFrom(...known) }]),
    ...(inherited.length === 0 ? [] : [fc.constantFrom(...inherited)]),
    any,
  );
}

const range = ({ minimum, maximum }: Schema, most: number): { min: number; max: number } => ({
  min: minimum ?? -most,
  max: maximum ?? most,
});

/** JSON has no word for infinity, but reads `1e400` as infinity. `toJson` writes that instead of this text. */
const INFINITY_SIGN = 'an infinite number';
const LONG_CHARACTERS = 5_000;

/** Any JSON, and values that often break programs: inherited names, extreme numbers, empty and huge values. */
export const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, '', ' ', '\u0000', '../..', '💥', 'x'.repeat(LONG_CHARACTERS), [], {}, true),
  fc.constantFrom(...INHERITED),
  fc.constantFrom(-1, -0, 0.5, 2 ** 31, 2 ** 53, -(2 ** 63), Number.MAX_VALUE, INFINITY_SIGN),
  fc.string({ unit: 'binary' }),
  fc.jsonValue(),
);

export const toJson = (value: unknown): string =>
  (JSON.stringify(value) ?? 'null').replaceAll(`"${INFINITY_SIGN}"`, '1e400');

/** An object of which one property is odd, missing, or one too many. */
export const mutated = (value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(value, fc.nat(), fc.constantFrom('odd', 'missing', 'extra'), odd)
    .map(([whole, at, how, strange]) => {
      if (typeof whole !== 'object' || whole === null) return strange;
      const properties = Object.entries(whole);
      const index = at % Math.max(properties.length, 1);
      if (how === 'missing') properties.splice(index, 1);
      else if (how === 'extra') properties.push(['extra', strange]);
      else if (properties[index] !== undefined) properties[index] = [properties[index][0], strange];
      return Object.fromEntries(properties);
    });
