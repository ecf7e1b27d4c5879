/** What is asked of a control port, and what becomes of its answers. */
import { afterEach, describe, expect, it } from 'vitest';
import { closeCountedServers, startCountedServer } from '../workshop/testing/counted-server.ts';
import {
  controlFlaw,
  liftBoundaryFaults,
  readBoundaryFaults,
  readBoundaryHealth,
  setBoundaryFaults,
} from './boundary-client.ts';

afterEach(closeCountedServers);

const TOKEN = 'a-token-of-the-tests';
const STATE = { boundary: 'bank', faults: [{ kind: 'hang' }], setAtMs: 1000, liftsAtMs: 3000 };

async function answering(status: number, body: unknown) {
  const server = await startCountedServer('127.0.0.1', (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  return { control: new URL(`http://localhost:${server.port}`), requests: server.requests };
}

describe('a boundary is told', () => {
  it('its faults and for how long, with the token', async () => {
    const { control, requests } = await answering(200, STATE);
    expect(await setBoundaryFaults(control, TOKEN, [{ kind: 'hang' }], 2000)).toEqual(STATE);
    const [{ method, url, headers }] = requests as [(typeof requests)[number]];
    expect([method, url, headers.authorization]).toEqual(['PUT', '/faults', `Bearer ${TOKEN}`]);
    expect(headers['content-type']).toBe('application/json');
  });

  it('to lift them, and is asked what is set and how it is; its health takes no token', async () => {
    const { control, requests } = await answering(200, STATE);
    await liftBoundaryFaults(control, TOKEN);
    await readBoundaryFaults(control, TOKEN);
    await readBoundaryHealth(control);
    expect(requests.map(({ method, url, headers }) => [method, url, headers.authorization])).toEqual([
      ['DELETE', '/faults', `Bearer ${TOKEN}`],
      ['GET', '/faults', `Bearer ${TOKEN}`],
      ['GET', '/healthz', undefined],
    ]);
  });

  it.each([
    {
      given: 'mistakes',
      status: 400,
      body: { mistakes: [{ path: 'forMs', problem: 'is missing', hint: '' }] },
      want: 'the boundary answered 400: forMs is missing',
    },
    { given: 'a wrong token', status: 401, body: {}, want: 'the boundary does not know this token' },
    { given: 'no JSON', status: 200, body: '<html>', want: 'the boundary answered 200' },
    { given: 'something else', status: 404, body: 'null', want: 'the boundary answered 404' },
    {
      given: 'more than it may be',
      status: 200,
      body: `"${'x'.repeat(70_000)}"`,
      want: /does not answer: an answer above 65536 bytes/,
    },
  ])('an answer with $given is an error', async ({ status, body, want }) => {
    const { control } = await answering(status, body);
    await expect(setBoundaryFaults(control, TOKEN, [{ kind: 'hang' }], 2000)).rejects.toThrow(want);
  });

  it('nothing once its signal is aborted', async () => {
    const { control, requests } = await answering(200, STATE);
    const signal = AbortSignal.abort(new Error('Ctrl-C'));
    await expect(liftBoundaryFaults(control, TOKEN, signal)).rejects.toThrow(/given up on: Ctrl-C/);
    expect(requests).toEqual([]);
  });

  it('nobody listening is an error with a hint', async () => {
    const { control } = await answering(200, STATE);
    await closeCountedServers();
    await expect(readBoundaryHealth(control)).rejects.toMatchObject({
      hint: expect.stringMatching(/is `carnival boundary` running/),
    });
  });
});

describe('the address of a control port', () => {
  it.each(['http://127.0.0.1:9444', 'http://localhost:9444', 'http://[::1]:9444/', 'http://127.1.2.3:1'])(
    '%s is one',
    (text) => expect(controlFlaw(text)).toBeNull(),
  );

  it.each([
    { text: 'bank', want: 'is no http:// URL' },
    { text: 'https://127.0.0.1:9444', want: 'is no http:// URL' },
    { text: 'http://me:secret@127.0.0.1:9444', want: 'carries credentials' },
    { text: 'http://127.0.0.1:9444/faults', want: 'has more than a host and a port' },
    { text: 'http://127.0.0.1:9444/?a', want: 'has more than a host and a port' },
    { text: 'http://10.0.0.1:9444', want: 'is not on this machine' },
    { text: 'http://bank.example:9444', want: 'is not on this machine' },
    { text: 'http://127.0.0.1.example:9444', want: 'is not on this machine' },
  ])('$text: $want', async ({ text, want }) => {
    expect(controlFlaw(text)?.problem).toBe(want);
    const asked = URL.canParse(text) ? readBoundaryHealth(new URL(text)) : Promise.reject(new Error(want));
    await expect(asked).rejects.toThrow(want);
  });
});
