/**
 * Schemas that every service shares. TypeBox writes one declaration as JSON schema for validation and `/documentation`, and as
 * the type of the handlers' requests.
 */

import Type, { type Static, type TProperties, type TSchema, type TUnsafe } from 'typebox';
import { DEGRADED_HEADER } from './outcome.ts';

/** Clients choose their ids; these characters are safe in URLs, log lines and table keys. */
export const id = Type.String({ pattern: '^[A-Za-z0-9._:~-]{1,64}$' });
export const text = Type.String();

/** An object that has these properties and no others. */
export const exactly = <Properties extends TProperties>(properties: Properties) =>
  Type.Object(properties, { additionalProperties: false });

/** One of these words. */
export const oneOf = <const Words extends string[]>(words: readonly [...Words]) =>
  Type.Enum(words, { type: 'string' });

/** Optional for clients. The handler always gets a value, because ajv fills in the default. */
export const withDefault = <Schema extends TSchema>(schema: Schema, value: Static<Schema>) =>
  Type.Optional(Type.Unsafe({ ...schema, default: value })) as TSchema as TUnsafe<Static<Schema>>;

/** Assumption: the most that a household buys at once. */
const QUANTITY_MAX = 10;
export const quantity = Type.Integer({ minimum: 1, maximum: QUANTITY_MAX });
export const pieces = Type.Integer({ minimum: 0 });
/** Money is an integer number of fen (1 CNY = 100 fen); the most is what a 32-bit amount holds, 21 million CNY. */
export const fen = Type.Integer({ minimum: 0, maximum: 2_147_483_647 });

export const error = exactly({ error: exactly({ code: text, message: text, hint: text }) });

/** The headers of every write; other headers are welcome. */
export const writeHeaders = Type.Object({ 'idempotency-key': Type.String({ minLength: 1, maxLength: 255 }) });

/** Not typed for handlers, because they return the body of an `Outcome`. */
type Answers = Record<number | string, object>;
/** A write's answers: 201 with `body`, or an error. */
export const writeAnswers = (body: object): Answers => ({ 201: body, '4xx': error, '5xx': error });
/** A read's answers: 200 with `body`, or an error. */
export const readAnswers = (body: object): Answers => ({ 200: body, '4xx': error, '5xx': error });

const degradedHeaders = {
  [DEGRADED_HEADER]: {
    type: 'string',
    description:
      'Only if a service outside did not answer, and the answer is kept in part or for later: which one.',
  },
};
/** Documents that a good answer may come from a fallback. */
export const mayBeDegraded = (answers: Answers): Answers =>
  Object.fromEntries(
    Object.entries(answers).map(([status, body]) => [
      status,
      status.startsWith('2') ? { ...body, headers: degradedHeaders } : body,
    ]),
  );
