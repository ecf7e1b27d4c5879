/** Whatever a server does with a connection, a request ends: with an answer, or with a reason, in its time. */
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { type PinnedRequest, requestPinned } from './pinned-request.ts';

const ASKED: PinnedRequest = {
  path: '/carnival-environment',
  headers: {},
  answerMsMax: 300,
  bodyBytesMax: 1000,
};
/** A deadline that nothing else reaches first, and long enough for a busy machine. */
const SETTLED_MS_MAX = 20_000;

const servers = new Set<net.Server>();
const sockets = new Set<net.Socket>();
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await Promise.all([...servers].map((server) => new Promise((resolve) => server.close(resolve))));
  servers.clear();
});

/** Calls back with the socket once a request's head has arrived. */
async function serve(answer: (socket: net.Socket) => void): Promise<URL> {
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    socket.once('data', () => answer(socket));
  });
  servers.add(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return new URL(`http://127.0.0.1:${(server.address() as net.AddressInfo).port}`);
}

/** Writes for ever, until the socket is closed. */
function keepWriting(socket: net.Socket, text: string): void {
  const timer = setInterval(() => socket.write(text), 5);
  socket.on('close', () => clearInterval(timer));
}

async function reasonFor(answer: (socket: net.Socket) => void, asked: Partial<PinnedRequest> = {}) {
  const origin = await serve(answer);
  const settled = requestPinned(origin, '127.0.0.1', { ...ASKED, ...asked }).then(
    ({ status }) => `status ${status}`,
    (error: Error) => error.message,
  );
  return Promise.race([settled, sleep(SETTLED_MS_MAX, 'it never settled', { ref: false })]);
}

const LATE = 'no answer within 300 ms';
const OK = 'HTTP/1.1 200 OK\r\n';
const cases: { given: string; answer: (socket: net.Socket) => void; want: string | RegExp }[] = [
  {
    given: 'switches protocols',
    answer: (socket) =>
      socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
    want: 'an answer that switches protocols (101)',
  },
  {
    given: 'switches protocols and closes',
    answer: (socket) =>
      socket.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
    want: 'an answer that switches protocols (101)',
  },
  {
    given: 'switches protocols without naming one',
    answer: (socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n'),
    want: 'status 101',
  },
  { given: 'says nothing', answer: () => undefined, want: LATE },
  { given: 'closes', answer: (socket) => socket.end(), want: /socket hang up|closed without/ },
  { given: 'resets', answer: (socket) => socket.resetAndDestroy(), want: /ECONNRESET|closed without/ },
  {
    given: 'sends interim answers for ever',
    answer: (socket) => keepWriting(socket, 'HTTP/1.1 102 Processing\r\n\r\n'),
    want: LATE,
  },
  {
    given: 'sends headers for ever',
    answer: (socket) => {
      socket.write(OK);
      keepWriting(socket, `x: ${'y'.repeat(200)}\r\n`);
    },
    want: /within 300 ms|Header overflow/i,
  },
  {
    given: 'sends a byte now and then',
    answer: (socket) => {
      socket.write(`${OK}Content-Length: 900\r\n\r\n`);
      keepWriting(socket, 'x');
    },
    want: LATE,
  },
  {
    given: 'never ends its body',
    answer: (socket) => {
      socket.write(`${OK}\r\n`);
      keepWriting(socket, 'x'.repeat(500));
    },
    want: 'an answer above 1000 bytes',
  },
  {
    given: 'sends a body that is too large in bytes and not in characters',
    answer: (socket) => socket.end(`${OK}Content-Length: 1200\r\n\r\n${'節'.repeat(400)}`),
    want: 'an answer above 1000 bytes',
  },
  {
    given: 'closes in mid-body',
    answer: (socket) => socket.end(`${OK}Content-Length: 900\r\n\r\nx`),
    want: /aborted|closed without/,
  },
  {
    given: 'speaks another protocol',
    answer: (socket) => socket.end('+OK POP3 ready\r\n'),
    want: /Parse Error/,
  },
  {
    given: 'answers',
    answer: (socket) => socket.end(`${OK}Content-Length: 2\r\n\r\n{}`),
    want: 'status 200',
  },
  {
    given: 'answers after an interim answer',
    answer: (socket) => socket.end(`HTTP/1.1 103 Early Hints\r\n\r\n${OK}Content-Length: 2\r\n\r\n{}`),
    want: 'status 200',
  },
];

describe('a request to a server', () => {
  it.each(cases)('that $given comes to an end', async ({ answer, want }) => {
    const reason = await reasonFor(answer);
    if (typeof want === 'string') expect(reason).toBe(want);
    else expect(reason).toMatch(want);
  });

  it('that says nothing is given up on as soon as nobody wants its answer, and is not even asked later', async () => {
    const stop = new AbortController();
    let asked = 0;
    const patient = { answerMsMax: SETTLED_MS_MAX, signal: stop.signal };
    const reason = await reasonFor(() => {
      asked += 1;
      stop.abort(new Error('SIGTERM came'));
    }, patient);
    expect(reason).toBe('it was given up on: SIGTERM came');
    expect(await reasonFor(() => (asked += 1), patient)).toBe('it was given up on: SIGTERM came');
    expect(asked).toBe(1);
  });
});
