/** Secrets from the environment, through admission and a real k6: the target gets them from both alike, and no file of the run has them. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type http from 'node:http';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { basic, env } from '../../scenarios/shop/secrets.ts';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { startChild } from '../machine/processes/child.ts';
import { type Keeper, startKeeper } from '../machine/processes/keeper.ts';
import { projectRoot } from '../machine/project-root.ts';
import { ensureTools } from '../machine/toolchain/toolchain.ts';
import { PlanError } from '../mistakes/plan-error.ts';
import { shopAt } from '../rehearsal/audit/ask.ts';
import { generatorArgs, generatorEnv } from '../rehearsal/generator.ts';
import { createRunFolder, writeJson } from '../rehearsal/run-folder.ts';
import { closeCountedServers, startCountedServer } from '../workshop/testing/counted-server.ts';
import { trialPlan } from '../workshop/testing/trial-plan.ts';
import { readAccess, runTls } from './access.ts';
import { admitTargets, runTargets } from './admission.ts';
import { environmentRequest } from './environment.ts';
import { signedRun } from './signed-run.ts';

const SECRETS = { SHOP_USER: 'jürgen', SHOP_PASSWORD: 'pass:wörd "42"', GATE_KEY: 'gate-key-0815' };
const SHOP = { auth: basic(env('SHOP_USER'), env('SHOP_PASSWORD')), headers: { 'X-Gate': env('GATE_KEY') } };
const AUTHORIZATION = `Basic ${Buffer.from('jürgen:pass:wörd "42"').toString('base64')}`;
const PLAN = trialPlan({ seconds: 2, browsers: 1, couponBuyersPerHour: 0 });

let keeper: Keeper;
beforeAll(async () => {
  keeper = await startKeeper();
});
afterEach(closeCountedServers);
afterAll(() => keeper.close());

/** Tells everybody what it was sent. */
const echoes =
  (status: number): http.RequestListener =>
  ({ headers }, response) => {
    response.writeHead(status);
    response.end(
      JSON.stringify({ environment: status === 200 ? 'staging' : headers['x-gate'], got: headers, SECRETS }),
    );
  };
const read = () =>
  readAccess({ shop: SHOP, ca: undefined, env: SECRETS, nowMs: Date.now(), platform: 'linux' }, []);
const admit = (port: number) => {
  const access = read();
  return admitTargets({
    targets: [`http://127.0.0.1:${port}`],
    plan: PLAN,
    resolve: async () => [],
    request: environmentRequest(access),
    resolveTxt: async () => [],
    masked: access.masked,
  });
};
const hasSecret = (text: string) =>
  [
    ...Object.values(SECRETS),
    'wörd',
    'gate-k',
    AUTHORIZATION.slice(-12),
    AUTHORIZATION.slice('Basic '.length),
  ].some((secret) => text.includes(secret));

it('the environment check, k6 and the audit send the same credentials, and no file of the run has them', async () => {
  const target = await startCountedServer('127.0.0.1', echoes(200));
  const access = read();
  const folder = await createRunFolder(temporaryFolder(), 'secret', new Date());
  const targets = runTargets(await admit(target.port));
  const run = signedRun({ id: folder.id, zeroAtMs: Date.now(), ...targets, ...runTls(access) });
  await writeJson(folder.file('plan'), { ...PLAN, run });
  const script = join(folder.path, 'scenario.ts');
  const at = (file: string) => JSON.stringify(join(projectRoot(), 'scenarios', file));
  writeFileSync(
    script,
    `import http from 'k6/http';
     import { SECRETS_ON_K6 } from ${at('crowd/secrets-on-k6.ts')};
     import { fixedHeaders, masker } from ${at('shop/secrets.ts')};
     const shop = ${JSON.stringify(SHOP)};
     const headers = fixedHeaders(shop, SECRETS_ON_K6);
     const masked = masker(shop, SECRETS_ON_K6);
     export default function () {
       const response = http.get('http://127.0.0.1:${target.port}/', { headers });
       console.log(masked(response.body));
       console.error(masked(JSON.stringify(response.request.headers)));
     }`,
  );
  const prometheus = { url: 'http://127.0.0.1:1', user: 'run', password: 'password' };
  const generator = {
    ...{ scenario: script, planFile: folder.file('plan'), consoleFile: folder.file('console') },
    ...{ prometheus, runId: folder.id },
  };
  const k6 = await startChild(keeper, {
    name: 'k6',
    command: (await ensureTools({ progress: console.error })).k6.path,
    args: generatorArgs(generator),
    env: { ...SECRETS, ...generatorEnv(generator) },
    logFile: folder.file('k6Log'),
  });
  expect((await k6.exited).code).toBe(0);
  const asked = { adminToken: 'token', hosts: {}, runId: folder.id, access };
  const ask = shopAt(`http://127.0.0.1:${target.port}`, asked);
  const error: unknown = await ask(z.object({ rows: z.number() }), '/admin/audit/orders').catch(
    (thrown) => thrown,
  );
  folder.note('note', String(error));

  const sent = target.requests.map(({ headers }) => [headers.authorization, headers['x-gate']]);
  const own = [AUTHORIZATION, SECRETS.GATE_KEY];
  expect(sent).toEqual([own, own, ['Bearer token', SECRETS.GATE_KEY]]);
  const files = readdirSync(folder.path, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  expect(files.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['plan.json', 'k6.log', 'k6-console.log', 'events.jsonl']),
  );
  expect(readFileSync(folder.file('console'), 'utf8')).toContain('‹GATE_KEY›');
  const leaks = files.filter(({ parentPath, name }) =>
    hasSecret(readFileSync(join(parentPath, name), 'utf8')),
  );
  expect(leaks.map(({ name }) => name)).toEqual([]);
});

it('a target that says them back is refused without showing them', async () => {
  const target = await startCountedServer('127.0.0.1', ({ headers }, response) => {
    response.end(`you are ${headers.authorization} and ${headers['x-gate']}`);
  });
  const error = await admit(target.port).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(PlanError);
  expect(hasSecret((error as PlanError).mistakes[0]!.problem)).toBe(false);
});
