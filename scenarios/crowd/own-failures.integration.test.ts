/** A generator that cannot send is told from a target that does not answer, from k6's own errors to what is read after the run. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import https from 'node:https';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Keeper, startKeeper } from '../../scripts/machine/processes/keeper.ts';
import { runGenerators } from '../../scripts/workshop/testing/generators.ts';
import { trialPlan } from '../../scripts/workshop/testing/trial-plan.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

/** RFC 5737: nobody has it, so nothing can be sent from it. */
const NOBODYS_ADDRESS = '192.0.2.1';

// Each has a target of its own and waits most of its time, so they run side by side: as many as vitest.config.ts lets.
const servers: Server[] = [];
let keeper: Keeper;
beforeAll(async () => {
  keeper = await startKeeper();
});
afterAll(async () => {
  for (const server of servers) server.close();
  await keeper.close();
});

/** On a port that was free. It listens until the tests end. */
async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  servers.push(server);
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A reserved port, which no other test is given by chance. */
const gone = async (): Promise<string> => 'http://127.0.0.1:1';

/** Sends whatever it likes in place of an answer, in turn. */
async function answering(...answers: readonly string[]): Promise<string> {
  let n = 0;
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(answers[n++ % answers.length]!));
  });
  return `http://${await listen(server)}`;
}

const QUOTING = [
  'HTTP/1.1 200 OK\r\ncannot allocate memory\r\n\r\n',
  'HTTP/1.1 302 Found\r\nLocation: http://%zz/`too many open files`\r\nContent-Length: 0\r\n\r\n',
  'HTTP/1.1 101 too many open files\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n',
];

/** Its certificate is signed by nobody that k6 knows. */
async function withPrivateCertificate(): Promise<string> {
  const folder = temporaryFolder();
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=localhost'];
  await promisify(execFile)('openssl', [...request, '-keyout', keyFile, '-out', certFile]);
  const [key, cert] = await Promise.all([readFile(keyFile), readFile(certFile)]);
  return `https://${await listen(https.createServer({ key, cert }, (_, response) => response.end('{}')))}`;
}

interface Case {
  readonly given: string;
  readonly target: () => Promise<string>;
  readonly args: readonly string[];
  /** What the generator says; null when the target is to blame. */
  readonly says: string | null;
}
const CASES: readonly Case[] = [
  {
    given: 'that has no address to send from',
    target: gone,
    args: [`--local-ips=${NOBODYS_ADDRESS}`],
    says: 'assign requested address',
  },
  {
    given: 'that blocks the target itself',
    target: gone,
    args: ['--blacklist-ip=127.0.0.0/8'],
    says: 'ip is blacklisted',
  },
  {
    given: 'that does not trust the target’s certificate',
    target: withPrivateCertificate,
    args: [],
    says: 'x509: ',
  },
  { given: 'whose target is gone', target: gone, args: [], says: null },
  {
    given: 'whose target quotes a generator’s errors',
    target: () => answering(...QUOTING),
    args: [],
    says: null,
  },
];

it.concurrent.each(CASES)('a generator $given is blamed: $says', async ({ target, args, says }) => {
  const folder = temporaryFolder();
  const { phases, intended, responses } = await runGenerators({
    keeper,
    folder,
    plan: trialPlan({ seconds: 3, browsers: 0, couponBuyersPerHour: 72_000 }),
    targetUrl: await target(),
    processes: [args],
  });
  const sum = (counts: readonly { readonly count: number }[]) =>
    counts.reduce((total, { count }) => total + count, 0);
  expect(sum(intended)).toBeGreaterThan(30);
  expect(sum(responses.filter(({ outcome }) => outcome === 'failed'))).toBe(sum(intended));
  expect(phases[0]!.ownFailures).toBe(says === null ? 0 : sum(intended));
  const told = (await readFile(join(folder, 'console-0.log'), 'utf8'))
    .split('\n')
    .filter((line) => line.includes('the generator itself failed to send a request'));
  expect(told).toHaveLength(says === null ? 0 : phases[0]!.vusStarted);
  for (const line of told) expect(line).toContain(says);
});
