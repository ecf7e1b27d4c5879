/** Real sockets: what a browser, a hostile page and a slow reader get. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { MID_DRILL } from '../rehearsal/live/testing/live-state.ts';
import { en } from '../words/en.ts';
import { type LiveServer, startLiveServer } from './live-server.ts';
import { openLivePage } from './open-live-page.ts';

const servers: LiveServer[] = [];
async function started(): Promise<LiveServer> {
  const server = await startLiveServer({ port: null, words: en });
  servers.push(server);
  return server;
}
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close(null);
});

/** Answers once the headers are there. */
const get = (url: string, headers: Record<string, string> = {}): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    request(url, { headers }, resolve).on('error', reject).end();
  });

async function textOf(answer: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of answer) text += chunk;
  return text;
}

/** Reads on until what was sent holds the words. */
async function until(answer: IncomingMessage, words: string): Promise<string> {
  let text = '';
  return new Promise((resolve, reject) => {
    answer.on('error', reject).on('end', () => reject(new Error(`ended after: ${text}`)));
    answer.on('data', (chunk) => {
      text += chunk;
      if (text.includes(words)) resolve(text);
    });
  });
}

describe('the live page', () => {
  it('runs only its own script, reaches only its own figures, and is framed and kept by nobody', async () => {
    const { url } = await started();
    const answer = await get(url);
    const html = await textOf(answer);
    const policy = String(answer.headers['content-security-policy']);
    const [, nonce] = /script-src 'nonce-([^']+)'/.exec(policy)!;
    expect(html).toContain(`<script nonce="${nonce}">`);
    expect(policy).toMatch(/^default-src 'none'; .*connect-src 'self'; .*frame-ancestors 'none'$/);
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
    });
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    expect((await textOf(await get(url))).includes(nonce!)).toBe(false);
  });

  it('is not there for a hostile page, nor without its token', async () => {
    const { url } = await started();
    const rebound = { host: `evil.example:${new URL(url).port}` };
    expect((await get(url, rebound)).statusCode).toBe(403);
    expect((await get(`${url}events`, { origin: 'https://evil.example' })).statusCode).toBe(403);
    expect((await get(new URL('/', url).href)).statusCode).toBe(404);
    expect((await get(`${url}report`)).statusCode).toBe(404);
  });

  it('is found without the last slash, too', async () => {
    const { url } = await started();
    const moved = await get(url.slice(0, -1));
    expect(moved.statusCode).toBe(308);
    expect(new URL(moved.headers.location!, url).href).toBe(url);
  });

  it('follows the run, says that it is judged, and becomes the report, which it waits for', async () => {
    const server = await started();
    const events = await get(`${server.url}events`);
    server.view.draw(MID_DRILL);
    expect(await until(events, 'payments-down')).toMatch(/event: state\ndata: \{"title":"summer-carnival/);
    server.view.end(MID_DRILL);
    await until(events, 'event: judging');
    const report = join(await mkdtemp(join(temporaryFolder(), 'live-')), 'report.html');
    await writeFile(report, '<p>the report</p>');
    const closed = server.close(report);
    await until(events, 'event: report');
    const answer = await get(`${server.url}report`);
    expect(await textOf(answer)).toBe('<p>the report</p>');
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    await closed;
    await expect(get(server.url)).rejects.toThrow();
  });

  it('that somebody opens late shows the last figures at once', async () => {
    const server = await started();
    server.view.end(MID_DRILL);
    expect(await until(await get(`${server.url}events`), 'event: judging')).toContain('event: state');
  });

  it('tells whoever watches that there is no report, and ends', async () => {
    const server = await started();
    const events = await get(`${server.url}events`);
    const closed = server.close(null);
    await until(events, 'event: over');
    await closed;
  });

  it('takes another port if the one that was asked for is taken, and says so', async () => {
    const taken = Number(new URL((await started()).url).port);
    const said: string[] = [];
    const page = await openLivePage(taken, en, (line) => said.push(line));
    expect(said[0]).toBe(`Port ${taken} is taken: another one is used.`);
    expect(said[1]).toMatch(/^Watch it at http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}\/$/);
    await page.close(null);
  });
});
