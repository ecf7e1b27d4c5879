/** JSON schemas that every service shares. */

/** Ids are the client's own; the alphabet is safe in URLs, log lines and table keys. */
export const id = { type: 'string', pattern: '^[A-Za-z0-9._:~-]{1,64}$' } as const;

/** An object that has exactly these properties, all required unless named optional. */
export const exactly = <Properties extends Record<string, object>>(
  properties: Properties,
  optional: readonly (keyof Properties & string)[] = [],
) => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});

/** An assumption: what a household buys at once. */
const QUANTITY_MAX = 10;
export const quantity = { type: 'integer', minimum: 1, maximum: QUANTITY_MAX } as const;
export const pieces = { type: 'integer', minimum: 0 } as const;
/** Money is an integer number of fen (1 CNY = 100 fen); the most is what a 32-bit amount holds, 21 million CNY. */
export const fen = { type: 'integer', minimum: 0, maximum: 2_147_483_647 } as const;

export const error = exactly({
  error: exactly({ code: { type: 'string' }, message: { type: 'string' }, hint: { type: 'string' } }),
});

/** The headers of every write; other headers are welcome. */
export const writeHeaders = {
  type: 'object',
  properties: { 'idempotency-key': { type: 'string', minLength: 1, maxLength: 255 } },
  required: ['idempotency-key'],
};

/** A write's answers: 201 with `body`, or an error. */
export const writeAnswers = (body: object) => ({ 201: body, '4xx': error, '5xx': error });
/** A read's answers: 200 with `body`, or an error. */
export const readAnswers = (body: object) => ({ 200: body, '4xx': error, '5xx': error });
