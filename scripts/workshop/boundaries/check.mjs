/** `npm run boundaries`: checks every import against the table of rooms in docs/architecture.md, and the table against the imports. */
import { readdirSync, readFileSync } from 'node:fs';
import { cruise, format } from 'dependency-cruiser';
import { importTypeScript } from '../import-typescript.mjs';

const PAGE = 'docs/architecture.md';
const TREES = ['scenarios', 'mock-services', 'scripts'];

const load = (name) => importTypeScript(`scripts/workshop/boundaries/${name}.ts`);
const { boundaries } = await load('boundaries');
const { readRooms } = await load('room-table');
const { folderCircles, isProduct, unusedPermissions } = await load('graph');

const page = readFileSync(PAGE, 'utf8');
const files = TREES.flatMap((tree) =>
  readdirSync(tree, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|mjs)$/.test(entry.name))
    .map((entry) => `${entry.parentPath}/${entry.name}`),
);
const { forbidden, options } = boundaries(page, files);
const { output } = await cruise(TREES, { ...options, validate: true, ruleSet: { forbidden } });
const report = await format(output, { outputType: 'err' });
process.stdout.write(report.output);

const imports = output.modules
  .flatMap(({ source, dependencies }) => dependencies.map(({ resolved }) => ({ from: source, to: resolved })))
  .filter(isProduct);
const mistakes = [
  ...unusedPermissions(readRooms(page), imports),
  ...folderCircles('mock-services/', imports).map(
    (circle) => `a circle of folders in mock-services/: ${circle}`,
  ),
];
for (const mistake of mistakes) console.error(`  error ${mistake}`);
process.exitCode = report.exitCode > 0 || mistakes.length > 0 ? 1 : 0;
