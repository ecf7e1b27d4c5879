/** `npm run boundaries`: checks every import against the table of rooms in docs/architecture.md, and the table against the imports. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cruise, format } from 'dependency-cruiser';
import { importTypeScript } from '../import-typescript.mjs';

const PAGE = 'docs/architecture.md';

const load = (name) => importTypeScript(`scripts/workshop/boundaries/${name}.ts`);
const { boundaries, WrongTable } = await load('boundaries');
const { readRooms } = await load('room-table');
const { folderCircles, isProduct, unusedPermissions } = await load('graph');

const page = readFileSync(PAGE, 'utf8');
// All that is or could be committed, but for configuration: files at the top, and folders that begin with a dot.
const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.mjs'], {
  encoding: 'utf8',
});
const files = listed.split('\n').filter((file) => /^[^./][^/]*\//.test(file));
const trees = [...new Set(files.map((file) => file.split('/')[0]))];

function rulesOrEnd() {
  try {
    return boundaries(page, files);
  } catch (error) {
    if (!(error instanceof WrongTable)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
const { forbidden, options } = rulesOrEnd();
const { output } = await cruise(trees, { ...options, validate: true, ruleSet: { forbidden } });
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
