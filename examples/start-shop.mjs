/**
 * What the start scripts of the example shops share: install once, seed once, then serve a fresh copy of the database on loopback,
 * and leave no process behind.
 *
 *     node start.mjs [--port 8611] [--wrong <name>]   prints {"url", "pid"} when the shop answers; SIGTERM to that pid ends it
 *     node start.mjs --orders <url>                   ids on stdin, one a line → {"id", "amount", "state"} for each stored order
 *     node start.mjs --export <url>                   every stored order as CSV: id,amount,state
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const CACHE = fileURLToPath(new URL('../.cache/shops/', import.meta.url));
const READY_SECONDS_MAX = 60;
const ASK_AGAIN_MS = 100;
const LOOK_AGAIN_MS = 10;
const LOOK_FOR_PARENT_MS = 250;
const END_SECONDS_MAX = 5;

/**
 * @typedef {readonly [command: string, ...rest: string[]]} Command
 * @typedef {object} Shop
 * @property {string} name
 * @property {readonly string[]} wrongs ways in which it can be wrong on purpose
 * @property {readonly string[]} lock files that say what is installed, and are copied there; a change installs again
 * @property {readonly string[]} seedFiles files that say what the database holds; a change seeds again
 * @property {(folder: string) => readonly Command[]} install run in the folder that becomes `installed`
 * @property {(installed: string) => Command} seed writes $SHOP_DATABASE
 * @property {(installed: string, port: number) => Command} serve serves $SHOP_DATABASE until its stdin ends
 * @property {(installed: string, url: string) => Command} orders ids on stdin → lines; with --csv: all as CSV
 * @property {(installed: string) => Record<string, string>} env
 */

/** Processes of this script that have not ended. Each leads a group of its own, so that its children end with it. */
const running = new Set();
/** What else must be gone. */
const whenEnding = [];
let ending = false;

function run([command, ...rest], options) {
  const child = spawn(command, rest, { detached: true, ...options });
  const ended = new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`${command} did not start: ${error.message}`)));
    child.once('close', (code, signal) => resolve(code ?? signal));
  }).finally(() => running.delete(child));
  // Whoever waits for it hears of an error; nobody must.
  ended.catch(() => undefined);
  running.add(child);
  return { child, ended };
}

async function runToEnd(command, options) {
  const code = await run(command, options).ended;
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}`);
}

function signalGroup({ pid }, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended.
  }
}

async function endAll() {
  const children = [...running];
  for (const child of children) signalGroup(child, 'SIGTERM');
  await allEnded();
  // Also those whose parent, the group's leader, has ended.
  for (const child of children) signalGroup(child, 'SIGKILL');
  await allEnded();
}

async function allEnded() {
  const deadline = Date.now() + END_SECONDS_MAX * 1000;
  while (running.size > 0 && Date.now() < deadline) await sleep(LOOK_AGAIN_MS);
}

/** A folder that is made whole or not at all, by whoever is first. */
async function madeOnce(folder, make) {
  const there = await stat(folder).catch(() => null);
  if (there !== null) return folder;
  const draft = `${folder}.${process.pid}`;
  await mkdir(draft, { recursive: true });
  whenEnding.push(() => rm(draft, { recursive: true, force: true }));
  await make(draft);
  await rename(draft, folder).catch((error) => {
    if (!['ENOTEMPTY', 'EEXIST'].includes(error.code)) throw error;
  });
  return folder;
}

async function digest(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(await readFile(file));
  return hash.digest('hex').slice(0, 12);
}

const toErrors = { stdio: ['ignore', 2, 2] };

async function installed(shop) {
  const folder = join(CACHE, `${shop.name}-${await digest(shop.lock)}`);
  return await madeOnce(folder, async (draft) => {
    console.error(`installing ${shop.name}: once, and it takes about half a minute`);
    for (const file of shop.lock) await cp(file, join(draft, basename(file)));
    for (const command of shop.install(draft)) await runToEnd(command, { ...toErrors, cwd: draft });
  });
}

async function seeded(shop, base) {
  const key = await digest([...shop.lock, ...shop.seedFiles]);
  const folder = await madeOnce(join(CACHE, `${shop.name}-database-${key}`), async (draft) => {
    console.error(`seeding ${shop.name}: once`);
    await runToEnd(shop.seed(base), { ...toErrors, env: environment(shop, base, join(draft, 'database')) });
  });
  return join(folder, 'database');
}

const environment = (shop, base, database) => ({
  ...process.env,
  ...shop.env(base),
  SHOP_DATABASE: database,
});

/** The given port, or a free one; an error if somebody listens there. */
function portToUse(wanted) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', ({ code }) => reject(new Error(`port ${wanted} cannot be used: ${code}`)));
    server.listen(wanted, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

const folderAt = (shop, port) => join(CACHE, 'running', `${shop.name}-${port}`);

async function answers(url) {
  const answer = await fetch(new URL('/carnival-environment', url)).catch(() => null);
  return answer?.ok === true;
}

async function serve(shop, { port: wanted, wrong }) {
  const base = await installed(shop);
  const template = await seeded(shop, base);
  const port = await portToUse(wanted);
  const url = `http://127.0.0.1:${port}`;
  const folder = folderAt(shop, port);
  const database = join(folder, 'database');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await cp(template, database);
  whenEnding.push(() => rm(folder, { recursive: true, force: true }));

  // Its stdin is held open by this process: the shop ends with it, even if that was killed.
  const env = { ...environment(shop, base, database), SHOP_WRONG: wrong };
  const { child, ended } = run(shop.serve(base, port), { stdio: ['pipe', 2, 2], env });
  const deadline = Date.now() + READY_SECONDS_MAX * 1000;
  while (running.has(child) && !(await answers(url))) {
    if (Date.now() > deadline) throw new Error(`${shop.name} did not answer within ${READY_SECONDS_MAX} s`);
    await sleep(ASK_AGAIN_MS);
  }
  if (running.has(child)) console.log(JSON.stringify({ url, pid: process.pid }));
  throw new Error(`${shop.name} ended by itself: ${await ended}`);
}

/** The shop's orders, as the program in its own language writes them. */
async function printOrders(shop, url, rest) {
  if (!(await answers(url))) throw new Error(`no shop answers at ${url}`);
  const base = await installed(shop);
  const env = environment(shop, base, join(folderAt(shop, new URL(url).port), 'database'));
  await runToEnd([...shop.orders(base, url), ...rest], { stdio: ['inherit', 'inherit', 2], env });
}

async function end(code) {
  if (ending) return;
  ending = true;
  await endAll();
  for (const each of whenEnding) await each();
  process.exit(code);
}

function endWithParent() {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void end(0);
  }, LOOK_FOR_PARENT_MS);
}

function readOptions(shop) {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      wrong: { type: 'string', default: '' },
      orders: { type: 'string' },
      export: { type: 'string' },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port ${values.port}: no port`);
  if (values.wrong !== '' && !shop.wrongs.includes(values.wrong))
    throw new Error(`--wrong ${values.wrong}: ${shop.name} can be ${shop.wrongs.join(' or ')}`);
  return { ...values, port };
}

/** @param {Shop} shop */
export async function startShop(shop) {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => void end(0));
  endWithParent();
  try {
    const options = readOptions(shop);
    if (options.orders !== undefined) await printOrders(shop, options.orders, []);
    else if (options.export !== undefined) await printOrders(shop, options.export, ['--csv']);
    else await serve(shop, options);
    await end(0);
  } catch (error) {
    if (!ending) console.error(`${shop.name}: ${error.message}`);
    await end(1);
  }
}
