import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import plan from '../../../scenarios/campaigns/smoke.ts';
import { OPEN_ACCESS } from '../../admission/access.ts';
import { startShop, stopAll, TOKEN } from '../../workshop/testing/audited-shop.ts';
import { createRunFolder, type RunFolder } from '../run-folder.ts';
import { auditRun } from './audit-run.ts';

let runs: string;
let folder: RunFolder;
beforeEach(async () => {
  runs = await mkdtemp(join(tmpdir(), 'carnival-audit-run-'));
  folder = await createRunFolder(runs, 'trial', new Date(0));
});
afterEach(async () => {
  await stopAll();
  await rm(runs, { recursive: true });
});

const noRestart = () => Promise.reject(new Error('it was not to be started again'));
const optionsOf = (url: string) => ({
  folder,
  plan: { ...plan, shop: { ...plan.shop, products: 1, productStockPieces: 1_000_000 } },
  access: OPEN_ACCESS,
  run: { id: 'run-1', targets: { east: url }, hosts: {}, zeroAtMs: 0 },
  isEmbedded: true,
  isOwn: false,
  adminToken: TOKEN,
  nowMs: () => 0,
  restart: noRestart,
});

/** k6's console: an order that was acknowledged, and a line that was cut off. */
function writeConsole(): Promise<void> {
  const orders = { carnival: 'promises', regions: { east: { order: ['a s-a 1 1'] } } };
  const line = JSON.stringify({ msg: JSON.stringify(orders) });
  return writeFile(folder.file('console'), `${line}\n{"msg":\n`);
}

it('a target whose books are not open is not asked, and the audit says what would open them', async () => {
  const { url, requests } = await startShop({ stored: [] });
  const audit = await auditRun({ ...optionsOf(url), adminToken: null });
  expect(audit).toMatchObject({ done: false, reason: expect.stringContaining('CARNIVAL_ADMIN_TOKEN') });
  expect(requests).toEqual([]);
});

it('without a console of k6 nothing can be looked up, and the audit says so', async () => {
  const { url } = await startShop({ stored: [] });
  expect(await auditRun(optionsOf(url))).toMatchObject({
    done: false,
    reason: expect.stringMatching(/console output cannot be read: ENOENT/),
  });
});

it('what k6 wrote is looked up, and a torn line is an event of the run', async () => {
  await writeConsole();
  const { url } = await startShop({ stored: ['a', 'stranger'] });
  expect(await auditRun(optionsOf(url))).toMatchObject({
    done: true,
    acknowledged: 1,
    lost: 0,
    unexplained: 1,
    tornLines: 1,
  });
  expect(folder.events).toMatchObject([{ kind: 'note', reason: expect.stringContaining('1 torn line (2)') }]);
});

it('a shop that was started again for the look-up is an event of the run', async () => {
  await writeConsole();
  const { url } = await startShop({ stored: [] }, () => 'hang-up');
  const again = await startShop({ stored: ['a'] });
  const audit = await auditRun({ ...optionsOf(url), restart: async () => again.url });
  expect(audit).toMatchObject({ done: true, lost: 0 });
  expect(folder.events.at(-1)).toMatchObject({
    kind: 'shop-restarted',
    reason: 'region east was started again on its data, so that its books could be read',
  });
});
