/**
 * `npm run types`: the types that `import … from 'carnival'` gets, in dist/types. With them a user's plan is checked without our
 * sources. Each kind of objective adds its fields to the plan's type in its own file, so the package's entry names them all.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const types = join(root, 'dist', 'types');
const KINDS = 'scripts/objectives';

// What an earlier build wrote for files that are gone would be packed too.
rmSync(types, { recursive: true, force: true });
execFileSync(join(root, 'node_modules', '.bin', 'tsc'), ['--project', 'tsconfig.types.json'], {
  cwd: root,
  stdio: 'inherit',
});
const kinds = readdirSync(join(types, KINDS)).filter((file) =>
  readFileSync(join(types, KINDS, file), 'utf8').includes('\ndeclare module '),
);
writeFileSync(
  join(types, 'index.d.ts'),
  [
    ...kinds.sort().map((file) => `import './${KINDS}/${file.replace(/\.d\.ts$/, '.js')}';`),
    "export * from './scenarios/shop/index.js';",
    '',
  ].join('\n'),
);
