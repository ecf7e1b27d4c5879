/** What the start scripts of the examples share: processes that end with the script that started them, and folders made once. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const CACHE = fileURLToPath(new URL('../.cache/', import.meta.url));
const READY_SECONDS_MAX = 60;
const ASK_AGAIN_MS = 100;
const LOOK_AGAIN_MS = 10;
const LOOK_FOR_PARENT_MS = 250;
const END_SECONDS_MAX = 5;

/** @typedef {readonly [command: string, ...rest: string[]]} Command */

/** Processes of this script that have not ended. Each leads a group of its own, so that its children end with it. */
const running = new Set();
/** What else must be gone. */
const whenEnding = [];
let ending = false;

/** @param {() => Promise<void>} remove */
export const atTheEnd = (remove) => void whenEnding.push(remove);

/** @param {Command} command */
export function run([command, ...rest], options) {
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

/** @param {Command} command */
export async function runToEnd(command, options) {
  const code = await run(command, options).ended;
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}`);
}

/** A process that serves until its standard input ends: with this script, even if that was killed. Resolves when `answers` does. */
export async function serveUntilTheEnd(name, command, answers, env = process.env) {
  const { child, ended } = run(command, { stdio: ['pipe', 2, 2], env });
  const deadline = Date.now() + READY_SECONDS_MAX * 1000;
  while (running.has(child) && !(await answers())) {
    if (Date.now() > deadline) throw new Error(`${name} did not answer within ${READY_SECONDS_MAX} s`);
    await sleep(ASK_AGAIN_MS);
  }
  const failed = ended.then((code) => Promise.reject(new Error(`${name} ended by itself: ${code}`)));
  if (!running.has(child)) await failed;
  failed.catch(() => undefined);
  return { failed };
}

export async function isOk(url) {
  const answer = await fetch(url).catch(() => null);
  return answer?.ok === true;
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
export async function madeOnce(folder, make) {
  const there = await stat(folder).catch(() => null);
  if (there !== null) return folder;
  const draft = `${folder}.${process.pid}`;
  await mkdir(draft, { recursive: true });
  atTheEnd(() => rm(draft, { recursive: true, force: true }));
  await make(draft);
  await rename(draft, folder).catch((error) => {
    if (!['ENOTEMPTY', 'EEXIST'].includes(error.code)) throw error;
  });
  return folder;
}

export async function digest(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(await readFile(file));
  return hash.digest('hex').slice(0, 12);
}

/** The given port, or a free one; an error if somebody listens there. */
export function portToUse(wanted) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', ({ code }) => reject(new Error(`port ${wanted} cannot be used: ${code}`)));
    server.listen(wanted, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
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

/** Runs a start script: until it is done or has failed, a signal comes, or its parent is gone. Then nothing of it is left. */
export async function untilTheEnd(name, main) {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => void end(0));
  endWithParent();
  try {
    await main();
    await end(0);
  } catch (error) {
    if (!ending) console.error(`${name}: ${error.message}`);
    await end(1);
  }
}
