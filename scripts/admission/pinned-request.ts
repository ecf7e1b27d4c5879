/** One HTTP request to an address that was checked, even if the URL's name points elsewhere by now. Follows no redirect. */
import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import type { SecureContext } from 'node:tls';
import { reasonOf } from '../mistakes/reason-of.ts';

export interface PinnedRequest {
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** GET, or POST when there is a body, unless it is named. */
  readonly method?: string;
  readonly body?: string;
  /** From the call to the last byte, however the answer trickles in. */
  readonly answerMsMax: number;
  readonly bodyBytesMax: number;
  /** The answer is wanted for its status and headers: its body is not read. */
  readonly isHeadOnly?: boolean;
  /** Whom TLS trusts, and who we are; Node's own setting if it is left out. */
  readonly secureContext?: SecureContext | null;
  /** Gives up at once when it is aborted. */
  readonly signal?: AbortSignal | undefined;
}
export interface Answer {
  readonly status: number;
  readonly location: string | null;
  /** By name in lower case. */
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/**
 * Always settles, whatever the server does. The deadline is a timer of our own: the socket of a `101` answer belongs to nobody,
 * emits nothing more, and does not keep Node alive.
 * @param address an IP address, without brackets
 * @throws Error when the connection fails, or the answer takes longer or is larger than it may be, or is no answer
 */
export async function requestPinned(origin: URL, address: string, asked: PinnedRequest): Promise<Answer> {
  // It throws for what cannot be sent, such as a header with a line break.
  const request = requestTo(origin, address, asked);
  return new Promise<Answer>((resolve, reject) => {
    const giveUp = (reason: string): void => fail(new Error(reason));
    const deadline = setTimeout(() => giveUp(`no answer within ${asked.answerMsMax} ms`), asked.answerMsMax);
    const abort = (): void => giveUp(`it was given up on: ${reasonOf(asked.signal?.reason)}`);
    const settle = (): void => {
      clearTimeout(deadline);
      asked.signal?.removeEventListener('abort', abort);
      request.destroy();
    };
    const fail = (error: Error): void => {
      settle();
      reject(error);
    };
    asked.signal?.addEventListener('abort', abort);
    request.on('error', fail);
    request.on('close', () => giveUp('the connection was closed without a whole answer'));
    request.on('upgrade', ({ statusCode }, socket) => {
      socket.destroy();
      giveUp(`an answer that switches protocols (${statusCode})`);
    });
    request.on('response', (response) => {
      const { statusCode, headers } = response;
      const answer = (body: string): void => {
        settle();
        resolve({ status: statusCode ?? 0, location: headers.location ?? null, headers, body });
      };
      if (asked.isHeadOnly === true) answer('');
      else readBody(response, asked.bodyBytesMax).then(answer, fail);
    });
    if (asked.signal?.aborted === true) abort();
    else request.end(asked.body);
  });
}

/**
 * Asks one checked address after the other, until one answers: localhost is often ::1 first, even if nobody listens there.
 * @returns the answer, and the address that gave it
 * @throws Error with what each has said, when none answers or the request is given up on
 */
export async function requestFirst(
  origin: URL,
  addresses: readonly string[],
  asked: PinnedRequest,
): Promise<{ readonly answer: Answer; readonly address: string }> {
  const silent: string[] = [];
  for (const address of addresses)
    try {
      return { answer: await requestPinned(origin, address, asked), address };
    } catch (error) {
      silent.push(reasonOf(error));
      if (asked.signal?.aborted === true) break;
    }
  throw new Error(silent.join('; '));
}

function requestTo(origin: URL, address: string, asked: PinnedRequest): http.ClientRequest {
  const name = withoutBrackets(origin.hostname);
  const client = origin.protocol === 'https:' ? https : http;
  return client.request({
    method: asked.method ?? (asked.body === undefined ? 'GET' : 'POST'),
    host: address,
    port: portOf(origin),
    path: sendable(asked.path),
    headers: { ...asked.headers, host: origin.host },
    // The certificate must be for the name, not for the address.
    ...(isIP(name) === 0 ? { servername: name } : {}),
    ...(asked.secureContext == null ? {} : { secureContext: asked.secureContext }),
    agent: false,
  });
}

/** As k6 sends it: what no request line may hold is encoded. A target may name an order in any letters. */
const sendable = (path: string): string => path.replace(/[^!-~]+/g, encodeURIComponent);

async function readBody(response: http.IncomingMessage, bytesMax: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > bytesMax) throw new Error(`an answer above ${bytesMax} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

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
