/** A request, made from what a user wrote about it and what is given: a visit, or an order to take back. */
import { headerName } from './header-name.ts';
import type { Of, RequestSpec, Text } from './requests.ts';
import type { StepRequest } from './shop.ts';

const BODIES = ['json', 'form', 'body'] as const;

/** Which of the three make the body of a request. */
export const bodiesOf = (
  options: { readonly [Body in (typeof BODIES)[number]]?: unknown },
): readonly string[] => BODIES.filter((its) => options[its] !== undefined);

/** Makes a request from what its step says and what is given. */
export function requestOf<Given>(spec: RequestSpec<Given>, given: Given): StepRequest {
  const { options } = spec;
  const { query, json, form, body } = options;
  const headers: Record<string, string> = {};
  for (const [header, value] of Object.entries(options.headers ?? {})) {
    const text = resolved(value, given);
    // An empty value is a header that is not sent: a token that is not there yet.
    if (text !== '') headers[headerName(header)] = text;
  }
  let text: string | null = null;
  if (json !== undefined) {
    text = JSON.stringify(typeof json === 'function' ? json(given) : json);
    headers['Content-Type'] ??= 'application/json';
  } else if (form !== undefined) {
    text = encoded(resolved(form, given));
    headers['Content-Type'] ??= 'application/x-www-form-urlencoded';
  } else if (body !== undefined) text = resolved(body, given);
  const path = resolved(spec.path, given);
  return {
    method: spec.method,
    path: query === undefined ? path : withQuery(path, query, given),
    body: text,
    headers,
  };
}

function withQuery<Given>(
  path: string,
  query: Readonly<Record<string, Of<Text, Given>>>,
  given: Given,
): string {
  const values = Object.fromEntries(
    Object.entries(query).map(([key, value]) => [key, resolved(value, given)]),
  );
  return `${path}${path.includes('?') ? '&' : '?'}${encoded(values)}`;
}

const encoded = (values: Readonly<Record<string, Text>>): string =>
  Object.entries(values)
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`)
    .join('&');

function resolved<Value, Given>(value: Of<Value, Given>, given: Given): Value {
  return typeof value === 'function' ? (value as (given: Given) => Value)(given) : value;
}
