/** What goes with a request besides its step's own: headers of all, cookies, the time limit. The crowd and `carnival try` share it. */
import http, { type Params } from 'k6/http';
import { headerName } from '../shop/header-name.ts';
import type { Shop } from '../shop/shop.ts';
import type { RowVisit } from './visit.ts';

const { CookieJar } = http;

export interface ParamsOptions {
  readonly shop: Shop;
  /** Names the run to the target. */
  readonly runTag: string;
  /** Headers of every request that are the same for all, secrets among them. */
  readonly fixedHeaders: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

export interface ParamsOnK6 {
  /** For requests that have no headers of their own. Changed by nobody but the sender, who gives it a jar. */
  readonly shared: Params;
  /** For a request with headers of its own, which get the others added. */
  readonly withHeaders: (headers: Record<string, string>, isRead: boolean, visit: RowVisit) => Params;
  /** A jar of its own for each request, or for each session: with a shared one, all shoppers of a VU would have the same session. */
  readonly jarOf: (visit: RowVisit) => typeof CookieJar.prototype;
}

export function paramsOnK6(options: ParamsOptions): ParamsOnK6 {
  const { shop, timeoutMs } = options;
  const { fixed, made } = headersOfEveryRequest(options);
  const fixedNames = Object.keys(fixed);
  return {
    shared: { timeout: timeoutMs, headers: { ...fixed } },
    withHeaders: (headers, isRead, visit) => {
      // Not `for … of`: in k6's interpreter an iterator costs more than what is done here.
      for (let i = 0; i < fixedNames.length; i++) headers[fixedNames[i]!] ??= fixed[fixedNames[i]!]!;
      for (let i = 0; i < made.length; i++) {
        const [name, value] = made[i]!;
        const text = value(visit);
        if (text !== '') headers[name] ??= text;
      }
      const params: Params = { timeout: timeoutMs, headers };
      if (isRead) params.responseType = 'text';
      return params;
    },
    jarOf: shop.cookies === 'jar' ? jarOfSession : () => new CookieJar(),
  };
}

function jarOfSession(visit: RowVisit): typeof CookieJar.prototype {
  const jar = (visit.jar as typeof CookieJar.prototype | undefined) ?? new CookieJar();
  visit.jar = jar;
  return jar;
}

/** What every request carries: the same for all, or made for its visit. */
function headersOfEveryRequest({ shop, runTag, fixedHeaders }: ParamsOptions): {
  readonly fixed: Readonly<Record<string, string>>;
  readonly made: readonly (readonly [string, (visit: RowVisit) => string])[];
} {
  const fixed: Record<string, string> = {};
  for (const [name, value] of Object.entries(fixedHeaders)) fixed[headerName(name)] = value;
  fixed['X-Carnival-Run'] = runTag;
  if (shop.mark.header !== undefined) fixed[headerName(shop.mark.header)] = runTag;
  const made: (readonly [string, (visit: RowVisit) => string])[] = [];
  for (const [name, value] of Object.entries(shop.headers)) {
    if (typeof value === 'function') made.push([headerName(name), value]);
  }
  if (Array.isArray(shop.cookies)) made.push(['Cookie', cookiesOf(shop.cookies)]);
  return { fixed, made };
}

/** The listed cookies that the session has, as a browser sends them. */
const cookiesOf =
  (names: readonly string[]) =>
  ({ kept }: RowVisit): string => {
    let cookies = '';
    for (let i = 0; i < names.length; i++) {
      const value = kept[names[i]!];
      if (value !== '') cookies += `${cookies === '' ? '' : '; '}${names[i]}=${value}`;
    }
    return cookies;
  };
