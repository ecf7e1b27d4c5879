/** Where callers come in: the listening port, which can be shut and opened again. */
import http, { type RequestListener } from 'node:http';
import https from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import { CarnivalError } from '../mistakes/carnival-error.ts';
import { EXIT } from '../mistakes/exit-codes.ts';

/** Heads above it are refused with 431. */
export const HEAD_BYTES_MAX = 65_536;
/** Ten minutes for a whole request: uploads may be slow. */
const REQUEST_MS_MAX = 600_000;
const KEEP_ALIVE_PROBE_MS = 60_000;
/** Somebody else may have taken the port meanwhile. */
const REOPEN_EVERY_MS = 100;
const IDLE_CLOSED_EVERY_MS = 50;

export interface Identity {
  readonly certificatePem: string;
  readonly keyPem: string;
}
interface DoorOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Speaks TLS with it. */
  readonly identity: Identity | null;
  readonly listener: RequestListener;
}

export class Door {
  readonly #options: DoorOptions;
  readonly #server: http.Server | https.Server;
  /** Connections as they came in, by the caller's port and address: TLS hides them. */
  readonly #sockets = new Map<string, Socket>();
  #port: number;
  #wanted: 'open' | 'shut' | 'closed' = 'shut';
  #reopening: NodeJS.Timeout | undefined;

  constructor(options: DoorOptions) {
    this.#options = options;
    this.#port = options.port;
    this.#server = serverOf(options);
    this.#server.on('connection', (socket: Socket) => {
      const key = keyOf(socket);
      this.#sockets.set(key, socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        if (this.#sockets.get(key) === socket) this.#sockets.delete(key);
      });
    });
  }

  get port(): number {
    return this.#port;
  }

  /** @throws CarnivalError when the port cannot be had */
  async open(): Promise<void> {
    this.#wanted = 'open';
    await listening(this.#server, this.#options.host, this.#port);
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Nobody listens any more, and whoever is here is sent away. */
  shut(): void {
    if (this.#wanted !== 'open') return;
    this.#wanted = 'shut';
    clearTimeout(this.#reopening);
    this.#server.close();
    this.#hangUp();
  }

  reopen(): void {
    if (this.#wanted !== 'shut') return;
    this.#wanted = 'open';
    this.#tryToOpen();
  }

  /** Ends a connection with RST, also one that speaks TLS. */
  reset(socket: Socket): void {
    (this.#sockets.get(keyOf(socket)) ?? socket).resetAndDestroy();
  }

  /** Takes nobody new. What is under way may end within the grace. */
  async close(graceMs: number): Promise<void> {
    const wasOpen = this.#wanted === 'open' && this.#server.listening;
    this.#wanted = 'closed';
    clearTimeout(this.#reopening);
    if (!wasOpen) {
      this.#hangUp();
      return;
    }
    const closed = new Promise((resolve) => this.#server.close(resolve));
    // A busy connection would stay open for its caller's next request. It is closed after its answer instead.
    const idle = setInterval(() => this.#server.closeIdleConnections(), IDLE_CLOSED_EVERY_MS);
    const late = setTimeout(() => this.#hangUp(), graceMs);
    await closed;
    clearInterval(idle);
    clearTimeout(late);
  }

  #tryToOpen(): void {
    listening(this.#server, this.#options.host, this.#port).catch(() => {
      if (this.#wanted === 'open') this.#reopening = setTimeout(() => this.#tryToOpen(), REOPEN_EVERY_MS);
    });
  }

  #hangUp(): void {
    for (const socket of this.#sockets.values()) socket.destroy();
  }
}

const keyOf = ({ remoteAddress, remotePort }: Socket): string => `${remotePort} ${remoteAddress}`;

function serverOf({ identity, listener }: DoorOptions): http.Server | https.Server {
  const options = {
    insecureHTTPParser: false,
    maxHeaderSize: HEAD_BYTES_MAX,
    requestTimeout: REQUEST_MS_MAX,
    // Whoever keeps a connection closes it: a server that hangs up on an idle one now and then breaks the request that just comes.
    keepAliveTimeout: 0,
    keepAlive: true,
    keepAliveInitialDelay: KEEP_ALIVE_PROBE_MS,
  };
  return identity === null
    ? http.createServer(options, listener)
    : https.createServer({ ...options, cert: identity.certificatePem, key: identity.keyPem }, listener);
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (cause: NodeJS.ErrnoException): void => reject(portError(cause, host, port));
    server.once('error', fail);
    server.listen(port, host, () => {
      server.off('error', fail);
      resolve();
    });
  });
}

export function portError(cause: NodeJS.ErrnoException, host: string, port: number): CarnivalError {
  const isTaken = cause.code === 'EADDRINUSE';
  return new CarnivalError(
    `port ${port} on ${host} ${isTaken ? 'is taken' : `cannot be had: ${cause.message}`}`,
    {
      cause,
      hint: isTaken ? 'name another one, or stop what listens there' : 'name another host or port',
      exitCode: EXIT.badPlan,
    },
  );
}
