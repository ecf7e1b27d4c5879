/**
 * Keeps a run as data for tests: `node scripts/workshop/record-run.mjs runs/<id>`. It must be a run of the smoke plan against the
 * embedded shop that passed. Counts of zero are left out, because they say nothing that a missing one does not.
 *
 * With `--for-report` any run will do: it is kept with its verdict and its timeline, in one packed file, for tests of the report.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const INTO = 'scripts/workshop/testing/generated/run';
const INTO_FOR_REPORT = 'scripts/workshop/testing/generated/report-run.json.gz';
const FILES = ['plan.json', 'forecast.json', 'observations.json'];
const FILES_FOR_REPORT = [...FILES, 'verdict.json', 'timeline.json'];
const forReport = process.argv.includes('--for-report');
const [folder] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
if (folder === undefined) throw new Error('which run? node scripts/workshop/record-run.mjs runs/<id>');

const read = async (file) => JSON.parse(await readFile(join(folder, file), 'utf8'));
const { plan, outcome } = await read('verdict.json');
if (!forReport && (plan !== 'smoke' || outcome !== 'pass'))
  throw new Error(`${folder} is a ${outcome} of the plan ${plan}`);

const isNothing = (value) => value !== null && typeof value === 'object' && value.count === 0;

/** As it is kept: without what nobody needs, and what is this machine's alone. */
async function recordedText(file) {
  const recorded = await read(file);
  // The targets of a finished run are gone, and an event may name a path of the machine.
  if (file === 'plan.json') delete recorded.run;
  if (file === 'observations.json') recorded.events = [];
  return JSON.stringify(recorded, (_key, value) =>
    Array.isArray(value) ? value.filter((each) => !isNothing(each)) : value,
  );
}

if (forReport) {
  const texts = await Promise.all(FILES_FOR_REPORT.map(recordedText));
  const all = FILES_FOR_REPORT.map((file, i) => `${JSON.stringify(file)}:${texts[i]}`).join(',');
  await writeFile(INTO_FOR_REPORT, gzipSync(`{${all}}`, { level: 9 }));
} else {
  await mkdir(INTO, { recursive: true });
  for (const file of FILES) await writeFile(join(INTO, file), `${await recordedText(file)}\n`);
}
