/**
 * How well a drill of the scale-out tells a wrong simulation from a right one: a thousand runs are drawn with the plan's own delays and
 * capacity, and each is compared with simulations that take others for granted. Two seconds. The figures are in
 * docs/decisions/135-the-simulation-is-on-trial.md.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importTypeScript } from './import-typescript.mjs';

const { askedDrill } = await importTypeScript('scripts/commands/scale-out-drill-asked.ts');
const { simulate } = await importTypeScript('scripts/scale-out-drill/simulated.ts');
const { compare } = await importTypeScript('scripts/scale-out-drill/compared.ts');
const { Study } = await importTypeScript('scripts/scale-out/study.ts');

const RUNS = 1000;
const DRAWS = 2000;
const [SEED_OF_RUNS, SEED] = [99, 1];
const FACTORS = [0.25, 0.5, 0.75, 1.25, 1.5, 2];

const folder = mkdtempSync(join(tmpdir(), 'carnival-study-'));
const file = (name, text) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const truth = await askedDrill({}, { draws: DRAWS, seed: SEED_OF_RUNS }, null);
const { replicas } = truth.plan.shop;
const study = new Study(truth.world, truth.curves, SEED_OF_RUNS);
const runs = Array.from({ length: RUNS }, (_, index) => {
  const ready = [];
  const outcome = study.draw(index, truth.strategy, { second: (at) => ready.push(at.ready) });
  return { ...outcome, ready };
});

async function judged(name, options) {
  const asked = await askedDrill(options, { draws: DRAWS, seed: SEED }, null);
  const { beginsSeconds } = asked.burst;
  const simulated = simulate(asked);
  const counts = { agree: 0, differ: 0, 'cannot-tell': 0 };
  for (const { ready, badSeconds, replicasMost } of runs) {
    const enough = ready.findIndex((n, second) => second >= beginsSeconds && n >= asked.needed);
    const toCapacity = enough < 0 ? Number.POSITIVE_INFINITY : enough - beginsSeconds;
    const measured = { toCapacity, secondsOut: badSeconds, replicasMost };
    const { verdict } = compare({
      ...{ simulated, measured, flaws: [], syncSeconds: asked.settings.controller.syncSeconds },
      burstSeconds: asked.world.demand.length - beginsSeconds,
    });
    counts[verdict]++;
  }
  const share = (count) => `${((100 * count) / RUNS).toFixed(1)} %`.padStart(8);
  console.log(`${name.padEnd(18)} agrees ${share(counts.agree)}  differs ${share(counts.differ)}`);
}

await judged('as it is', {});
for (const factor of FACTORS) {
  const [median, p99] = [replicas.startSeconds.median * factor, replicas.startSeconds.p99 * factor];
  const delays = file('delays.yaml', `scheduling: { median: ${median}, p99: ${p99} }\n`);
  await judged(`delays × ${factor}`, { delays });
}
for (const factor of FACTORS) {
  const rows = Array.from({ length: replicas.countMax }, (_, i) => [
    i + 1,
    (i + 1) * truth.likely[i + 1] * factor,
  ]);
  const capacity = file(
    'levels.csv',
    `replicas,throughput\n${rows.map((row) => row.join(',')).join('\n')}\n`,
  );
  await judged(`capacity × ${factor}`, { capacity });
}
rmSync(folder, { recursive: true, force: true });
