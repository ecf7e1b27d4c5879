/** Text and values as TypeScript, in the style that the written files have. */
import { isObject } from './document.ts';

/** JSON of strangers is data in the file, never code: JSON.stringify leaves nothing that ends a literal. */
export const quoted = (text: string): string =>
  text.includes("'") || text.includes('\\') || text !== JSON.stringify(text).slice(1, -1)
    ? inJson(text)
    : `'${text}'`;

/** Line separators end a line in a source, though not in JSON. */
const inJson = (text: string): string =>
  JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');

/** `__proto__` would set a prototype, unless it is computed. */
export const keyText = (key: string): string => {
  if (key === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key);
};

/** A JSON value in a line. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(valueText).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return fields.length === 0
    ? '{}'
    : `{ ${fields.map(([key, field]) => `${keyText(key)}: ${valueText(field)}`).join(', ')} }`;
}

/** A text inside a template literal. */
export const templateText = (text: string): string =>
  inJson(text).slice(1, -1).replaceAll('\\"', '"').replaceAll('`', '\\`').replaceAll('${', '\\${');

const COMMENT_CHARACTERS_MAX = 200;
/** One line of a comment, whatever it holds: no line break ends it. */
export const commentText = (text: string): string =>
  inJson(text.slice(0, COMMENT_CHARACTERS_MAX)).slice(1, -1).replaceAll('\\"', '"');
