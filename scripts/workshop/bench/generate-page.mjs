/** Writes docs/benchmarks.md from docs/benchmarks.json, without measuring: for when the words change. */
import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** In dist/ and not in memory: what it imports is looked up from where it lies. */
const BUNDLE = 'dist/benchmarks-page.js';

await build({
  entryPoints: ['scripts/workshop/bench/print-markdown.ts'],
  outfile: BUNDLE,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
});
const { printMarkdown } = await import(pathToFileURL(BUNDLE).href);
await writeFile(
  'docs/benchmarks.md',
  printMarkdown(JSON.parse(await readFile('docs/benchmarks.json', 'utf8'))),
);
