/** What of a request is passed on as its target and its body. */
import type { IncomingMessage } from 'node:http';
import type { Dispatcher } from 'undici';
import { headerOf } from './headers.ts';

/** A body up to here is read before it is passed on: one write instead of a stream. */
const READ_WHOLE_BYTES_MAX = 65_536;

/** Path and query, also of a target in absolute form: whatever host it names, there is one that is asked. */
export function targetOf(url: string): string {
  if (url.startsWith('/') || !URL.canParse(url)) return url;
  const { pathname, search } = new URL(url);
  return pathname + search;
}

type Body = Dispatcher.DispatchOptions['body'];

/** Calls back once it can be passed on; never, if the caller leaves before. */
export function bodyOf(request: IncomingMessage, ready: (body: Body) => void): void {
  const { rawHeaders } = request;
  if (headerOf(rawHeaders, 'transfer-encoding') !== null) {
    ready(streamOf(request));
    return;
  }
  const bytes = Number(headerOf(rawHeaders, 'content-length') ?? 0);
  if (bytes === 0) ready(null);
  else if (bytes > READ_WHOLE_BYTES_MAX) ready(streamOf(request));
  else readWhole(request, ready);
}

/** undici would destroy a stream when its request fails, and with it the connection on which the caller waits for the answer. */
const streamOf = (request: IncomingMessage): Body =>
  request.iterator({ destroyOnReturn: false }) as unknown as Body;

function readWhole(request: IncomingMessage, ready: (body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => ready(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
}
