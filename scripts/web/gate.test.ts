import { describe, expect, it } from 'vitest';
import { gate } from './gate.ts';

const TOKEN = 'secret-token';
const PORT = 4321;
const HOST = `127.0.0.1:${PORT}`;
const ask = (headers: Record<string, string>, url = `/${TOKEN}/events`, method = 'GET') =>
  gate({ method, url, headers: { host: HOST, ...headers } }, TOKEN, PORT);

describe('the live page is read by', () => {
  it.each([
    { name: 'a browser with the address that the console tells', headers: {} },
    { name: 'the same by the name localhost', headers: { host: `localhost:${PORT}` } },
    { name: 'the page itself', headers: { origin: `http://${HOST}`, 'sec-fetch-site': 'same-origin' } },
    {
      name: 'somebody who follows a link, in a chat for example',
      headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
    },
  ])('$name', ({ headers }) => {
    expect(ask(headers)).toEqual({ path: '/events' });
  });

  it('its path, without what follows a question mark', () => {
    expect(ask({}, `/${TOKEN}/?a=/events`)).toEqual({ path: '/' });
    expect(ask({}, `/${TOKEN}/../report`)).toEqual({ path: '/../report' });
  });

  it('who leaves out the last slash, and is sent to the page', () => {
    expect(ask({}, `/${TOKEN}`)).toEqual({ moved: `/${TOKEN}/` });
    expect(ask({}, `/${TOKEN}?from=chat`)).toEqual({ moved: `/${TOKEN}/` });
    expect(ask({ origin: 'https://evil.example' }, `/${TOKEN}`)).toEqual({ refused: 403 });
  });
});

describe('the live page is not read by', () => {
  it.each([
    {
      name: 'a name of an attacker that resolves to this machine',
      headers: { host: `evil.example:${PORT}` },
    },
    { name: 'another port of this machine', headers: { host: '127.0.0.1:80' } },
    { name: 'nobody', headers: { host: '' } },
    { name: 'another origin', headers: { origin: 'https://evil.example' } },
    { name: 'a file that was opened from disk', headers: { origin: 'null' } },
    { name: 'another port as an origin', headers: { origin: 'http://127.0.0.1:80' } },
    {
      name: 'a script or an image of another site',
      headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
    },
    {
      name: 'a frame in another site',
      headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
    },
    { name: 'another program of this machine in a browser', headers: { 'sec-fetch-site': 'same-site' } },
  ])('$name', ({ headers }) => {
    expect(ask(headers)).toEqual({ refused: 403 });
  });

  it.each(['/', '/events', '/secret/', `/${TOKEN}x/`, `/${TOKEN.toUpperCase()}/`, '//', `//${TOKEN}/`])(
    'whoever has no token: %s',
    (url) => {
      expect(ask({}, url)).toEqual({ refused: 404 });
    },
  );

  it('whoever wants to write', () => {
    expect(ask({}, `/${TOKEN}/`, 'POST')).toEqual({ refused: 405 });
    // Whoever has no token is not even told that.
    expect(ask({}, '/x/', 'POST')).toEqual({ refused: 404 });
  });
});
