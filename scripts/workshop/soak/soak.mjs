/**
 * `npm run soak -- [--minutes 20] [--runs runs]`: rehearses scenarios/campaigns/soak.ts, and prints besides its verdict how many kills met
 * requests in flight and how fast the memory of each process grew. Ends as the rehearsal does; with 90 if that passed and the soak has
 * still not shown what it was to show.
 */
import { spawn } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { importTypeScript } from '../import-typescript.mjs';

const MINUTES = 20;
/** Of a phase of the plan. */
const MINUTES_A_PHASE = 2;
/** In a soak of twenty minutes; in a shorter one as many fewer. */
const KILLS_MIN = 100;
const BAD_OPTION = 104;

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: `${MINUTES}` }, runs: { type: 'string', default: 'runs' } },
});
const minutes = Number(values.minutes);
const isMultiple = Number.isInteger(minutes / MINUTES_A_PHASE);
if (isMultiple && minutes > 0 && minutes <= MINUTES) process.exitCode = await soak(values.runs);
else {
  console.error(`--minutes ${values.minutes}: give an even number from ${MINUTES_A_PHASE} to ${MINUTES}`);
  process.exitCode = BAD_OPTION;
}

async function soak(runs) {
  const isWhole = minutes === MINUTES;
  const parts = Array.from({ length: minutes / MINUTES_A_PHASE }, (_, i) => `--only=part-${i + 1}`);
  await mkdir(runs, { recursive: true });
  const before = await readdir(runs);
  const code = await rehearse(['--plan', 'soak', '--runs', runs, ...(isWhole ? [] : parts)]);
  const [run] = (await readdir(runs)).filter((each) => !before.includes(each) && each.includes('-soak-'));
  if (run === undefined) return code;

  const { endOf, readSoak, soakReport } = await importTypeScript('scripts/workshop/soak/read-soak.ts');
  const goal = { killsMin: (KILLS_MIN * minutes) / MINUTES, isWhole };
  try {
    const { lines, missing } = soakReport(await readSoak(join(runs, run)), goal);
    for (const line of ['', ...lines, ...missing.map((what) => `Not shown: ${what}`)]) console.log(line);
    return endOf(code, missing);
  } catch (error) {
    // An interrupted run may have left no observations.
    console.error(`Not shown: ${error.message}`);
    return endOf(code, [error.message]);
  }
}

/** The real command. It ends by itself, also on an interrupt: what comes to this process goes on to it. */
function rehearse(args) {
  const command = spawn(process.execPath, ['dist/carnival.js', 'rehearse', ...args], { stdio: 'inherit' });
  // A terminal tells both of them.
  process.on('SIGINT', () => undefined);
  process.on('SIGHUP', () => undefined);
  process.on('SIGTERM', () => command.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    command.once('error', reject);
    command.once('exit', (code) => resolve(code ?? 1));
  });
}
