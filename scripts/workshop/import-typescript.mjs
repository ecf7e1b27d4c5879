/** Imports a TypeScript file. Bundled first, because Node 20 cannot import TypeScript. */
import { join, parse } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

export async function importTypeScript(source) {
  // In dist/ and not in memory: the packages it imports are looked up from where it lies.
  const outfile = join('dist', 'workshop', `${parse(source).name}.js`);
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  });
  return await import(pathToFileURL(outfile).href);
}
