import dgram from 'node:dgram';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { declaredByDns, txtResolver } from './declarations.ts';

/** A question begins behind the header. @see https://www.rfc-editor.org/rfc/rfc1035#section-4.1 */
const HEADER_BYTES = 12;
const LIMIT_MS = 600;
const sockets: dgram.Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
});

/** A name server on loopback; `answer` gets the question's packet. */
async function serve(answer: (question: Buffer) => Buffer | null): Promise<string> {
  const socket = dgram.createSocket('udp4');
  sockets.push(socket);
  socket.on('message', (question, { port, address }) => {
    const packet = answer(question);
    if (packet !== null) socket.send(packet, port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(socket.address() as AddressInfo).port}`;
}

/** The question's packet with one TXT record a text. */
const answerWith =
  (...texts: readonly (readonly string[])[]) =>
  (question: Buffer): Buffer => {
    const ends = question.indexOf(0, HEADER_BYTES) + 5;
    const head = Buffer.from(question.subarray(0, ends));
    head.writeUInt16BE(0x8180, 2);
    head.writeUInt16BE(texts.length, 6);
    head.writeUInt16BE(0, 10);
    const records = texts.map((pieces) => {
      const data = Buffer.concat(
        pieces.map((piece) => Buffer.concat([Buffer.from([Buffer.byteLength(piece)]), Buffer.from(piece)])),
      );
      const record = Buffer.alloc(HEADER_BYTES);
      record.writeUInt16BE(0xc00c, 0);
      record.writeUInt16BE(16, 2);
      record.writeUInt16BE(1, 4);
      record.writeUInt32BE(60, 6);
      record.writeUInt16BE(data.length, 10);
      return Buffer.concat([record, data]);
    });
    return Buffer.concat([head, ...records]);
  };

const declared = async (answer: (question: Buffer) => Buffer | null) =>
  declaredByDns('shop.example', txtResolver({ servers: [await serve(answer)], limitMs: LIMIT_MS }));

it('a record of a name server declares what it says', async () => {
  expect(await declared(answerWith(['v=spf1 -all'], ['carnival-environment=', 'staging']))).toMatchObject({
    names: 'staging',
    mayBeLoaded: true,
  });
});

it.each([
  { what: 'says nothing', answer: () => null, want: `is not there (no answer within ${LIMIT_MS} ms)` },
  { what: 'sends garbage', answer: () => Buffer.from('garbage'), want: /^is not there/ },
  {
    what: 'sends half an answer',
    answer: (q: Buffer) => answerWith(['carnival-environment=staging'])(q).subarray(0, -9),
    want: /^is not there/,
  },
  { what: 'has no such record', answer: (q: Buffer) => answerWith()(q), want: 'is not there (ENODATA)' },
])('a name server that $what declares nothing, in time', async ({ answer, want }) => {
  expect(await declared(answer)).toMatchObject({
    names: null,
    mayBeLoaded: false,
    instead: typeof want === 'string' ? want : expect.stringMatching(want),
  });
});

it.each(['localhost', 'shop.localhost', 'shop', `${'a.'.repeat(125)}example`])(
  'nobody is asked about %s',
  async (host) => {
    const nobody = () => Promise.reject(new Error('was asked'));
    expect(await declaredByDns(host, nobody)).toBeNull();
  },
);
