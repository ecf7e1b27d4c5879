/**
 * Bundles what Node runs: the CLI, the shop's process and the bench. Node 20 cannot import TypeScript.
 * What runs inside k6 (scenarios/) is not built: k6 reads TypeScript itself.
 */
import { build } from 'esbuild';

await build({
  entryPoints: {
    carnival: 'scripts/carnival.ts',
    shop: 'mock-services/server.ts',
    bench: 'scripts/workshop/bench/bench.ts',
  },
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  sourcemap: true,
  logLevel: 'warning',
});
