/** The header of an `allow` entry that says: this host is no production. Admission is only as good as what it agrees on. */
import { z } from 'zod';
import { message, strict } from '../mistakes/fields.ts';

const CHARACTERS_MAX = 200;
/** @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** Visible ASCII, with blanks inside. */
const VALUE = /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/;
const PATH = /^\/(?!\/)[\x21-\x7e]*$/;
const PRODUCTION = /^(live|prd|prod|production|www)$/i;
/** Those that answers of every environment have. */
const EVERYWHERE = new Set([
  'cache-control',
  'connection',
  'content-length',
  'content-type',
  'date',
  'etag',
  'keep-alive',
  'server',
  'set-cookie',
  'strict-transport-security',
  'transfer-encoding',
  'vary',
  'via',
  'x-powered-by',
]);

/** What any header's name and value look like. */
export const header = {
  name: z
    .string()
    .regex(TOKEN, message('is not the name of a header', 'such as "X-Environment"'))
    .max(CHARACTERS_MAX),
  value: z
    .string()
    .regex(VALUE, message('is not the value of a header', 'such as "staging"'))
    .max(CHARACTERS_MAX),
};

export const agreedHeader = strict({
  name: header.name.refine((name) => !EVERYWHERE.has(name.toLowerCase()), {
    error: message(
      'is a header of production too',
      'agree on one that only this environment sends, such as "X-Environment"',
    ),
  }),
  value: header.value.refine((value) => !PRODUCTION.test(value), {
    error: message('is what production calls itself', 'load a staging'),
  }),
  path: z
    .string()
    .regex(PATH, message('is not a path', 'it begins with "/", such as "/health"'))
    .max(CHARACTERS_MAX)
    .exactOptional(),
});
