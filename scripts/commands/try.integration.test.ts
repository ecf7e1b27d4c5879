/** `carnival try` with real k6: against the embedded shop, and against a small server where each path is wrong in its own way. */
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { projectRoot } from '../machine/project-root.ts';
import { type Manners, startWebSocketTarget } from '../workshop/testing/websocket-target.ts';

const PASSWORD = 'correct-horse-battery';
const API_KEY = 'key-of-the-staging-0815';
const ESCAPE = '\u001b[31m';
const TIMEOUT_MS = 1000;

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function listen(handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer((request, response) => {
    if (request.url === '/carnival-environment') response.end('{"environment":"staging"}');
    else handle(request, response);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Tried {
  readonly code: number | null;
  readonly out: string;
  readonly errors: string;
}

async function carnivalTry(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Tried> {
  const child = spawn(process.execPath, [join(projectRoot(), 'dist', 'carnival.js'), 'try', ...args], {
    cwd: temporaryFolder(),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', errors: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.errors += text;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, ...said };
}

async function shopFile(text: string): Promise<string> {
  const folder = temporaryFolder();
  await writeFile(join(folder, 'accounts.csv'), `username,password\nanna,${PASSWORD}\n`);
  await writeFile(join(folder, 'shop.ts'), text);
  return join(folder, 'shop.ts');
}

const one = (entry: string): string =>
  `{ entry: { ${entry}: 1 }, steps: { ${entry}: { thinkSeconds: 5, ok: {} } } }`;

const HOSTILE_SHOP = `
import { csv, defineShop, env, get, json, post } from 'carnival';
export default defineShop({
  name: 'hostile',
  accounts: csv('accounts.csv', { per: 'session' }),
  cookies: ['csrftoken'],
  headers: { 'X-Api-Key': env('HOSTILE_KEY') },
  steps: {
    missing: get('/missing'),
    page: get('/page'),
    words: get('/words', { take: { id: json('id') } }),
    empty: get('/empty', { take: { id: json('id') } }),
    slow: get('/slow'),
    form: post('/form', { json: ({ account }) => account }),
    login: post('/login', { json: ({ account }) => account, take: { token: json('token'), next: json('next') } }),
    me: get('/me', { headers: { Authorization: ({ kept }) => 'Bearer ' + kept.token } }),
    orders: get('/orders', { headers: { Authorization: ({ kept }) => 'Bearer ' + kept.token } }),
    elsewhere: get(({ kept }) => kept.next, { needs: ['next'] }),
    moved: get('/moved'),
    broken: get(({ account }) => account.user.toUpperCase()),
    spare: get('/spare'),
  },
  behaviours: {
    ${['missing', 'page', 'words', 'empty', 'slow', 'form', 'moved', 'broken'].map((step) => `${step}: ${one(step)}`).join(',\n    ')},
    member: {
      description: 'logs in, and its token expires',
      entry: { login: 1 },
      steps: {
        login: { thinkSeconds: 5, ok: { me: 0.9, elsewhere: 0.1 } },
        me: { thinkSeconds: 5, ok: { orders: 1 } },
        orders: { thinkSeconds: 5, ok: {} },
        elsewhere: { thinkSeconds: 5, ok: {} },
      },
    },
  },
});
`;

function hostile(request: IncomingMessage, response: ServerResponse): void {
  const answer = (status: number, body: string, type = 'application/json', headers = {}): void => {
    response.writeHead(status, { 'content-type': type, ...headers }).end(body);
  };
  let sent = '';
  request.on('data', (piece) => {
    sent += piece;
  });
  request.on('end', () => {
    switch (request.url) {
      case '/page':
        return answer(200, '<html><title>Internal Server Error</title></html>', 'text/html');
      case '/words':
        return answer(200, `${ESCAPE}all is well`, 'text/plain');
      case '/empty':
        return answer(200, '{}');
      case '/slow':
        return undefined;
      case '/form':
        return answer(403, `CSRF verification failed for ${sent} with ${request.headers['x-api-key']}`);
      case '/login':
        return answer(200, '{"token":"abcdefghijklmnop","next":"http://127.0.0.1:1/orders"}');
      case '/me':
        return answer(200, '{"name":"anna"}');
      case '/orders':
        return answer(401, '{"detail":"token expired"}');
      case '/moved':
        return answer(302, '', 'text/html', { location: '/login?next=/moved' });
      default:
        return answer(404, `no ${request.url} here${ESCAPE}`, 'text/plain');
    }
  });
}

it('says at which step a behaviour cannot be walked, what the answer was, and shows no secret', async () => {
  const target = await listen(hostile);
  const shop = await shopFile(HOSTILE_SHOP);
  const plan = join(temporaryFolder(), 'plan.json');
  await writeFile(
    plan,
    JSON.stringify({
      name: 'hostile',
      phases: [
        {
          name: 'sale',
          calendarMinutes: 1,
          populations: [
            {
              ...{ kind: 'arriving', name: 'members', behaviour: 'member', process: 'poisson', paced: false },
              perHour: [{ atMinute: 0, value: 60 }],
            },
          ],
        },
      ],
      objectives: [{ id: 'response-time', kind: 'response-time', targetShare: 0.95 }],
      generator: { requestTimeoutMs: TIMEOUT_MS },
    }),
  );
  const args = ['--shop', shop, '--plan', plan, '--target', target];
  const { code, out, errors } = await carnivalTry(args, { HOSTILE_KEY: API_KEY });
  expect(errors).toBe('');
  expect(code).toBe(99);
  // The plan's behaviours come first.
  expect(out.indexOf('\nmember\n')).toBeLessThan(out.indexOf('\nmissing\n'));
  for (const words of [
    'GET /missing',
    '404',
    'HTTP 404',
    'no /missing here\\u001b[31m',
    'hint: is the path right',
    'its status is ok, but the body is an error page',
    'hint: the body is no JSON',
    'id was not in the answer (HTTP 200)',
    'request timeout',
    'CSRF verification failed',
    "list the cookie with the token in the shop's `cookies`",
    'token = abcd… (16 characters)',
    '{"detail":"token expired"}',
    'has it expired?',
    'leads to http://127.0.0.1:1, which is not a host of this run',
    'redirects are not followed: take the step to /login?next=/moved',
    'shop.ts cannot make this request',
    'hint: there are: username, password',
    'NOT WALKED  hostile · 9 behaviours',
    'member cannot be walked: orders: HTTP 401',
    'ok by their status, but they look wrong: page',
    'no behaviour visits: spare',
  ])
    expect(out.replace(/\n {2,}/g, ' ')).toContain(words);
  for (const hidden of [PASSWORD, API_KEY, 'abcdefghijklmnop', ESCAPE]) expect(out).not.toContain(hidden);

  const verbose = await carnivalTry([...args, '--verbose', '--behaviour', 'member', '--behaviour', 'form'], {
    HOSTILE_KEY: API_KEY,
  });
  expect(verbose.code).toBe(99);
  for (const words of [
    '> X-Api-Key: ‹HOSTILE_KEY›',
    '> Authorization: Bearer ‹token›',
    '> {"username":"anna","password":"‹password›"}',
    '< HTTP/1.1 401',
    '< {"detail":"token expired"}',
  ])
    expect(verbose.out).toContain(words);
  for (const hidden of [PASSWORD, API_KEY, 'abcdefghijklmnop']) expect(verbose.out).not.toContain(hidden);
  expect(verbose.out).not.toContain('\nmissing\n');
});

it('walks a shop without a plan, and every branch of it', async () => {
  const seen: string[] = [];
  const target = await listen((request, response) => {
    seen.push(request.url!);
    response.writeHead(request.url === '/sold-out' ? 409 : 200).end('{}');
  });
  const shop = await shopFile(`
import { defineShop, get } from 'carnival';
export default defineShop({
  name: 'small',
  steps: { home: get('/'), list: get('/list'), search: get('/search'), buy: get('/sold-out', { refused: [409] }), wait: get('/wait') },
  behaviours: { buyer: { entry: { home: 1 }, steps: {
    home: { thinkSeconds: 60, ok: { list: 0.8, search: 0.2 } },
    list: { thinkSeconds: 60, ok: { buy: 1 } },
    search: { thinkSeconds: 60, ok: {} },
    buy: { thinkSeconds: 60, ok: {}, refused: { wait: 1 } },
    wait: { thinkSeconds: 60, ok: {} },
  } } },
});
`);
  const { code, out } = await carnivalTry(['--shop', shop, '--target', target]);
  expect(seen).toEqual([...['/', '/list', '/sold-out', '/wait'], ...['/', '/search']]);
  expect(code).toBe(0);
  expect(out).toContain('shopper 2, for what is left');
  expect(out).toContain('WALKED  small · 1 behaviour · 6 requests');
  expect(out).toContain('5 of 5 steps walked');
});

it.each<{ manners: Manners; code: number; words: readonly string[] }>([
  { manners: {}, code: 0, words: ['GET /live', '101', '2 of 2 steps walked'] },
  { manners: { isDeaf: true }, code: 0, words: ['2 of 2 steps walked'] },
  {
    manners: { dropsAfterMs: 1 },
    code: 99,
    words: ['it was to stay for 30 s, and the target ended it after'],
  },
  { manners: { refusesWith: 403 }, code: 99, words: ['the handshake was refused; asked again: HTTP 403'] },
])('opens a connection, holds it for a moment and closes it: $manners', async ({ manners, code, words }) => {
  const target = await startWebSocketTarget(manners);
  closing.push(() => void target.end());
  const shop = await shopFile(`
import { connect, defineShop, get } from 'carnival';
export default defineShop({
  name: 'live',
  steps: { home: get('/', { take: {} }), live: connect('/live', { staySeconds: 30, headers: { 'X-Shopper': 'anna' } }) },
  behaviours: { viewer: { entry: { home: 1 }, steps: {
    home: { thinkSeconds: 60, ok: { live: 1 } }, live: { thinkSeconds: 60, ok: {} },
  } } },
});
`);
  const tried = await carnivalTry(['--shop', shop, '--target', target.url, '--verbose']);
  expect(tried.errors).toBe('');
  for (const each of words) expect(tried.out.replace(/\n {2,}/g, ' ')).toContain(each);
  expect(tried.code).toBe(code);
  expect(target.handshakes[0]!.headers['x-shopper']).toBe('anna');
  if (code === 0 && manners.isDeaf !== true) expect(target.closed).toEqual([1000]);
});

it('says that nobody listens', async () => {
  const target = await listen(() => undefined);
  for (const close of closing.splice(0)) close();
  const { code, errors } = await carnivalTry(['--shop', await shopFile(SMALL), '--target', target]);
  expect(code).toBe(104);
  expect(errors).toContain('ECONNREFUSED');
});

it('says that nobody listens any more', async () => {
  const server = createServer((_, response) => {
    response.writeHead(200, { connection: 'close' }).end('{"environment":"staging"}');
    server.close();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { code, out } = await carnivalTry(['--shop', await shopFile(SMALL), '--target', target]);
  expect(code).toBe(99);
  expect(out).toContain('connection refused');
  expect(out).toContain('hint: does the target run, and on this port?');
});

const SMALL = `
import { defineShop, get } from 'carnival';
export default defineShop({ name: 'small', steps: { home: get('/') }, behaviours: { visitor: ${one('home')} } });
`;

it('ends at Ctrl-C with 130, and says how far it came', async () => {
  const target = await listen((request, response) => {
    if (request.url === '/') response.end('{}');
  });
  const child = spawn(
    process.execPath,
    [
      join(projectRoot(), 'dist', 'carnival.js'),
      'try',
      '--shop',
      await shopFile(HANGING),
      '--target',
      target,
    ],
    { cwd: temporaryFolder(), stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (!out.includes('GET /') && (out + text).includes('GET /')) child.kill('SIGINT');
    out += text;
  });
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(130);
  expect(out).toContain('INTERRUPTED  hanging · 0 behaviours · 1 request');
});

const HANGING = `
import { defineShop, get } from 'carnival';
export default defineShop({
  name: 'hanging',
  steps: { home: get('/'), hang: get('/hang') },
  behaviours: { visitor: { entry: { home: 1 }, steps: {
    home: { thinkSeconds: 1, ok: { hang: 1 } }, hang: { thinkSeconds: 1, ok: {} },
  } } },
});
`;

it('tells all mistakes at once, before anything is sent', async () => {
  const { code, out, errors } = await carnivalTry(['--shop', await shopFile(SMALL), '--behaviour', 'visitr']);
  expect(code).toBe(104);
  expect(out).toBe('');
  expect(errors).toContain('is not a behaviour of the shop');
  expect(errors).toContain('visitor');
  expect(errors).toContain('--target');
});

it('starts the embedded shop by itself, and ends it', async () => {
  const { code, out, errors } = await carnivalTry(
    ['--behaviour', 'coupon-buyer', '--behaviour', 'livestream-viewer'],
    {
      TERM: 'dumb',
    },
  );
  expect(code).toBe(0);
  expect(errors).toContain('the built-in summer-carnival on the embedded shop\n');
  expect(out).toMatch(/payment\.pay\s+POST \/orders\/\S+\s+201/);
  expect(out).toContain('acknowledged: redemption o.try-');
  expect(out).toContain('WALKED  mock-shop · 2 behaviours');
  const [target = ''] = /http:\/\/\S+?(?=,)/.exec(out) ?? [];
  await expect(fetch(target)).rejects.toThrow();
});
