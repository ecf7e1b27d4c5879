/**
 * Who may read the live page. A page that somebody else has opened in the same browser may send requests to loopback, so three things
 * are asked: the token in the path, which only the console tells; a Host of ours, because a name of an attacker's may resolve to
 * 127.0.0.1 (DNS rebinding); and no sign that another site has sent it. Pure.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

export type Asked = Pick<IncomingMessage, 'method' | 'url' | 'headers'>;

/** What is asked for, where it is instead, or the status with which it is refused. */
export type Passed =
  | { readonly path: string }
  | { readonly moved: string }
  | { readonly refused: 403 | 404 | 405 };

const LOCAL_NAMES = ['127.0.0.1', 'localhost'];

export function gate({ method, url = '', headers }: Asked, token: string, port: number): Passed {
  const hosts = LOCAL_NAMES.map((name) => `${name}:${port}`);
  if (!hosts.includes(headers.host ?? '')) return { refused: 403 };
  if (headers.origin !== undefined && !hosts.some((host) => headers.origin === `http://${host}`))
    return { refused: 403 };
  if (isFromElsewhere(headers)) return { refused: 403 };
  const [, given = '', ...rest] = url.split('?')[0]!.split('/');
  if (!isSame(given, token)) return { refused: 404 };
  if (method !== 'GET') return { refused: 405 };
  // Without the slash, the page would ask for its figures beside the token, and not below it.
  if (rest.length === 0) return { moved: `/${token}/` };
  return { path: `/${rest.join('/')}` };
}

/** Browsers say where a request comes from; a link that somebody follows may come from anywhere. */
const isFromElsewhere = (headers: IncomingHttpHeaders): boolean => {
  const site = headers['sec-fetch-site'];
  const isLink = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  return (site === 'cross-site' || site === 'same-site') && !isLink;
};

/** In a time that says nothing of how much of it was right. */
const isSame = (given: string, token: string): boolean => {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(token));
};
