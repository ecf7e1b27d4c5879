/** TLS with a private authority, made here: what admission trusts, and what a real k6 trusts, are the same. */
import { readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { startChild } from '../machine/processes/child.ts';
import { type Keeper, startKeeper } from '../machine/processes/keeper.ts';
import { ensureTools } from '../machine/toolchain/toolchain.ts';
import { type Mistake, PlanError } from '../mistakes/plan-error.ts';
import { generatorArgs, generatorEnv } from '../rehearsal/generator.ts';
import { closeCountedServers, startCountedServer } from '../workshop/testing/counted-server.ts';
import {
  makeAuthority,
  type SecureOptions,
  type SecureServer,
  startSecureServer,
} from '../workshop/testing/private-authority.ts';
import { trialPlan } from '../workshop/testing/trial-plan.ts';
import { type AskedAccess, OPEN_ACCESS, readAccess, runTls, type TargetAccess, trustInK6 } from './access.ts';
import { admitTargets, runTargets } from './admission.ts';
import { environmentRequest } from './environment.ts';
import { signedRun } from './signed-run.ts';

const NAMES = 'DNS:shop.example,DNS:localhost,IP:127.0.0.1';
/** From k6's start to the timetable's zero. */
const LEAD_MS = 3000;
const RUN_ID = 'secure';

let folder: string;
let keeper: Keeper;
let k6: string;
let own: ReturnType<typeof makeAuthority>;
let other: ReturnType<typeof makeAuthority>;
beforeAll(async () => {
  folder = temporaryFolder();
  own = makeAuthority(folder, 'own');
  other = makeAuthority(folder, 'other');
  keeper = await startKeeper();
  k6 = (await ensureTools({ progress: console.error })).k6.path;
});
const servers: SecureServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map(({ close }) => close()));
  await closeCountedServers();
});
afterAll(() => keeper.close());

async function serve(options: Partial<SecureOptions> = {}): Promise<SecureServer> {
  const server = await startSecureServer({ issued: own.issue('shop', NAMES), ...options });
  servers.push(server);
  return server;
}

const read = (asked: Partial<AskedAccess>) => {
  const mistakes: Mistake[] = [];
  const given = { shop: {}, ca: undefined, env: {}, nowMs: Date.now(), platform: 'linux' as const };
  const access = readAccess({ ...given, ...asked }, mistakes);
  return { access, mistakes, told: mistakes.map(({ path, problem }) => `${path}: ${problem}`) };
};

const PLAN = trialPlan({ seconds: 2, browsers: 400, couponBuyersPerHour: 0 });
const EACH_REGION = PLAN.regions.map(() => ({ environment: 'staging' }));
const admit = (target: string, access: TargetAccess) =>
  admitTargets({
    targets: [target],
    plan: PLAN,
    resolve: async () => ['127.0.0.1'],
    request: environmentRequest(access),
    resolveTxt: async () => [],
  });
const refusalOf = async (target: string, access: TargetAccess) => {
  const error = await admit(target, access).catch((thrown: unknown) => thrown);
  if (!(error instanceof PlanError)) throw new Error('it was admitted');
  return error.mistakes[0]!;
};

describe('admission of a target with a private authority', () => {
  it('is refused without --ca, and told of it', async () => {
    const { port } = await serve();
    expect(await refusalOf(`https://shop.example:${port}`, OPEN_ACCESS)).toMatchObject({
      problem: 'has a certificate of an unknown authority (x509)',
      hint: expect.stringContaining('--ca <file>'),
    });
  });

  it.each([
    { what: '--ca', asked: () => ({ ca: own.certificate }) },
    {
      what: 'the variable that Node itself reads',
      asked: () => ({ env: { NODE_EXTRA_CA_CERTS: own.certificate } }),
    },
  ])('is admitted with $what', async ({ asked }) => {
    const { port } = await serve();
    const { access, mistakes } = read(asked());
    expect(mistakes).toEqual([]);
    expect(await admit(`https://shop.example:${port}`, access)).toMatchObject(EACH_REGION);
  });

  it('is refused with the authority of somebody else', async () => {
    const { port } = await serve();
    const { access } = read({ ca: other.certificate });
    expect((await refusalOf(`https://shop.example:${port}`, access)).problem).toContain('unknown authority');
  });

  it('is refused for a host that its certificate is not for', async () => {
    const { port } = await serve({ issued: own.issue('elsewhere', 'DNS:elsewhere.example') });
    const { problem } = await refusalOf(`https://shop.example:${port}`, read({ ca: own.certificate }).access);
    expect(problem).toMatch(/for another host than shop.example \(x509\).*elsewhere.example/);
  });

  it('is refused at a port that speaks no TLS', async () => {
    const plain = await startCountedServer('127.0.0.1', (_, response) => response.end());
    const { problem, hint } = await refusalOf(`https://shop.example:${plain.port}`, OPEN_ACCESS);
    expect([problem, hint]).toEqual([expect.stringMatching(/does not speak TLS/), 'is it http:// ?']);
  });

  it('is admitted with the certificate of a client that it asks for, and refused without', async () => {
    const { port } = await serve({ wantsCertificate: true, ca: readFileSync(own.certificate) });
    const url = `https://shop.example:${port}`;
    expect(await refusalOf(url, read({ ca: own.certificate }).access)).toMatchObject({
      problem: expect.stringContaining('ended the TLS handshake'),
      hint: expect.stringContaining('tls: {'),
    });
    const { access, mistakes } = read({
      ca: own.certificate,
      shop: { tls: own.issue('client', 'DNS:client') },
    });
    expect(mistakes).toEqual([]);
    expect(await admit(url, access)).toMatchObject(EACH_REGION);
  });
});

describe('a file that is wrong is told before anybody is asked:', () => {
  const file = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  it.each([
    { what: 'missing', ca: () => join(folder, 'missing.pem'), want: /cannot be read: ENOENT/ },
    { what: 'a folder', ca: () => folder, want: /cannot be read: EISDIR/ },
    { what: 'empty', ca: () => file('empty.pem', ''), want: /holds no certificate/ },
    { what: 'a key', ca: () => own.key, want: /holds a private key/ },
    { what: 'huge', ca: () => file('huge.pem', 'x'.repeat(2_000_001)), want: /is too large/ },
    {
      what: 'garbled',
      ca: () => file('garbled.pem', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'),
      want: /holds something that is no certificate/,
    },
    { what: 'expired', ca: () => own.certificate, nowMs: Date.now() + 10 * 86_400_000, want: /has expired/ },
    {
      what: 'of tomorrow',
      ca: () => own.certificate,
      nowMs: Date.now() - 10 * 86_400_000,
      want: /is not valid yet/,
    },
  ])('$what', ({ ca, nowMs = Date.now(), want }) => {
    expect(read({ ca: ca(), nowMs }).told).toEqual([expect.stringMatching(want)]);
  });

  it('one that k6 could not be told of', () => {
    expect(read({ ca: own.certificate, platform: 'darwin' }).told).toEqual([
      expect.stringMatching(/for Linux only/),
    ]);
  });

  it('the key of another certificate, a certificate that is none, and a locked key', () => {
    const client = own.issue('mine', 'DNS:mine');
    const locked = file(
      'locked.key',
      '-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n',
    );
    const toldOf = (certificate: string, key: string) => read({ shop: { tls: { certificate, key } } }).told;
    expect(toldOf(client.certificate, own.key)).toEqual(['tls.key: is not the key of this certificate']);
    expect(toldOf(client.key, client.key)).toEqual(['tls.certificate: holds no certificate']);
    expect(toldOf(client.certificate, locked)).toEqual(['tls.key: is locked with a passphrase']);
    expect(toldOf(client.certificate, client.certificate)).toEqual(['tls.key: holds no private key']);
  });

  it('but not one of many in the list that Node reads by itself', () => {
    const list = file(
      'list.pem',
      `-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n${readFileSync(own.certificate, 'utf8')}`,
    );
    const { access, mistakes } = read({ env: { NODE_EXTRA_CA_CERTS: list } });
    expect([mistakes, access.authorities.length]).toEqual([[], 1]);
    expect(read({ env: { NODE_EXTRA_CA_CERTS: join(folder, 'missing') } }).mistakes).toEqual([]);
  });
});

describe('a real k6', () => {
  /** What a plain script gets from each URL. */
  async function asks(
    urls: readonly string[],
    env: Readonly<Record<string, string | undefined>>,
  ): Promise<string[]> {
    const script = join(folder, 'ask.js');
    writeFileSync(
      script,
      `import http from 'k6/http';
       export const options = { discardResponseBodies: true };
       export default function () {
         for (const url of ${JSON.stringify(urls)}) {
           const { status, error_code, error, proto } = http.get(url);
           console.log('GOT ' + (status || error) + ' ' + error_code + ' ' + proto);
         }
       }`,
    );
    const logFile = join(temporaryFolder(), 'k6.log');
    const args = ['run', '--quiet', '--no-usage-report', '--address=', '--summary-mode=disabled', script];
    const child = await startChild(keeper, {
      name: 'k6',
      command: k6,
      args,
      env: { ...env, NO_PROXY: '*' },
      logFile,
    });
    await child.exited;
    return [...(await readFile(logFile, 'utf8')).matchAll(/GOT (.*?)" source/g)].map(([, got]) => got!);
  }
  const trust = (env: Record<string, string> = {}) =>
    trustInK6(read({ ca: own.certificate }).access, join(temporaryFolder(), 'certificates'), env);

  it('trusts the authority that it is given, and without it says x509', async () => {
    const { port } = await serve();
    const url = `https://127.0.0.1:${port}/`;
    expect(await asks([url], trust())).toEqual([expect.stringMatching(/^200 0 HTTP\/1.1$/)]);
    expect(await asks([url], {})).toEqual(['x509: unknown authority 1310 ']);
  });

  it('goes on trusting the roots of the system, and the folders that were named before', async () => {
    const third = makeAuthority(folder, 'third');
    const { port } = await serve();
    const ofSystem = await serve({ issued: other.issue('shop', NAMES) });
    const ofFolder = await serve({ issued: third.issue('shop', NAMES) });
    const named = temporaryFolder();
    writeFileSync(join(named, 'third.pem'), readFileSync(third.certificate));
    const urls = [port, ofSystem.port, ofFolder.port].map((each) => `https://127.0.0.1:${each}/`);
    const system = { SSL_CERT_FILE: other.certificate, SSL_CERT_DIR: named };
    const got = await asks(urls, { ...system, ...trust(system) });
    expect(got.map((line) => line.split(' ')[0])).toEqual(['200', '200', '200']);
  });

  it('takes HTTP/2 where it is offered, and says so', async () => {
    const { port } = await serve({ speaksHttp2: true });
    expect(await asks([`https://127.0.0.1:${port}/`], trust())).toEqual(['200 0 HTTP/2.0']);
  });

  it('loads a target that wants a client certificate, with the same setting as admission', async () => {
    const target = await serve({ wantsCertificate: true, ca: readFileSync(own.certificate) });
    const prometheus = await startCountedServer('127.0.0.1', (_, response) => response.writeHead(204).end());
    const { access } = read({ ca: own.certificate, shop: { tls: own.issue('client', 'DNS:client') } });
    const admitted = await admit(`https://shop.example:${target.port}`, access);
    const run = { id: RUN_ID, zeroAtMs: Date.now() + LEAD_MS, ...runTargets(admitted), ...runTls(access) };
    const planFile = join(folder, 'plan.json');
    writeFileSync(planFile, JSON.stringify({ ...PLAN, run: signedRun(run) }));
    target.requests.length = 0;
    const generator = {
      scenario: null,
      planFile,
      consoleFile: join(folder, 'console.log'),
      prometheus: { url: `http://127.0.0.1:${prometheus.port}`, user: 'run', password: 'password' },
      runId: RUN_ID,
    };
    const logFile = join(folder, 'k6-client.log');
    const child = await startChild(keeper, {
      name: 'k6',
      command: k6,
      args: generatorArgs(generator),
      env: { ...generatorEnv(generator), ...trustInK6(access, join(folder, 'certificates'), process.env) },
      logFile,
    });
    const { code } = await child.exited;
    expect(code, await readFile(logFile, 'utf8')).toBe(0);
    expect(target.requests.length).toBeGreaterThan(10);
    expect(await readFile(planFile, 'utf8')).not.toContain('PRIVATE KEY');
  });
});
