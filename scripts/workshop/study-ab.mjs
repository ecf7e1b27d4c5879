/**
 * `npm run study:ab -- [--times 20] [--slow 10]`: real gates of `carnival gate --ab`. First one build against itself, then against a head
 * whose search answers 5 ms later. Some three minutes a gate. Ends with 1 if there was a false alarm, or if nine of ten were not found.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { times: { type: 'string', default: '20' }, slow: { type: 'string', default: '10' } },
});
const PLAN = 'scripts/workshop/ab/ab-plan.ts';
const ROUTE = 'search.query';
const SLOWER_MS = 5;
/** Six are enough to decide at all; eight find 5 ms where blocks scatter by a twentieth. */
const PAIRS = 8;
const FOUND_SHARE = 0.9;

const same = await gates('the same build', Number(values.times), []);
const slow = await gates(`${ROUTE} ${SLOWER_MS} ms later`, Number(values.slow), [
  '--fault',
  `${ROUTE}:latency=${SLOWER_MS}`,
]);
const falseAlarms = same.filter(({ outcome }) => outcome === 'worse').length;
const found = slow.filter(({ worse }) => worse.some(({ name }) => name === `time · ${ROUTE}`)).length;
console.log(
  `one build against itself: ${falseAlarms} false alarms in ${same.length}, ${untold(same)} could not be told`,
);
console.log(`${SLOWER_MS} ms more at ${ROUTE}: found in ${found} of ${slow.length}`);
if (falseAlarms > 0 || found < FOUND_SHARE * slow.length) process.exitCode = 1;

function untold(results) {
  return results.filter(({ outcome }) => outcome === 'cannot-tell').length;
}

async function gates(what, times, options) {
  const results = [];
  for (let i = 1; i <= times; i++) {
    const startedAtMs = performance.now();
    const result = await gated(options);
    results.push(result);
    const { outcome, pairs, time, floor, worse, why } = result;
    const seconds = Math.round((performance.now() - startedAtMs) / 1000);
    const wrong = worse.map(
      ({ name, difference, lower }) => `${name} ${ms(difference)}, at least ${ms(lower)}`,
    );
    console.log(
      `${i} of ${times}, ${what}: ${outcome} in ${seconds} s; ${pairs} pairs; all steps ${ms(time?.difference)} (floor ${ms(floor?.allSteps)}; ${floor?.time?.name ?? 'no step'} ${ms(floor?.time?.difference)}); worse: ${wrong.join(', ') || 'nothing'}${outcome === 'cannot-tell' ? `\n    ${why[0]}` : ''}`,
    );
  }
  return results;
}

function ms(value) {
  return value == null ? '?' : `${value.toFixed(2)} ms`;
}

/** A gate in a folder of its own, which stays if it went wrong. */
async function gated(options) {
  const runs = await mkdtemp(join(tmpdir(), 'carnival-ab-'));
  const [basePort, headPort] = [await freePort(), await freePort()];
  const base = `exec ${process.execPath} dist/carnival.js shop --plan ${PLAN} --shop-port ${basePort} --data ${join(runs, 'base-data')}`;
  const args = ['dist/carnival.js', 'gate', '--plan', PLAN, '--runs', runs, '--blocks', String(PAIRS)];
  const ab = ['--ab', base, '--ab-target', `http://127.0.0.1:${basePort}`, '--shop-port', String(headPort)];
  const child = spawn(process.execPath, [...args, ...ab, ...options], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const code = await new Promise((resolve) => child.on('exit', resolve));
  const folder = (await readdir(runs)).find((name) => name.endsWith('-gate'));
  const result = await readFile(join(runs, folder ?? '', 'gate.json'), 'utf8').then(JSON.parse, () => null);
  if (result === null)
    throw new Error(`the gate ended with ${code}, and nothing was decided: ${said.slice(-2000)}`);
  const { outcome, why, gated: all, turns } = result;
  return {
    ...{ outcome, why, floor: turns.floor, pairs: turns.pairs.length },
    time: all.find(({ name }) => name === 'time · all steps'),
    worse: all.filter(({ state }) => state === 'worse'),
  };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
