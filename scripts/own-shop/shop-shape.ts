/**
 * Whether what shop.ts exports has the shape of a shop, as a compiler would say. Not everybody has one: Carnival reads TypeScript
 * without its types.
 */
import { z } from 'zod';
import { message, strict, text } from '../mistakes/fields.ts';
import type { Mistake } from '../mistakes/plan-error.ts';
import { shapeMistakes } from '../mistakes/shape-mistakes.ts';

const isFunction = (value: unknown): boolean => typeof value === 'function';
const made = z.custom(isFunction, message('is not a function', 'write: ({ kept }) => …'));
const secret = strict({ env: text });
const request = z.looseObject({
  method: text,
  path: z.union([z.string(), made]),
  options: z.looseObject({}),
});

const schema = z.looseObject({
  name: text,
  steps: z.array(z.looseObject({ name: z.string(), request: made })),
  behaviours: z.record(z.string(), z.unknown()),
  channels: z.record(z.string(), z.string()),
  hosts: z.array(text),
  headers: z.record(z.string(), z.union([z.string(), secret, made])),
  cookies: z.union([z.enum(['none', 'jar']), z.array(z.string())]),
  accounts: strict({ file: text, per: z.enum(['shopper', 'session']) }).nullable(),
  auth: z
    .union([
      strict({ kind: z.literal('bearer'), token: secret }),
      strict({ kind: z.literal('basic'), user: z.union([z.string(), secret]), password: secret }),
    ])
    .nullable(),
  tls: strict({ certificate: text, key: text }).nullable(),
  mark: strict({ header: text.optional(), note: text.optional() }),
  clean: z.array(request),
  degradedHeader: text,
  badOrderStates: z.array(z.string()).nullable(),
});

export function shapeOfShop(shop: unknown): readonly Mistake[] {
  const read = schema.safeParse(shop);
  return read.success ? [] : shapeMistakes(shop, read.error.issues);
}
