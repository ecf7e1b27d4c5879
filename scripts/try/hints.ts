/** What to do about an answer that failed: what people look for in their first twenty minutes. */
import type { TriedRequest } from '../../scenarios/crowd/try-events.ts';
import { didYouMean } from '../mistakes/did-you-mean.ts';

type Failed = Pick<TriedRequest, 'exchange' | 'reason' | 'lacks' | 'unknown'>;

const SEE_ALL = '--verbose shows the whole answer';

/** The first that fits is told. */
const HINTS: readonly (readonly [(failed: Failed) => boolean, string | ((failed: Failed) => string)])[] = [
  [({ unknown }) => unknown !== undefined, ({ unknown }) => hintForUnknown(unknown!)],
  [({ lacks }) => lacks.length > 0, ({ lacks }) => `no answer has given ${lacks.join(' and ')} yet`],
  [({ reason }) => /shop\.ts/.test(reason), 'mend the step in shop.ts'],
  [({ reason }) => /not a host of this run/.test(reason), 'nothing was sent'],
  [({ reason }) => /connection refused/.test(reason), 'does the target run, and on this port?'],
  [({ reason }) => /no such host/.test(reason), 'nobody knows this name: is it spelled right?'],
  [({ reason }) => /x509|certificate/.test(reason), '--ca trusts an authority of your own'],
  [
    ({ reason, exchange }) => exchange.status === 0 && /timeout|deadline/i.test(reason),
    'the plan waits for `generator.requestTimeoutMs` and no longer',
  ],
  [
    ({ exchange: { status, answerBody } }) => status === 403 && /csrf/i.test(answerBody),
    "list the cookie with the token in the shop's `cookies`, and send it back: headers: { 'X-CSRFToken': ({ kept }) => kept.csrftoken }",
  ],
  [
    ({ exchange: { status } }) => status === 401 || status === 403,
    'the target does not know the shopper: is it logged in, is its token taken and sent (`headers`), has it expired? For a shared credential: `auth`',
  ],
  [
    ({ exchange: { status, url } }) => status === 404 && !/\/$/.test(path(url)),
    'is the path right, with its prefix (/api) and its last slash?',
  ],
  [({ exchange: { status } }) => status === 404, 'is the path right, with its prefix (/api)?'],
  [
    ({ exchange: { status, method } }) => status === 405 && method !== '',
    'the path is there, but not for this method',
  ],
  [
    ({ exchange: { status } }) => status >= 300 && status < 400,
    ({ exchange }) =>
      `redirects are not followed: take the step to ${exchange.answerHeaders.Location ?? 'where it leads'} itself, or read it in \`outcome\``,
  ],
  [
    ({ exchange: { status } }) => status === 415,
    'send it as `json`, `form` or `body`, with its content type',
  ],
  [({ exchange: { status } }) => status === 429, 'the target limits its callers: let it know this machine'],
  [
    // k6 finds nothing at a path in a body that is no JSON, and does not say that it is none.
    ({ reason, exchange }) =>
      /could not be read|was not in the answer/.test(reason) && !isJson(exchange.answerBody),
    'the body is no JSON: does the path lead to the API, and not to a page?',
  ],
  [({ reason }) => /was not in the answer/.test(reason), SEE_ALL],
];

/** Null: the answer itself must say it, or shows it already. */
export function hintFor(failed: Failed, isVerbose = false): string | null {
  const hint = HINTS.find(([fits]) => fits(failed))?.[1];
  if (hint === undefined || (hint === SEE_ALL && isVerbose)) return null;
  return typeof hint === 'string' ? hint : hint(failed);
}

function hintForUnknown({ of, name, known }: NonNullable<TriedRequest['unknown']>): string {
  if (known.length > 0) return didYouMean(name, known);
  return of === 'kept'
    ? 'let an earlier step `take` it'
    : "name a file of them in shop.ts: accounts: csv('accounts.csv', { per: 'session' })";
}

/** By its first character: the end of a long body is not here. */
const isJson = (body: string): boolean => /^\s*[[{"\d-]|^\s*(?:true|false|null)\s*$/.test(body);

const path = (url: string): string => url.split(/[?#]/)[0]!;
