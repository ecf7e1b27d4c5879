/** README's two commands in a checkout of their own: `carnival shop`, and a bare `k6 run` against it. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { startChild } from '../machine/processes/child.ts';
import { type Keeper, startKeeper } from '../machine/processes/keeper.ts';
import { projectRoot } from '../machine/project-root.ts';
import { ensureTools } from '../machine/toolchain/toolchain.ts';
import { trialPlan } from '../workshop/testing/trial-plan.ts';

/** What makes a folder the project's. */
const LANDMARK = ['scripts', 'machine', 'toolchain', 'k6'];
/** `exec.test.abort` in the init context. */
const ABORTED = 108;

let keeper: Keeper;
let root: string;
beforeEach(async () => {
  keeper = await startKeeper();
  root = temporaryFolder();
  for (const folder of ['dist', 'scenarios', join(...LANDMARK)])
    await cp(join(projectRoot(), folder), join(root, folder), { recursive: true });
  await cp(join(projectRoot(), 'package.json'), join(root, 'package.json'));
  await mkdir(join(root, 'data'));
  await symlink(join(projectRoot(), 'node_modules'), join(root, 'node_modules'));
});
afterEach(() => keeper.close());

/** Ready when it says how to stop it. */
async function startShop() {
  const args = [join(root, 'dist', 'carnival.js'), 'shop', '--plan', 'smoke', '--data', join(root, 'data')];
  const shop = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise<number | null>((resolve) => shop.once('close', resolve));
  await new Promise<void>((resolve) => {
    let said = '';
    shop.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('Ctrl-C stops it.')) resolve();
    });
    void ended.then(() => resolve());
  });
  return {
    stop: () => {
      shop.kill('SIGINT');
      return ended;
    },
  };
}

async function runBareK6(): Promise<number | null> {
  const planFile = join(root, 'plan.json');
  const plan = trialPlan({ seconds: 2, browsers: 100, couponBuyersPerHour: 0 });
  await writeFile(planFile, JSON.stringify(plan));
  const { k6 } = await ensureTools({ progress: console.error });
  const child = await startChild(keeper, {
    name: 'k6',
    command: k6.path,
    args: ['run', '--quiet', '--no-usage-report', '--address=', join(root, 'scenarios', 'rehearsal.ts')],
    env: { CARNIVAL_PLAN: planFile, NO_PROXY: '*' },
    logFile: join(root, 'k6.log'),
  });
  return (await child.exited).code;
}

it('a bare k6 loads the shop of its checkout while that runs, and nobody afterwards', async () => {
  const admission = join(root, '.carnival', 'admission.json');
  const shop = await startShop();
  expect(existsSync(admission)).toBe(true);
  expect(await runBareK6()).toBe(0);
  expect(await shop.stop()).toBe(0);
  expect(existsSync(admission)).toBe(false);
  expect(await runBareK6()).toBe(ABORTED);
});
