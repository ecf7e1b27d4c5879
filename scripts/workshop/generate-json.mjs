/**
 * Writes each JSON file from the default export of a .ts file: the campaign's plan (so that a stock k6 can read it without a
 * build), and the schemas of an audit, of a capacity, of a scale-out, of its drill and of a verdict; the rules of Prometheus, and Grafana's dashboards. `--check` only says whether they are up to date.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { importTypeScript } from './import-typescript.mjs';

const SOURCES = {
  'scenarios/campaigns/summer-carnival.plan.json': 'scenarios/campaigns/summer-carnival.ts',
  'docs/audit.schema.json': 'scripts/workshop/audit-schema.ts',
  'docs/capacity.schema.json': 'scripts/workshop/capacity-schema.ts',
  'docs/scale-out.schema.json': 'scripts/workshop/scale-out-schema.ts',
  'docs/scale-out-drill.schema.json': 'scripts/workshop/scale-out-drill-schema.ts',
  'docs/verdict.schema.json': 'scripts/workshop/verdict-schema.ts',
};
/** The default export of each has the text of every file by its path. */
const FILES = ['scripts/workshop/rules/rule-files.ts', 'dashboards/grafana/dashboard-files.ts'];

for (const [file, source] of Object.entries(SOURCES))
  await write(file, source, `${JSON.stringify((await importTypeScript(source)).default, null, 2)}\n`);
for (const source of FILES)
  for (const [file, text] of Object.entries((await importTypeScript(source)).default))
    await write(file, source, text);

async function write(file, source, wanted) {
  if (!process.argv.includes('--check')) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, wanted);
  } else if ((await readFile(file, 'utf8').catch(() => null)) !== wanted) {
    console.error(`${file} is older than ${source}: npm run generate`);
    process.exitCode = 1;
  }
}
