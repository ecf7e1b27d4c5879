/**
 * Serves the live page on loopback while a run lasts, and its report once it is over. It sends each figure to whoever watches, and
 * does nothing for nobody. It ends with the command.
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { LiveState, LiveView } from '../rehearsal/live/state.ts';
import type { Words } from '../words/words.ts';
import { gate } from './gate.ts';
import { livePage } from './page.ts';
import { pageModel } from './page-model.ts';

export interface LiveServer {
  /** With its token. Nobody gets in without. */
  readonly url: string;
  /** Gives each state to whoever watches. After the last one, the page says that the run is being judged. */
  readonly view: LiveView;
  /**
   * Ends it. Whoever watches is shown the report first, if there is one.
   * @param report the report's file; null: there is none
   */
  close(report: string | null): Promise<void>;
}

export interface LiveServerOptions {
  /** Null: any free one. */
  readonly port: number | null;
  readonly words: Words;
}

const LOOPBACK = '127.0.0.1';
const TOKEN_BYTES = 24;
const NONCE_BYTES = 16;
/** More is a mistake, or somebody who means harm. */
const WATCHERS_MAX = 20;
/** Who reads slower than this is sent away, so that nothing piles up here. */
const UNREAD_BYTES_MAX = 1_000_000;
/** How long whoever watches has to fetch the report. It is on the same machine. */
const REPORT_WAIT_MS = 3000;

/** @throws the error of Node where no port can be had: code EADDRINUSE if the one that was asked for is taken */
export async function startLiveServer({ port: wanted, words }: LiveServerOptions): Promise<LiveServer> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const server = createServer();
  await listening(server, wanted ?? 0);
  const { port } = server.address() as AddressInfo;
  const pages = new Pages(words);
  // A connection that could not be taken, as with no file left to open, must not end a rehearsal: whoever looks asks again.
  server.on('error', () => undefined);
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const passed = gate(request, token, port);
    if ('refused' in passed) return void refuse(response, passed.refused);
    if ('moved' in passed) return void refuse(response, 308, { location: passed.moved });
    void pages.answer(passed.path, request, response);
  });
  return {
    url: `http://${LOOPBACK}:${port}/${token}/`,
    view: { draw: (state) => pages.send(state), end: (state) => pages.judging(state) },
    close: async (report) => {
      await pages.over(report);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

const listening = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject);
      resolve();
    });
  });

/** What may be read at a path, and who is watching. */
class Pages {
  private readonly words: Words;
  private readonly watchers = new Set<ServerResponse>();
  private last: string | null = null;
  private isJudging = false;
  private report: string | null = null;
  private fetched: () => void = () => undefined;

  constructor(words: Words) {
    this.words = words;
  }

  async answer(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (path === '/') return this.page(response);
    if (path === '/events') return this.watch(request, response);
    if (path === '/report' && this.report !== null) return this.sendReport(this.report, response);
    refuse(response, 404);
  }

  /** Nothing is made of a state that nobody watches. */
  send(state: LiveState): void {
    this.last = this.watchers.size === 0 ? null : eventOf('state', pageModel(state, this.words));
    if (this.last !== null) this.tell(this.last);
  }

  judging(state: LiveState): void {
    this.last = eventOf('state', pageModel(state, this.words));
    this.isJudging = true;
    this.tell(this.last + eventOf('judging', null));
  }

  async over(report: string | null): Promise<void> {
    this.report = report;
    const waiting = this.watchers.size;
    if (waiting === 0) return;
    const fetched = report === null ? Promise.resolve() : this.reportsFetched(waiting);
    const told = [...this.watchers].map(
      (watcher) =>
        new Promise<void>((resolve) => {
          watcher.once('close', resolve);
          watcher.end(eventOf(report === null ? 'over' : 'report', null), resolve);
        }),
    );
    // Somebody who does not read is not waited for.
    await Promise.race([Promise.all([fetched, ...told]), delay(REPORT_WAIT_MS, undefined, { ref: false })]);
  }

  private page(response: ServerResponse): void {
    const nonce = randomBytes(NONCE_BYTES).toString('base64');
    const csp = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; connect-src 'self'; ${CLOSED}`;
    response.writeHead(200, { ...HEADERS, 'content-security-policy': csp, 'content-type': HTML });
    response.end(livePage(this.words, nonce));
  }

  private watch(request: IncomingMessage, response: ServerResponse): void {
    if (this.watchers.size >= WATCHERS_MAX) return void refuse(response, 503);
    response.writeHead(200, { ...HEADERS, 'content-security-policy': NOTHING, 'content-type': EVENTS });
    this.watchers.add(response);
    request.once('close', () => this.watchers.delete(response));
    response.on('error', () => this.watchers.delete(response));
    response.write(`retry: 1000\n\n${this.last ?? ''}${this.isJudging ? eventOf('judging', null) : ''}`);
  }

  /** The report is one file with its own script and style; nothing in it may reach anywhere. */
  private async sendReport(file: string, response: ServerResponse): Promise<void> {
    const html = await readFile(file).catch(() => null);
    if (html === null) return void refuse(response, 404);
    response.writeHead(200, { ...HEADERS, 'content-security-policy': OF_REPORT, 'content-type': HTML });
    response.end(html, () => this.fetched());
  }

  private tell(text: string): void {
    for (const watcher of this.watchers)
      if (watcher.writableLength > UNREAD_BYTES_MAX) watcher.destroy();
      else watcher.write(text);
  }

  private reportsFetched(watchers: number): Promise<void> {
    let left = watchers;
    return new Promise((resolve) => {
      this.fetched = () => {
        left--;
        if (left === 0) resolve();
      };
    });
  }
}

const eventOf = (name: string, data: unknown): string => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

const HTML = 'text/html; charset=utf-8';
const EVENTS = 'text/event-stream; charset=utf-8';
const CLOSED = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const NOTHING = `default-src 'none'; ${CLOSED}`;
const OF_REPORT = `default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; font-src data:; ${CLOSED}`;
/** No other origin may read, embed or keep anything. There is no CORS header, so none may read by script. */
const HEADERS = {
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

/** Says nothing of what is here. */
function refuse(response: ServerResponse, status: number, more: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, {
    ...HEADERS,
    'content-security-policy': NOTHING,
    connection: 'close',
    ...more,
  });
  response.end();
}
