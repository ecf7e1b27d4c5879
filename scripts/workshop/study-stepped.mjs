/**
 * `npm run study:stepped -- [--times 10] [--shape contention|crosstalk|linear|all|random]`: real stepped runs on the embedded shop, scaled
 * down. Its limits are known, so each answer has a truth beside it: is that inside the interval? Some three minutes a run. Ends with 1 if fewer than nine of
 * ten were, or if a shape was taken for another.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { importTypeScript } from './import-typescript.mjs';

const { values } = parseArgs({
  options: { times: { type: 'string', default: '10' }, shape: { type: 'string', default: 'random' } },
});
const { default: plan } = await importTypeScript('scenarios/campaigns/capacity.ts');

/** What is built into the shop. Its λ is that of the plan. */
const SHAPES = {
  contention: { contention: 0.1, crosstalk: 0 },
  crosstalk: { contention: 0, crosstalk: 0.01 },
  linear: { contention: 0, crosstalk: 0 },
};
/** Half as precise as the plan, held a second less, and measured once: two levels a count are mostly enough. */
const SMALLER = { repetitions: 1, holdSeconds: 4, startPerSecond: 60, precision: 0.1 };
const UTILISATION = 0.7;
const INSIDE_SHARE = 0.9;
/** "Found within 20 %." */
const SIGMA_OFF_MAX = 0.2;
/** Six points, each measured once, tell κ only roughly; whether Amdahl's curve is ruled out is said. */
const KAPPA_SHARE_MIN = 0.5;
/** Demands that 4 to 11 machines carry: inside the measurements and beyond. */
const [FEWEST, MOST] = [4, 11];

const shapes =
  values.shape === 'random'
    ? [['the plan’s own', null]]
    : Object.entries(SHAPES).filter(([name]) => values.shape === 'all' || values.shape === name);
if (shapes.length === 0)
  throw new Error(`--shape ${values.shape}: there are ${Object.keys(SHAPES).join(', ')}, all, random`);

let failed = false;
for (const [name, shape] of shapes) {
  const results = [];
  for (let i = 1; i <= Number(values.times); i++) {
    const result = await measured(shape, i, Number(values.times));
    results.push(result);
    console.log(`${i} of ${values.times}, ${name}: ${said(result)}`);
  }
  const inside = results.filter(({ isInside }) => isInside).length;
  console.log(`${name}: the truth lies inside the interval in ${inside} of ${results.length}`);
  if (inside < INSIDE_SHARE * results.length) failed = true;
  const wrong = results.filter((result) => !isFound(name, result)).length;
  if (shape !== null) console.log(`${name}: found as such in ${results.length - wrong} of ${results.length}`);
  if (wrong > 0) failed = true;
}
if (failed) process.exitCode = 1;

/** Whether the curve says what was built in. */
function isFound(name, { file }) {
  const full = file.curves.find((curve) => curve.name === 'usl');
  if (name === 'contention')
    return Math.abs(of(file, 'amdahl').sigma / SHAPES.contention.contention - 1) <= SIGMA_OFF_MAX;
  if (name === 'crosstalk') return full.kappa > SHAPES.crosstalk.crosstalk * KAPPA_SHARE_MIN;
  if (name === 'linear') return !of(file, 'linear').isRuledOut;
  return true;
}

function of(file, name) {
  return file.curves.find((curve) => curve.name === name);
}

function said({ file, truth, isInside, seconds, levels }) {
  const { answer } = file;
  const { sigma, kappa, lambda } = of(file, 'usl');
  const interval =
    answer.interval === null ? answer.kind : `${answer.interval.lower} to ${answer.interval.upper ?? '∞'}`;
  return (
    `${answer.n} (${interval}), truth ${truth}: ${isInside ? 'inside' : 'OUTSIDE'}; ` +
    `λ ${short(lambda)}, σ ${short(sigma)}, κ ${short(kappa)}, Amdahl's σ ${short(of(file, 'amdahl').sigma)}; ` +
    `linear ${of(file, 'linear').isRuledOut ? 'ruled out' : 'not ruled out'}, Amdahl's ${of(file, 'amdahl').isRuledOut ? 'ruled out' : 'not ruled out'}; ` +
    `confirmed: ${file.confirmation?.isConfirmed}; ${levels} levels in ${seconds} s`
  );
}

function short(value) {
  return Number(value.toPrecision(3));
}

/** The demands lie evenly between the fewest and the most, so that no run is luckier than another. */
async function measured(shape, i, times) {
  const folder = await mkdtemp(join(tmpdir(), 'carnival-stepped-'));
  const replicas = { ...plan.shop.replicas, ...shape };
  const file = join(folder, 'plan.json');
  const smaller = { ...plan.capacity, ...SMALLER };
  await writeFile(file, JSON.stringify({ ...plan, shop: { ...plan.shop, replicas }, capacity: smaller }));
  const needed = carried(replicas, FEWEST + ((i - 0.5) / times) * (MOST - FEWEST));
  const startedAtMs = performance.now();
  const args = [
    'dist/carnival.js',
    'capacity',
    '--plan',
    file,
    '--runs',
    folder,
    '--json',
    '--seed',
    String(i),
  ];
  const child = spawn(process.execPath, [...args, '--demand', String(needed * UTILISATION)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, told] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    told += chunk;
  });
  const code = await new Promise((resolve) => child.on('exit', resolve));
  if (out === '') throw new Error(`it ended with ${code}, and nothing was said: ${told.slice(-2000)}`);
  const json = JSON.parse(out);
  const truth = fewestFor(replicas, needed);
  const { interval } = json.answer;
  const isInside =
    interval !== null &&
    truth >= (interval.lower ?? 0) &&
    truth <= (interval.upper ?? Number.POSITIVE_INFINITY);
  const seconds = Math.round((performance.now() - startedAtMs) / 1000);
  // What went wrong stays, to be looked at.
  if (isInside) await rm(folder, { recursive: true, force: true });
  return { file: json, truth, isInside, seconds, levels: json.levels.length };
}

function carried({ atOnce, serviceMs, contention = 0, crosstalk = 0 }, n) {
  return ((atOnce / serviceMs) * 1000 * n) / (1 + contention * (n - 1) + crosstalk * n * (n - 1));
}

function fewestFor(replicas, needed) {
  for (let n = 1; n <= 1000; n++) if (carried(replicas, n) >= needed) return n;
  return Number.POSITIVE_INFINITY;
}
