/** `npm run boundaries`: who may import whom. The rules are made from the table in docs/architecture.md. */
import { readdirSync, readFileSync } from 'node:fs';
import { build } from 'esbuild';

const PAGE = 'docs/architecture.md';
const TREES = ['scenarios', 'mock-services', 'scripts'];

// Node 20 cannot import TypeScript.
const bundle = await build({
  entryPoints: ['scripts/workshop/boundaries/boundaries.ts'],
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'node',
});
const code = Buffer.from(bundle.outputFiles[0].text).toString('base64');
const { boundaries } = await import(`data:text/javascript;base64,${code}`);

const files = TREES.flatMap((tree) =>
  readdirSync(tree, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|mjs)$/.test(entry.name))
    .map((entry) => `${entry.parentPath}/${entry.name}`),
);

export default boundaries(readFileSync(PAGE, 'utf8'), files);
