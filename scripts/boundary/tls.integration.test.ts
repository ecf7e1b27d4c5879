/** TLS on both sides of a boundary, with authorities of the tests' own. */
import { readFileSync } from 'node:fs';
import https from 'node:https';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import {
  type Issued,
  makeAuthority,
  type SecureServer,
  startSecureServer,
} from '../workshop/testing/private-authority.ts';
import { readBoundaryHealth, setBoundaryFaults } from './boundary-client.ts';
import { endAll, metricsOf, openBoundary, TOKEN } from './testing/boundary-process.ts';

let ca: string;
let own: Issued;
let foreign: Issued;
let bank: SecureServer | null = null;
beforeAll(() => {
  const authority = makeAuthority(temporaryFolder(), 'ours');
  ca = authority.certificate;
  own = authority.issue('bank', 'DNS:localhost,IP:127.0.0.1');
  foreign = authority.issue('other', 'DNS:other.example');
});
afterEach(async () => {
  await endAll();
  await bank?.close();
});

function ask(url: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const request = https.get(url, { agent: false, ca: readFileSync(ca) }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.on('end', () => resolve({ status: response.statusCode!, body }));
    });
    request.on('error', reject);
  });
}

it('callers are answered by its certificate, and the dependency’s is checked by --ca', async () => {
  bank = await startSecureServer({ issued: own });
  const boundary = await openBoundary(`https://localhost:${bank.port}`, {
    ca,
    cert: own.certificate,
    key: own.key,
  });
  expect(await ask(boundary.url)).toEqual({ status: 200, body: '{"environment":"staging"}' });
  expect(await readBoundaryHealth(boundary.control)).toMatchObject({ isReachable: true });
  await setBoundaryFaults(boundary.control, TOKEN, [{ kind: 'reset' }], 60_000);
  await expect(ask(boundary.url)).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(await metricsOf(boundary)).toMatchObject({ 'answers passed': 1, 'answers reset': 1 });
});

it.each([
  { given: 'of an unknown authority', trusts: false, host: 'localhost', issued: () => own },
  { given: 'for another host', trusts: true, host: 'localhost', issued: () => foreign },
])('a dependency with a certificate $given is not asked', async ({ trusts, host, issued }) => {
  bank = await startSecureServer({ issued: issued() });
  const boundary = await openBoundary(`https://${host}:${bank.port}`, {
    cert: own.certificate,
    key: own.key,
    ...(trusts ? { ca } : {}),
  });
  expect(await ask(boundary.url)).toMatchObject({ status: 502 });
  expect(await readBoundaryHealth(boundary.control)).toMatchObject({ isReachable: false });
  expect(bank.requests).toEqual([]);
});
