/**
 * Rehearses examples with the real command, one after the other: as they are, and wrong in each way that they can be.
 *
 * A case is {shop, state}: the folder of the example, and AS_IT_IS or the way in which it is wrong. Its `start.mjs` brings it up.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const file = (name) => fileURLToPath(new URL(name, import.meta.url));
export const CARNIVAL = file('../dist/carnival.js');
export const AS_IT_IS = 'as-it-is';
export const EXIT = { pass: 0, fail: 99 };
const INSTALL_SECONDS_MAX = 600;
const LATE = ['ticks-on-time', 'sends-on-time'];

const nameOf = ({ shop, state }) => `${basename(shop)}:${state}`;

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

/** A script or the command itself, to its end. */
export async function runToText(args, stdio = 'inherit') {
  const { child, ended } = start(args, ['ignore', 'pipe', stdio]);
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part) => {
    text += part;
  });
  return { code: await ended, text };
}

/** Its verdict, as the command printed it and as its files say it. */
async function rehearse(url, options, runs) {
  const started = Date.now();
  const { code, text } = await runToText([
    ...[CARNIVAL, 'rehearse', '--target', url, '--runs', runs],
    ...options,
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
export const readJson = async (path) => JSON.parse(await readFile(path, 'utf8'));

/** Only the generator was late: others used the machine. */
function wasOnlyLate({ verdict }) {
  const broken = verdict?.validity.filter(({ state }) => state === 'broken') ?? [];
  return (
    verdict?.outcome === 'inconclusive' && broken.length > 0 && broken.every(({ id }) => LATE.includes(id))
  );
}

/** The states of an objective's cells. */
export const statesOf = (verdict, id) =>
  verdict.objectives.find((each) => each.id === id)?.cells.map(({ state }) => state) ?? [];

/** The objectives that failed. */
export const failedIn = (verdict) =>
  verdict.objectives.map(({ id }) => id).filter((id) => statesOf(verdict, id).includes('fail'));

async function tryCase(each, runs, examples) {
  console.error(`\n${nameOf(each)}: starting it`);
  try {
    const shop = await startShop(each);
    try {
      return await judged(each, shop, runs, examples);
    } finally {
      shop.end();
      await shop.ended;
    }
  } catch (error) {
    if (!(error instanceof NotRehearsed)) throw error;
    return { result: 'SKIPPED', seconds: 0, words: error.message };
  }
}

async function judged(each, { url }, runs, { optionsOf, surprise }) {
  const options = optionsOf(each, url);
  let run = await rehearse(url, options, runs);
  if (wasOnlyLate(run)) {
    console.error(`${nameOf(each)}: once more, because the generator was late: ${run.headline}`);
    run = await rehearse(url, options, runs);
  }
  const { code, seconds, headline, folder, verdict } = run;
  const want = each.state === AS_IT_IS ? 'pass' : 'fail';
  const wrong =
    code !== EXIT[want]
      ? `it ended with ${code}, not with ${EXIT[want]}`
      : verdict === undefined
        ? 'it left no verdict'
        : await surprise(each, run, url);
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

function chosen(cases, names) {
  const shops = [...new Set(cases.map(({ shop }) => basename(shop)))];
  const known = [...shops, ...cases.map(nameOf)];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    console.error(`no shop ${unknown}: ${known.join(', ')}`);
    process.exit(1);
  }
  return cases.filter(
    (each) => names.length === 0 || names.includes(basename(each.shop)) || names.includes(nameOf(each)),
  );
}

/**
 * Tries the cases that the command line names, or all, and prints a table. The exit code is 0 if each is as expected, 1 if one is
 * not, and 2 if one could not be rehearsed: a skip proves nothing.
 *
 * @param examples `cases`; `optionsOf(case, url)`: its shop, its plan and what else `carnival rehearse` must know; `surprise(case, run, url)`: what is not as
 *   expected in a run that ended with the right exit code, or null
 */
export async function tryAll(examples) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.once(signal, async () => {
      for (const child of running) child.kill('SIGTERM');
      while (running.size > 0) await new Promise((resolve) => setTimeout(resolve, 50));
      process.exit(130);
    });
  const cases = chosen(examples.cases, process.argv.slice(2));
  const runs = await mkdtemp(join(tmpdir(), 'carnival-examples-'));
  const results = [];
  for (const each of cases) results.push({ name: nameOf(each), ...(await tryCase(each, runs, examples)) });
  process.exitCode = printTable(results);
}
