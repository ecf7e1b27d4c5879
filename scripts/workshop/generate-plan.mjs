/**
 * Writes scenarios/campaigns/summer-carnival.plan.json from its .ts, because a stock k6 can open a file but no plan of ours
 * needs a build step for it. `--check` only says whether it is up to date.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';

const SOURCE = 'scenarios/campaigns/summer-carnival.ts';
const GENERATED = 'scenarios/campaigns/summer-carnival.plan.json';

const bundle = await build({
  entryPoints: [SOURCE],
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'node',
});
const code = Buffer.from(bundle.outputFiles[0].text).toString('base64');
const { default: plan } = await import(`data:text/javascript;base64,${code}`);
const wanted = `${JSON.stringify(plan, null, 2)}\n`;
if (!process.argv.includes('--check')) await writeFile(GENERATED, wanted);
else if ((await readFile(GENERATED, 'utf8')) !== wanted) {
  console.error(`${GENERATED} is older than ${SOURCE}. Hint: npm run generate.`);
  process.exitCode = 1;
}
