/** One HTTP request to an address that was checked, even if the URL's name points elsewhere by now. Follows no redirect. */
import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';

export interface PinnedRequest {
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** GET, or POST when there is a body, unless it is named. */
  readonly method?: string;
  readonly body?: string;
  readonly answerMsMax: number;
  readonly bodyBytesMax: number;
}
export interface Answer {
  readonly status: number;
  readonly location: string | null;
  readonly body: string;
}

/**
 * @param address an IP address, without brackets
 * @throws Error when the connection fails, or the answer takes longer or is larger than it may be
 */
export const requestPinned = (origin: URL, address: string, asked: PinnedRequest): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const name = withoutBrackets(origin.hostname);
    const client = origin.protocol === 'https:' ? https : http;
    const request = client.request({
      method: asked.method ?? (asked.body === undefined ? 'GET' : 'POST'),
      host: address,
      port: portOf(origin),
      path: asked.path,
      headers: { ...asked.headers, host: origin.host },
      // The certificate must be for the name, not for the address.
      ...(isIP(name) === 0 ? { servername: name } : {}),
      agent: false,
      signal: AbortSignal.timeout(asked.answerMsMax),
    });
    const fail = (error: Error): void =>
      reject(error.name === 'AbortError' ? new Error(`no answer within ${asked.answerMsMax} ms`) : error);
    request.on('error', fail);
    request.on('response', (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
        if (body.length > asked.bodyBytesMax)
          response.destroy(new Error(`an answer above ${asked.bodyBytesMax} bytes`));
      });
      response.on('error', fail);
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, location: response.headers.location ?? null, body });
      });
    });
    request.end(asked.body);
  });

/** The address that a run may use for a URL: the one that `hosts` pins its name to, or the URL's own. Null when none was checked. */
export function checkedAddress(origin: URL, hosts: Readonly<Record<string, string>>): string | null {
  const name = withoutBrackets(origin.hostname);
  if (isIP(name) !== 0) return name;
  const pinned = hosts[`${name}:${portOf(origin)}`];
  return pinned === undefined ? null : withoutBrackets(pinned.slice(0, pinned.lastIndexOf(':')));
}

export const portOf = ({ port, protocol }: URL): string =>
  port !== '' ? port : protocol === 'https:' ? '443' : '80';

const withoutBrackets = (host: string): string => host.replace(/^\[|\]$/g, '');
