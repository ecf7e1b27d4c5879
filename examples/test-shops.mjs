/**
 * Rehearses every example shop with the real command: as it is, and wrong in each way that it can be. `npm run test:shops`
 *
 *     node examples/test-shops.mjs                          all: about eight minutes, after each shop was installed once
 *     node examples/test-shops.mjs oscar vendure:as-it-is   some of them
 *
 * Ends with 0 if each is as expected, with 1 if one is not, and with 2 if one could not be rehearsed: a skip proves nothing.
 */
import { spawn } from 'node:child_process';
import { copyFile, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const file = (name) => fileURLToPath(new URL(name, import.meta.url));
const CARNIVAL = file('../dist/carnival.js');
const INSTALL_SECONDS_MAX = 600;
const LATE = ['ticks-on-time', 'sends-on-time'];

const AS_IT_IS = 'as-it-is';
const SHOPS = ['oscar', 'vendure'];
/** The objective that must fail in a shop that is wrong so. An answer that failed was not in time either; no other may fail. */
const CAUGHT_BY = { 'takes-invalid-coupons': 'wrong-codes-refused', 'loses-an-order': 'orders-lost' };
const MAY_FOLLOW = { 'takes-invalid-coupons': ['response-time'], 'loses-an-order': [] };
/** What an honest shop must have proven: that it was not idle. */
const PROVEN = ['logins', 'wrong-codes-refused', 'orders-lost'];
const COUPONS = /^(?:coupons|vouchers)-work$/;
const EXIT = { pass: 0, fail: 99 };

const CASES = SHOPS.flatMap((shop) =>
  [AS_IT_IS, ...Object.keys(CAUGHT_BY)].map((state) => ({ shop, state })),
);
const nameOf = ({ shop, state }) => `${shop}:${state}`;

/** Whatever this command started, so that it leaves nothing behind. */
const running = new Set();

function start(args, stdio) {
  const child = spawn(process.execPath, args, { stdio });
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal));
  }).finally(() => running.delete(child));
  running.add(child);
  return { child, ended };
}

class NotRehearsed extends Error {}

/** Installs the shop if need be, and starts it. */
async function startShop({ shop, state }) {
  const wrong = state === AS_IT_IS ? [] : ['--wrong', state];
  const { child, ended } = start([file(`${shop}/start.mjs`), ...wrong], ['ignore', 'pipe', 'pipe']);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said += text;
    process.stderr.write(text);
  });
  const lines = createInterface({ input: child.stdout });
  const url = new Promise((resolve) => lines.once('line', (line) => resolve(JSON.parse(line).url)));
  const timer = setTimeout(() => child.kill('SIGTERM'), INSTALL_SECONDS_MAX * 1000);
  const first = await Promise.race([url, ended.then((code) => new NotRehearsed(lastOf(said, code)))]);
  clearTimeout(timer);
  if (first instanceof NotRehearsed) throw first;
  return { url: first, ended, end: () => child.kill('SIGTERM') };
}

const lastOf = (said, code) =>
  `it could not be installed or started (it ended with ${code}): ${said.trim().split('\n').at(-1)}`;

async function runToText(args, stdio = 'inherit') {
  const { child, ended } = start(args, ['ignore', 'pipe', stdio]);
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part) => {
    text += part;
  });
  return { code: await ended, text };
}

/** Its verdict, as the command printed it and as its files say it. */
async function rehearse({ shop }, url, runs) {
  const started = Date.now();
  const { code, text } = await runToText([
    ...[CARNIVAL, 'rehearse', '--shop', file(`${shop}/shop.ts`), '--plan', file(`${shop}/plan.ts`)],
    ...[
      '--target',
      url,
      '--runs',
      runs,
      '--audit',
      `"${process.execPath}" "${file(`${shop}/start.mjs`)}" --orders ${url}`,
    ],
  ]);
  const id = /^Files: .*\/([^/]+)\/$/m.exec(text)?.[1];
  if (id === undefined)
    return { code, seconds: secondsSince(started), headline: firstOf(text), folder: null };
  const folder = join(runs, id);
  const verdict = await readJson(join(folder, 'verdict.json'));
  const { audit } = await readJson(join(folder, 'observations.json'));
  return { code, seconds: secondsSince(started), headline: verdict.headline, folder, verdict, audit };
}

const secondsSince = (startMs) => Math.round((Date.now() - startMs) / 1000);
const firstOf = (text) => text.trim().split('\n')[0] || 'it printed nothing';
const readJson = async (path) => JSON.parse(await readFile(path, 'utf8'));

/** Only the generator was late: others used the machine. */
function wasOnlyLate({ verdict }) {
  const broken = verdict?.validity.filter(({ state }) => state === 'broken') ?? [];
  return (
    verdict?.outcome === 'inconclusive' && broken.length > 0 && broken.every(({ id }) => LATE.includes(id))
  );
}

/** What is not as expected; null if all is. */
function surprise({ state }, { code, verdict, audit }) {
  const want = state === AS_IT_IS ? 'pass' : 'fail';
  if (code !== EXIT[want]) return `it ended with ${code}, not with ${EXIT[want]}`;
  if (verdict === undefined) return 'it left no verdict';
  if (!audit.done) return `its orders were not looked up: ${audit.reason}`;
  if (audit.acknowledged === 0) return 'no order was acknowledged';
  const states = (id) =>
    verdict.objectives.find((each) => each.id === id)?.cells.map((cell) => cell.state) ?? [];
  const failed = verdict.objectives.filter(({ id }) => states(id).includes('fail')).map(({ id }) => id);
  if (want === 'pass') {
    const all = [...PROVEN, ...verdict.objectives.map(({ id }) => id).filter((id) => COUPONS.test(id))];
    const unproven = all.find((id) => !states(id).includes('pass'));
    if (all.length === PROVEN.length) return 'its plan has no objective for coupons';
    return unproven === undefined ? null : `${unproven} is not proven`;
  }
  const wanted = CAUGHT_BY[state];
  if (!failed.includes(wanted)) return `${wanted} did not find it; failed: ${failed.join(', ')}`;
  const others = failed.filter((id) => id !== wanted && !MAY_FOLLOW[state].includes(id));
  if (others.length > 0) return `more than ${wanted} failed: ${others.join(', ')}`;
  return state === 'loses-an-order' && audit.lost === 0 ? 'the audit counts no lost order' : null;
}

/** The same orders again, as an export of the shop's database: whole, and with a row deleted. What is not as expected; or null. */
async function auditExport({ shop }, url, folder) {
  const { code, text } = await runToText([file(`${shop}/start.mjs`), '--export', url]);
  if (code !== 0) return `its orders could not be exported (${code})`;
  const [header, ...rows] = text.trimEnd().split('\n');
  // `carnival audit` replaces the verdict: the rehearsal's own is kept beside it.
  for (const name of ['verdict.json', 'observations.json'])
    await copyFile(join(folder, name), join(folder, name.replace('.json', '.rehearsed.json')));
  for (const [exported, want] of [
    [rows.slice(1), EXIT.fail],
    [rows, EXIT.pass],
  ]) {
    const orders = join(folder, 'orders.csv');
    await writeFile(orders, `${[header, ...exported].join('\n')}\n`);
    const audited = await runToText([CARNIVAL, 'audit', folder, '--orders', orders, '--run-only'], 'ignore');
    const { audit } = await readJson(join(folder, 'observations.json'));
    const missing = rows.length - exported.length;
    if (audited.code !== want || audit.lost !== missing)
      return `the audit of its export without ${missing} of ${rows.length} rows ended with ${audited.code}, and found ${audit.lost} lost`;
  }
  return null;
}

async function tryCase(each, runs) {
  console.error(`\n${nameOf(each)}: starting the shop`);
  try {
    const shop = await startShop(each);
    try {
      return await judged(each, shop, runs);
    } finally {
      shop.end();
      await shop.ended;
    }
  } catch (error) {
    if (!(error instanceof NotRehearsed)) throw error;
    return { result: 'SKIPPED', seconds: 0, words: error.message };
  }
}

async function judged(each, { url }, runs) {
  let run = await rehearse(each, url, runs);
  if (wasOnlyLate(run)) {
    console.error(`${nameOf(each)}: once more, because the generator was late: ${run.headline}`);
    run = await rehearse(each, url, runs);
  }
  const { seconds, headline, folder } = run;
  const wrong =
    surprise(each, run) ?? (each.state === AS_IT_IS ? await auditExport(each, url, folder) : null);
  if (wrong === null) return { result: 'as expected', seconds, words: headline };
  return { result: 'NOT AS EXPECTED', seconds, words: `${wrong}. ${headline} · ${folder ?? 'no run'}` };
}

function printTable(results) {
  const width = Math.max(...results.map(({ name }) => name.length));
  console.log('');
  for (const { name, result, seconds, words } of results)
    console.log(`${name.padEnd(width)}  ${result.padEnd(15)}  ${String(seconds).padStart(3)} s  ${words}`);
  const count = (which) => results.filter(({ result }) => result === which).length;
  const skipped = count('SKIPPED');
  console.log(
    `\n${count('as expected')} of ${results.length} as expected` +
      (skipped === 0 ? '' : `, ${skipped} SKIPPED: nothing is proven of them`),
  );
  return count('NOT AS EXPECTED') > 0 ? 1 : skipped > 0 ? 2 : 0;
}

function chosen(names) {
  const unknown = names.find((name) => !CASES.some((each) => [each.shop, nameOf(each)].includes(name)));
  if (unknown !== undefined) {
    console.error(`no shop ${unknown}: ${[...SHOPS, ...CASES.map(nameOf)].join(', ')}`);
    process.exit(1);
  }
  return CASES.filter(
    (each) => names.length === 0 || names.includes(each.shop) || names.includes(nameOf(each)),
  );
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.once(signal, async () => {
    for (const child of running) child.kill('SIGTERM');
    while (running.size > 0) await new Promise((resolve) => setTimeout(resolve, 50));
    process.exit(130);
  });

const cases = chosen(process.argv.slice(2));
const runs = await mkdtemp(join(tmpdir(), 'carnival-shops-'));
const results = [];
for (const each of cases) results.push({ name: nameOf(each), ...(await tryCase(each, runs)) });
process.exitCode = printTable(results);
