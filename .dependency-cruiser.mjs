/** `npm run boundaries`: who may import whom. The rules are made from the table in docs/architecture.md. */
import { readdirSync, readFileSync } from 'node:fs';
import { importTypeScript } from './scripts/workshop/import-typescript.mjs';

const PAGE = 'docs/architecture.md';
const TREES = ['scenarios', 'mock-services', 'scripts'];

const { boundaries } = await importTypeScript('scripts/workshop/boundaries/boundaries.ts');
const files = TREES.flatMap((tree) =>
  readdirSync(tree, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|mjs)$/.test(entry.name))
    .map((entry) => `${entry.parentPath}/${entry.name}`),
);

export default boundaries(readFileSync(PAGE, 'utf8'), files);
