/** Opens WebSockets with k6. What the target sends is read by k6 and thrown away: nobody listens. */
import http, { type Params, type Response } from 'k6/http';
import { WebSocket } from 'k6/websockets';
import type { Connections, Wire } from './connections.ts';
import { isOwnConnectError } from './own-failure.ts';

/** All that k6 tells of a handshake that was answered with anything but 101. */
const BAD_HANDSHAKE = 'websocket: bad handshake';
/** k6 names the two sockets of a broken connection, and one of them has another port each time. */
const SOCKETS = /\S+->\S+: /;
const ASK_EVERY_MS = 1000;
/** What makes a request a handshake. The key is the example of RFC 6455: nobody will use the connection. */
const HANDSHAKE = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

/** The headers and the jar of the handshake. */
export type ConnectParams = Pick<Params, 'headers' | 'jar'>;
export type Connect = (slot: number, step: number, url: string, params: ConnectParams) => void;
/** Begins to open one, and returns what closes it at once. */
export type Dial = (step: number, url: string, params: ConnectParams, wire: Wire) => () => void;

/** @param onError receives what went wrong in our own code */
export function connectOnK6(
  connections: Connections,
  timeoutMs: number,
  onError: (error: unknown) => void,
): Connect {
  const dial = dialOnK6(timeoutMs, onError);
  return (slot, step, url, params) =>
    connections.connect(slot, step, (wire) => dial(step, url, params, wire));
}

/** @param onError receives what went wrong in our own code */
export function dialOnK6(timeoutMs: number, onError: (error: unknown) => void): Dial {
  const refusals: (Refusals | undefined)[] = [];
  return (step, url, params, wire) => {
    const guarded = (act: () => void) => () => {
      try {
        act();
      } catch (error) {
        onError(error);
      }
    };
    const refused = (error: string): void => {
      if (error !== BAD_HANDSHAKE) {
        wire.refused(error.replace(SOCKETS, ''), isOwnConnectError(error) ? 'own' : undefined);
        return;
      }
      refusals[step] ??= new Refusals(timeoutMs);
      refusals[step].explain(url, params, (reason) => guarded(() => wire.refused(reason))());
    };
    let socket: WebSocket;
    try {
      socket = new WebSocket(url.replace(/^http/, 'ws'), null, params as never);
    } catch (thrown) {
      // Not at once: the crowd does not expect an answer while it sends.
      Promise.resolve().then(guarded(() => wire.refused(String(thrown), 'own')));
      return () => undefined;
    }
    socket.onopen = guarded(wire.opened);
    socket.onclose = guarded(wire.closed);
    socket.onerror = (event) => guarded(() => refused(event?.error ?? 'an error without words'))();
    return () => hangUp(socket);
  };
}

/**
 * Why a step's handshakes are refused. k6 does not tell the status, so the same handshake is asked for again as a plain request, once
 * a second at most. All that were refused since then get its words.
 */
class Refusals {
  private readonly timeoutMs: number;
  private words: string | null = null;
  private askedAtMs = Number.NEGATIVE_INFINITY;
  private waiting: ((words: string) => void)[] = [];

  constructor(timeoutMs: number) {
    this.timeoutMs = timeoutMs;
  }

  explain(url: string, { headers, jar }: ConnectParams, tell: (words: string) => void): void {
    const isKnown = this.words !== null && Date.now() - this.askedAtMs < ASK_EVERY_MS;
    if (isKnown) {
      tell(this.words!);
      return;
    }
    this.waiting.push(tell);
    if (this.waiting.length > 1) return;
    this.askedAtMs = Date.now();
    const params: Params = { timeout: this.timeoutMs, headers: { ...headers, ...HANDSHAKE } };
    if (jar !== undefined) params.jar = jar;
    http.asyncRequest('GET', url, null, params).then(
      ({ status, error }: Response) =>
        this.answer(status === 0 ? `no answer (${error.replace(SOCKETS, '')})` : `HTTP ${status}`),
      // k6 rejects one status, 101.
      () => this.answer('yes'),
    );
  }

  private answer(said: string): void {
    const { waiting } = this;
    this.waiting = [];
    this.words = `the handshake was refused; asked again: ${said}`;
    for (const tell of waiting) tell(this.words);
  }
}

/*
 * k6's own close() waits for the target's half, for ever: a target that hangs would hold k6. A message after the close frame is one
 * that k6 refuses to write, and then it closes the socket itself. It sends none once close() was called, but it asks
 * ArrayBuffer.isView about the message after it has looked whether it may: so close() is called there. See decision 057.
 */
const LAST = new Uint8Array(0);
const NORMAL_CLOSURE = 1000;
const { isView } = ArrayBuffer;
let closing: WebSocket | null = null;
ArrayBuffer.isView = (value: unknown): value is ArrayBufferView => {
  if (value === LAST) closing?.close(NORMAL_CLOSURE);
  return isView(value);
};

/** Sends a close frame and closes the socket, as a browser does whose tab is closed. */
function hangUp(socket: WebSocket): void {
  closing = socket;
  try {
    socket.send(LAST);
  } catch {
    // It is no longer open.
    socket.close(NORMAL_CLOSURE);
  }
  closing = null;
}
