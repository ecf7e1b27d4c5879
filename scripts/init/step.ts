/** A step as `init` writes it into shop.ts. */

/** A part of a path: text, what an answer gave, or a column of accounts.csv. */
export type PathPart = { readonly text: string } | { readonly kept: string } | { readonly column: string };

/** What stands in accounts.csv where nobody knows a value. */
export const TODO = 'TODO';

export interface InitStep {
  readonly name: string;
  /** As `carnival` calls it. */
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'del';
  readonly path: readonly PathPart[];
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, unknown>>;
  /** By the name under which it is kept: where it is in the JSON of the answer. */
  readonly take: Readonly<Record<string, string>>;
  readonly needs: readonly string[];
  /** Columns of accounts.csv that its path is made of, each with an example. */
  readonly columns: Readonly<Record<string, string>>;
  /** What somebody must look at, a line each. */
  readonly todo: readonly string[];
}

/** What `init` found out about an API. */
export interface FoundApi {
  readonly steps: readonly InitStep[];
  /** Operations without a step, `GET /products`, and why. */
  readonly leftOut: readonly { readonly why: string; readonly operations: readonly string[] }[];
  /** How it asks for credentials, as a line of shop.ts; null: it does not say. */
  readonly auth: string | null;
  /** The origins that the document names. */
  readonly servers: readonly string[];
}

/** Every column of accounts.csv, with an example. */
export const columnsOf = ({ steps }: FoundApi): Readonly<Record<string, string>> =>
  Object.assign({}, ...steps.map(({ columns }) => columns));

/** The steps that one shopper can walk: reads whose needs an earlier one gives, in an order in which it does. */
export function walkable(steps: readonly InitStep[]): readonly InitStep[] {
  const walk: InitStep[] = [];
  const kept = new Set<string>();
  let left = steps.filter(
    ({ method, columns }) => method === 'get' && !Object.values(columns).includes(TODO),
  );
  for (let found = true; found; ) {
    const next = left.find(({ needs }) => needs.every((need) => kept.has(need)));
    found = next !== undefined;
    if (next === undefined) break;
    walk.push(next);
    for (const name of Object.keys(next.take)) kept.add(name);
    left = left.filter((step) => step !== next);
  }
  return walk;
}
