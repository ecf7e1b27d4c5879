/** HTTP messages on their way through a process: each is read whole, and passed on as it came. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Dispatcher } from 'undici';
import { errorBody } from '../platform/outcome.ts';

/** Above what the shop itself takes, so that it is the shop that refuses. */
const BODY_BYTES_MAX = 1024 * 1024;
/** Up to here head and body leave in one write. */
const ONE_WRITE_BYTES_MAX = 16_384;

/**
 * Of one connection only, or settled here: a body was read whole, so that its length is known.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
 */
const HOP_BY_HOP: ReadonlySet<string> = new Set([
  ...['connection', 'proxy-connection', 'keep-alive', 'te', 'trailer', 'transfer-encoding'],
  ...['upgrade', 'expect', 'proxy-authenticate', 'proxy-authorization'],
]);
/** From the balancer to a replica: for how long it holds the request. It goes no further. */
export const HOLD_HEADER = 'x-carnival-hold-ms';

export interface Question {
  readonly method: string;
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: string[];
  readonly body: Buffer | null;
}
export interface Answer {
  readonly status: number;
  /** Names and values in turn. */
  readonly headers: string[];
  readonly body: Buffer | null;
}

/** Calls back once all of it was read; with null if it is too long; never, if its client leaves before. */
export function readQuestion(request: IncomingMessage, told: (question: Question | null) => void): void {
  const { rawHeaders } = request;
  const of = (body: Buffer | null): Question => ({
    method: request.method!,
    path: request.url!,
    headers: endToEnd(rawHeaders),
    body,
  });
  const hasBody = rawHeaders.some((name, i) => i % 2 === 0 && LENGTH.test(name));
  if (!hasBody) {
    told(of(null));
    return;
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= BODY_BYTES_MAX) chunks.push(chunk);
  });
  request.on('end', () => told(bytes > BODY_BYTES_MAX ? null : of(joined(chunks))));
}

const LENGTH = /^(content-length|transfer-encoding)$/i;

/** Asks one process, and calls back with its answer, or why there is none. */
export function ask(
  dispatcher: Pick<Dispatcher, 'dispatch'>,
  { method, path, headers, body }: Question,
  told: (answer: Answer | Error) => void,
): void {
  let status = 0;
  let answered: string[] = [];
  const chunks: Buffer[] = [];
  dispatcher.dispatch(
    { method: method as Dispatcher.HttpMethod, path, headers, body },
    {
      onConnect: () => undefined,
      onHeaders: (code, raw) => {
        // Interim answers are for the one who asked, and that is this process.
        if (code < 200) return true;
        status = code;
        answered = endToEnd(raw.map((bytes) => bytes.toString('latin1')));
        return true;
      },
      onData: (chunk) => {
        chunks.push(chunk);
        return true;
      },
      onComplete: () => told({ status, headers: answered, body: joined(chunks) }),
      // What cannot be sent at all is the client's fault, and says nothing about who was asked.
      onError: (error: NodeJS.ErrnoException) => told(UNSENDABLE.has(error.code ?? '') ? UNSENT : error),
    },
  );
}

/** Sends it to a client who may have left. */
export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  if (response.destroyed || response.writableEnded) return;
  response.writeHead(status, headers);
  if (body === null) response.end();
  // As text, head and body are one write. Latin1 is every byte as it is.
  else if (body.length <= ONE_WRITE_BYTES_MAX) response.end(body.toString('latin1'), 'latin1');
  else response.end(body);
}

/** An answer of this process's own. */
export function ownAnswer(status: number, json: object, more: Readonly<Record<string, string>> = {}): Answer {
  const body = Buffer.from(JSON.stringify(json));
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(body.length),
    ...more,
  };
  return { status, headers: Object.entries(headers).flat(), body };
}

/** undici's words for what it does not send. */
const UNSENDABLE: ReadonlySet<string> = new Set(['UND_ERR_INVALID_ARG', 'UND_ERR_NOT_SUPPORTED']);
const UNSENT = ownAnswer(
  400,
  errorBody('invalid_request', 'This request cannot be passed on.', 'Ask for a path that begins with /.'),
);

/** The first value of a header; null if it is not there. */
export function headerOf(headers: readonly string[], name: string): string | null {
  for (let i = 0; i < headers.length; i += 2)
    if (headers[i]!.length === name.length && headers[i]!.toLowerCase() === name) return headers[i + 1]!;
  return null;
}

function endToEnd(headers: readonly string[]): string[] {
  const kept: string[] = [];
  for (let i = 0; i < headers.length; i += 2)
    if (!HOP_BY_HOP.has(headers[i]!.toLowerCase())) kept.push(headers[i]!, headers[i + 1]!);
  return kept;
}

/** Without a header that only the next process on the way is to see. */
export function without(headers: readonly string[], name: string): string[] {
  const kept: string[] = [];
  for (let i = 0; i < headers.length; i += 2)
    if (headers[i]!.length !== name.length || headers[i]!.toLowerCase() !== name)
      kept.push(headers[i]!, headers[i + 1]!);
  return kept;
}

const joined = (chunks: readonly Buffer[]): Buffer | null =>
  chunks.length === 0 ? null : chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
