/**
 * Bundles what Node runs: the CLI, the processes of the shop, of its balancer and replicas, and of the lifter, and the bench. Node 20 cannot import TypeScript.
 * Bundles what every report holds, too: the script and the style of its page, with the library that draws its charts.
 * What runs inside k6 (scenarios/) is not built: k6 reads TypeScript itself.
 *
 * Builds only when the code has changed since. So a checkout that cannot be written to, or somebody else's, can be used once it is
 * built.
 */
import { readFileSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildState, hashesOf, STATE_FILE } from './scripts/machine/build-state.mjs';

const EXECUTABLE = 0o755;
/** For installing, and for npx, which installs too and hides what is printed: an old build still runs, and says itself that it is old. */
const mayKeep = process.argv.includes('--or-keep');
const root = dirname(fileURLToPath(import.meta.url));

const BOTH = {
  absWorkingDir: root,
  outdir: 'dist',
  bundle: true,
  logLevel: 'warning',
  metafile: true,
  write: false,
};
const FOR_NODE = {
  ...BOTH,
  entryPoints: {
    carnival: 'scripts/carnival.ts',
    shop: 'mock-services/server.ts',
    balancer: 'mock-services/replicas/balancer-process.ts',
    replica: 'mock-services/replicas/replica-process.ts',
    autoscaler: 'scripts/scale-out-drill/autoscaler-process.ts',
    lifter: 'scripts/rehearsal/drills/lifter-process.ts',
    bench: 'scripts/workshop/bench/bench.ts',
  },
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  sourcemap: true,
};
/** Browsers of the last few years. Nothing is external: a report loads nothing. */
const FOR_PAGES = {
  ...BOTH,
  entryPoints: { report: 'scripts/report/client/main.ts', 'report-style': 'scripts/report/client/page.css' },
  platform: 'browser',
  target: ['chrome105', 'firefox105', 'safari16'],
  format: 'iife',
  minify: true,
  // Each report is a copy of the library: its licence goes with it.
  banner: { js: `/*! uPlot\n${readFileSync(join(root, 'node_modules', 'uplot', 'LICENSE'), 'utf8')}*/` },
};

const state = buildState(root);
if (state !== 'fresh') await renew();

async function renew() {
  const built = await bundle();
  if (built === null) return;
  const outputs = built.outputFiles.map(({ path }) => relative(root, path));
  const inputs = hashesOf(root, built.inputs);
  try {
    await mkdir(join(root, 'dist'), { recursive: true });
    for (const { path, contents } of built.outputFiles) await writeFile(path, contents);
    await chmod(join(root, 'dist', 'carnival.js'), EXECUTABLE);
    // Last: a build that was cut short is no build.
    await writeFile(join(root, STATE_FILE), JSON.stringify({ inputs, outputs }, null, 2));
  } catch (error) {
    const what =
      state === 'missing' ? 'Carnival is not built' : 'The code has changed since Carnival was built';
    console.error(
      `${what}, and dist/ cannot be written to (${error.code}): run \`npm run build\` as its owner.`,
    );
    process.exitCode = mayKeep && state === 'stale' ? 0 : 1;
  }
}

/** Null if the code does not parse: esbuild has said where. */
async function bundle() {
  try {
    const built = await Promise.all([build(FOR_NODE), build(FOR_PAGES)]);
    return {
      outputFiles: built.flatMap(({ outputFiles }) => outputFiles),
      inputs: built.flatMap(({ metafile }) => Object.keys(metafile.inputs)),
    };
  } catch {
    process.exitCode = 1;
    return null;
  }
}
