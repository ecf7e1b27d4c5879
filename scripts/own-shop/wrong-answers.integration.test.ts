/**
 * A target that answers everything wrongly, and what the verdict's headline says of it. Each rehearsal is a real one, of a shop as a
 * user would write it; only the target is a stand-in.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { RequestListener, ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { arriving } from '../../scenarios/campaigns/populations.ts';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { closeCountedServers, startCountedServer } from '../workshop/testing/counted-server.ts';
import { makeAuthority } from '../workshop/testing/private-authority.ts';
import { type Judged, rehearsedOnTime } from '../workshop/testing/trial.ts';

// Each has a target of its own and waits most of its time, so they run side by side: as many as vitest.config.ts lets.
afterAll(closeCountedServers);

const PLAN = {
  name: 'wrong',
  phases: [
    {
      name: 'sale',
      calendarMinutes: 0.1,
      populations: [arriving('shoppers', 'shopper', 72_000)],
    },
  ],
  objectives: [
    { id: 'response-time', kind: 'response-time', targetShare: 0.95 },
    { id: 'orders', kind: 'success', step: 'order', targetShare: 0.97 },
  ],
};

/** A shop of `shop.ts`'s own text; its shoppers come to `list`, then order. */
function shopFile(steps: string, more = ''): string {
  const folder = temporaryFolder();
  const file = join(folder, 'shop.ts');
  writeFileSync(
    file,
    `import { defineShop, get, gql, post } from 'carnival';
     export default defineShop({
       name: 'small',${more}
       steps: { ${steps} },
       behaviours: {
         shopper: {
           description: 'list, then order, whatever the list was',
           entry: { list: 1 },
           steps: {
             list: { thinkSeconds: 0.1, ok: { order: 1 }, failed: { order: 1 } },
             order: { thinkSeconds: 0.1, ok: {} },
           },
         },
       },
     });`,
  );
  return file;
}
const BY_STATUS = `list: get('/list'), order: post('/order', { json: { thing: 1 } })`;
const BY_CODE = `
  list: get('/list', { outcome: (answer) => (answer.json('errorCode') ? 'failed' : 'ok') }),
  order: post('/order', { json: {}, outcome: (answer) => (answer.json('errorCode') ? 'failed' : 'ok') })`;
const GRAPHQL = `list: gql('{ things { id } }'), order: gql('mutation { order { id } }')`;

interface Said {
  readonly status?: number;
  readonly type?: string;
  readonly body: string;
}

const answer = (response: ServerResponse, { status = 200, type = 'application/json', body }: Said): void => {
  response.writeHead(status, { 'content-type': type }).end(body);
};

/** Staging, for whoever asks; anything else is answered with `said`. */
const always =
  (said: Said): RequestListener =>
  ({ url }, response) =>
    answer(response, url === '/carnival-environment' ? { body: '{"environment":"staging"}' } : said);

async function rehearsedAgainst(shop: string, said: Said): Promise<Judged> {
  const { port } = await startCountedServer('127.0.0.1', always(said));
  return await rehearsedOnTime(PLAN, ['--shop', shop, '--target', `http://127.0.0.1:${port}`]);
}

describe.concurrent('a target whose every answer is 200 with an error in its body', () => {
  it('fails also where answers are read for a listed cookie alone', async () => {
    const shop = shopFile(BY_STATUS, " cookies: ['sid'],");
    const { verdict, code } = await rehearsedAgainst(shop, { body: '{"errors":[{"message":"not now"}]}' });
    expect([code, verdict.outcome]).toEqual([99, 'fail']);
    expect(verdict.headline).toContain('the body has errors');
  });

  it.each([
    {
      what: 'GraphQL errors',
      said: { body: '{"data":null,"errors":[{"message":"not now"}]}' },
      want: 'the body has errors',
    },
    {
      what: 'an error page',
      said: { type: 'text/html', body: '<html><title>Oops: an error</title>' },
      want: 'the body is an error page',
    },
  ])('fails for a shop.ts without outcomes, with $what', async ({ said, want }) => {
    const { code, verdict } = await rehearsedAgainst(shopFile(BY_STATUS), said);
    expect(verdict.headline).toMatch(/^answers-look-right · (?:list|order) failed: /);
    expect(verdict.headline).toContain(want);
    expect(verdict.notes).toContainEqual(
      expect.stringMatching(/^success means the status alone at list, order/),
    );
    expect([code, verdict.outcome]).toEqual([99, 'fail']);
  });

  it.each([
    { what: 'an error code', body: '{"data":{"order":{"errorCode":"SOLD_OUT"}}}', want: 'SOLD_OUT' },
    { what: 'an error page', body: '<html><title>Oops: an error</title>', want: 'neither data nor errors' },
  ])('fails for a shop.ts with gql, with $what', async ({ body, want }) => {
    const { code, verdict, said } = await rehearsedAgainst(shopFile(GRAPHQL), { body });
    expect(verdict.headline).toMatch(/^orders · .*failed: /);
    expect(verdict.headline).toContain(`Cause: `);
    expect(verdict.headline).toContain(want);
    expect(said).toContain('CAUSES');
    expect([code, verdict.outcome]).toEqual([99, 'fail']);
  });
});

it.concurrent('a page where a shop.ts looks for a code fails, and the headline says that it is not JSON', async () => {
  const { code, verdict } = await rehearsedAgainst(shopFile(BY_CODE), {
    status: 200,
    type: 'text/html; charset=utf-8',
    body: '<html><title>Log in</title>',
  });
  expect(verdict.headline).toContain(
    'Cause: the answer could not be read: it is not JSON (text/html, HTTP 200) (',
  );
  expect([code, verdict.outcome]).toEqual([99, 'fail']);
});

describe.concurrent('a target that refuses everything', () => {
  it.each([
    {
      what: 'a token',
      said: { status: 401, body: '{"error":{"code":401,"message":"Token expired"}}' },
      want: 'HTTP 401, "Token expired"',
    },
    {
      what: 'a path',
      said: { status: 404, type: 'text/html', body: '<title>Not Found</title>' },
      want: 'HTTP 404, "Not Found"',
    },
    {
      what: 'a write without a CSRF token',
      said: { status: 403, body: '{"detail":"CSRF Failed: CSRF token missing."}' },
      want: 'HTTP 403, "CSRF Failed: CSRF token missing."',
    },
  ])('fails, and the headline says what became of $what', async ({ said, want }) => {
    const { code, verdict } = await rehearsedAgainst(shopFile(BY_STATUS), said);
    expect(verdict.headline).toMatch(/^orders · .*order failed: /);
    expect(verdict.headline).toContain(`Cause: ${want} (`);
    expect(verdict.causes).toContainEqual(expect.objectContaining({ step: 'list', cause: want }));
    expect([code, verdict.outcome]).toEqual([99, 'fail']);
  });
});

it.concurrent('a certificate that k6 does not trust is the generator’s own failure, and the headline says x509', async ({
  onTestFinished,
}) => {
  const folder = temporaryFolder();
  const [own, other] = [makeAuthority(folder, 'own'), makeAuthority(folder, 'other')];
  const certificateOf = (authority: typeof own) => {
    const { certificate, key } = authority.issue('shop', 'DNS:localhost,IP:127.0.0.1');
    return { cert: readFileSync(certificate), key: readFileSync(key) };
  };
  const server = https.createServer(certificateOf(own), (request, response) => {
    always({ body: '{}' })(request, response);
    // Admission has asked. From now on it is somebody else's.
    server.setSecureContext(certificateOf(other));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const target = ['--target', `https://localhost:${port}`, '--ca', own.certificate];
  const { code, verdict } = await rehearsedOnTime(PLAN, ['--shop', shopFile(BY_STATUS), ...target]);
  expect(verdict.headline).toMatch(/^the load was not valid \(own-failures · sale\): .*Cause.*: .*x509/);
  expect([code, verdict.outcome]).toEqual([90, 'inconclusive']);
});
