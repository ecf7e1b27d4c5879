/** An OpenAPI document, read and looked around in. What others wrote is taken for nothing: each look asks what is there. */
import { parseDocument } from 'yaml';
import { PlanError } from '../mistakes/plan-error.ts';

/** More aliases than a person writes. YAML can make a page of them fill the memory. */
const ALIASES_MAX = 1000;
/** A reference that leads to a reference, and so on. */
const REFERENCES_MAX = 20;

export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const objectAt = (value: unknown, key: string): Json => {
  const found = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return isObject(found) ? found : {};
};
export const listAt = (value: unknown, key: string): readonly unknown[] => {
  const found = isObject(value) ? value[key] : undefined;
  return Array.isArray(found) ? found : [];
};
export const textAt = (value: unknown, key: string): string | null => {
  const found = isObject(value) ? value[key] : undefined;
  return typeof found === 'string' && found !== '' ? found : null;
};

/**
 * @param text JSON or YAML
 * @param source the file or URL, for mistakes
 * @throws PlanError unless it is an OpenAPI document of version 3
 */
export function readDocument(text: string, source: string): Json {
  const tell = (problem: string, hint: string): never => {
    throw new PlanError('command line', [{ path: '--openapi', value: source, problem, hint }]);
  };
  const document = parsed(text, (reason) =>
    tell(`is neither JSON nor YAML: ${reason}`, 'give an OpenAPI document'),
  );
  if (!isObject(document)) return tell('is not an object', 'give an OpenAPI document, not a page about it');
  const version = document.openapi ?? document.swagger;
  if (document.swagger !== undefined)
    return tell(`is of version ${version}`, 'convert it to OpenAPI 3 first: swagger2openapi, for example');
  if (typeof version !== 'string' || !version.startsWith('3.'))
    return tell('does not say that it is OpenAPI 3', 'it begins with a line such as openapi: 3.1.0');
  return document;
}

/** JSON is YAML too, but its own parser is faster and says better where it fails. */
function parsed(text: string, fail: (reason: string) => never): unknown {
  try {
    if (text.trimStart().startsWith('{')) return JSON.parse(text);
    const document = parseDocument(text, { prettyErrors: true });
    if (document.errors.length > 0) return fail(document.errors[0]!.message.split('\n')[0]!);
    return document.toJS({ maxAliasCount: ALIASES_MAX });
  } catch (error) {
    return fail((error as Error).message);
  }
}

/** What a value stands for: itself, or what its `$ref` names in the same document. Nothing is fetched; what is not here is empty. */
export function resolved(document: Json, value: unknown): Json {
  let found = value;
  for (let i = 0; i < REFERENCES_MAX; i++) {
    if (!isObject(found)) return {};
    const reference = found.$ref;
    if (typeof reference !== 'string') return found;
    found = reference.startsWith('#/') ? at(document, reference.slice(2).split('/')) : undefined;
  }
  return {};
}

const at = (document: Json, keys: readonly string[]): unknown =>
  keys.reduce<unknown>((value, escaped) => {
    const key = decoded(escaped).replaceAll('~1', '/').replaceAll('~0', '~');
    return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
      ? (value as Json)[key]
      : undefined;
  }, document);

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
