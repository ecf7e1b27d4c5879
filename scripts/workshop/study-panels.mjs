/**
 * `npm run study:panels -- <run> [--step NAME]`: asks a finished run's Prometheus every query of every dashboard. Ends with 1 if one has
 * no data for no reason, or other labels than its panel expects. `--step`: the step that must succeed in plans other than the default one.
 */
import { parseArgs } from 'node:util';
import { importTypeScript } from './import-typescript.mjs';

const { values, positionals } = parseArgs({
  options: { step: { type: 'string', default: 'coupon.redeem' } },
  allowPositionals: true,
});
const [run] = positionals;
if (run === undefined) {
  console.error('Usage: npm run study:panels -- <run> [--step NAME]');
  process.exit(1);
}
const { studyPanels } = await importTypeScript('scripts/workshop/panels/study.ts');
const { studyLines } = await importTypeScript('scripts/workshop/panels/study-lines.ts');
const answered = await studyPanels(run, values.step, (line) => console.error(line));
for (const line of studyLines(answered)) console.log(line);
if (answered.some(({ mistake }) => mistake !== null)) process.exitCode = 1;
