/**
 * Keeps a run as data for tests: `node scripts/workshop/record-run.mjs runs/<id>`. It must be a run of the smoke plan against the
 * embedded shop that passed. Counts of zero are left out, because they say nothing that a missing one does not.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const INTO = 'scripts/workshop/testing/generated/run';
const FILES = ['plan.json', 'forecast.json', 'observations.json'];
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('which run? node scripts/workshop/record-run.mjs runs/<id>');

const read = async (file) => JSON.parse(await readFile(join(folder, file), 'utf8'));
const { plan, outcome } = await read('verdict.json');
if (plan !== 'smoke' || outcome !== 'pass') throw new Error(`${folder} is a ${outcome} of the plan ${plan}`);

const isNothing = (value) => value !== null && typeof value === 'object' && value.count === 0;

await mkdir(INTO, { recursive: true });
for (const file of FILES) {
  const recorded = await read(file);
  // The targets of a finished run are gone, and an event may name a path of the machine.
  if (file === 'plan.json') delete recorded.run;
  if (file === 'observations.json') recorded.events = [];
  const text = JSON.stringify(recorded, (_key, value) =>
    Array.isArray(value) ? value.filter((each) => !isNothing(each)) : value,
  );
  await writeFile(join(INTO, file), `${text}\n`);
}
