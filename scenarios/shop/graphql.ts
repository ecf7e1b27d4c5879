/** Steps of a GraphQL shop: one POST each, and an answer that says 200 whatever happened. */
import type { Answer, Meaning } from './answer.ts';
import { isSuccess } from './http-status.ts';
import { type Of, post, type StepOptions, type StepSpec } from './requests.ts';
import type { Visit } from './visit.ts';

export interface GraphqlOptions extends Omit<StepOptions, 'json' | 'form' | 'body' | 'outcome'> {
  /** `/graphql` if left out. */
  readonly path?: string;
  readonly variables?: Of<Readonly<Record<string, unknown>>>;
  /** Error codes that are a correct no, such as `COUPON_CODE_LIMIT_ERROR`. */
  readonly refusedCodes?: readonly string[];
  /** Looks at answers in which no error was found. Left out: they are ok. */
  readonly outcome?: (answer: Answer) => Meaning;
}

/**
 * @param query a query or mutation. Failed are answers with `errors`, those without `data`, and those whose fields hold an
 *   `errorCode`, as Vendure's error results do; its query must ask for it
 */
export function gql(query: string, options: GraphqlOptions = {}): StepSpec {
  const { path = '/graphql', variables, refusedCodes = [], outcome, ...rest } = options;
  return post(path, {
    ...rest,
    json: (visit: Visit) => ({
      query,
      ...(variables === undefined
        ? {}
        : { variables: typeof variables === 'function' ? variables(visit) : variables }),
    }),
    outcome: (answer) => {
      if (!isSuccess(answer.status)) return { outcome: 'failed', reason: `HTTP ${answer.status}` };
      const code = errorIn(answer);
      // Looked up too, because a page may hold the word: asking it for a path throws.
      if (code === null && (!answer.body.includes('"data"') || (answer.json('data') ?? null) === null))
        return { outcome: 'failed', reason: 'the answer has neither data nor errors' };
      if (code === null) return outcome?.(answer) ?? 'ok';
      return { outcome: refusedCodes.includes(code) ? 'refused' : 'failed', reason: code };
    },
  });
}

/** The code, or else the message, of the first error in a GraphQL answer; null if there is none. */
export function errorIn({ body, json }: Pick<Answer, 'body' | 'json'>): string | null {
  // Most answers have neither word, and looking for a word costs less than a path.
  if (body.includes('"errors"')) {
    if (json('errors.0') !== undefined)
      return String(json('errors.0.extensions.code') ?? json('errors.0.message') ?? 'errors');
    // Some servers give one error instead of a list.
    const errors = json('errors');
    if (errors && !Array.isArray(errors)) return String(json('errors.message') ?? 'errors');
  }
  if (!body.includes('"errorCode"')) return null;
  // However deep it lies: mutations may have a name space.
  const codes = json('data.@dig:errorCode');
  // A query that asks for the code of two fields may get null for one of them.
  const code = Array.isArray(codes) ? codes.find((each) => each !== null && each !== undefined) : undefined;
  return code === undefined ? null : String(code);
}
