/** Writes docs/shop.md from the shop. Bundled first, because Node 20 cannot import TypeScript. */
import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** In dist/ and not in memory: what it imports is looked up from where it lies. */
const BUNDLE = 'dist/shop-docs.js';

await build({
  entryPoints: ['scripts/workshop/shop-docs/shop-page.ts'],
  outfile: BUNDLE,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
});
const { currentPage, PAGE_FILE } = await import(pathToFileURL(BUNDLE).href);
await writeFile(PAGE_FILE, await currentPage());
