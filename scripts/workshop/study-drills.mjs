/**
 * `npm run study:drills -- [--times 10] [--only NAME …]`: rehearses the plan `drills` with the embedded shop as it is, ten times by default,
 * and once with every way in which it can be wrong in a drill. A right shop must pass each time. A wrong one must fail in its own
 * line and in no other; what it keeps from being proven is told. Twenty minutes. Ends with 1 if anything was not as it should be.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { importTypeScript } from './import-typescript.mjs';

const RIGHT = 'right';
/** Of these the plan has no line: they are about the books, or about a gray release. */
const ELSEWHERE = ['orders-lost', 'oversold', 'books-in-order', 'canary'];
const { values } = parseArgs({
  options: { times: { type: 'string', default: '10' }, only: { type: 'string', multiple: true } },
});

const { MISBEHAVIOURS } = await importTypeScript('mock-services/misbehaviour/index.ts');
const wrong = MISBEHAVIOURS.filter(({ fails }) => !ELSEWHERE.includes(fails));
const times = Number(values.times);
const all = [
  ...Array.from({ length: times }, () => ({ name: RIGHT, fails: null })),
  ...wrong.map(({ name, fails }) => ({ name, fails })),
].filter(({ name }) => values.only?.includes(name) ?? true);

for (const { name, fails } of all) {
  const verdict = await rehearsed(name);
  const failed = kindsOf(verdict, 'fail');
  const isAsItShouldBe =
    fails === null ? verdict.outcome === 'pass' : failed.length === 1 && failed[0] === fails;
  if (!isAsItShouldBe) process.exitCode = 1;
  console.log(
    `${isAsItShouldBe ? '✓' : '✗'} ${name}: ${verdict.outcome}, failed: ${failed.join(', ') || 'nothing'}; not proven: ${missing(verdict).join(', ') || 'nothing'}\n    ${verdict.headline}`,
  );
}

/** The kinds of objectives with a cell in this state. */
function kindsOf({ objectives }, state) {
  return [
    ...new Set(
      objectives.filter((each) => each.cells.some((cell) => cell.state === state)).map(({ kind }) => kind),
    ),
  ];
}

/** What was required and is not proven. */
function missing({ objectives }) {
  return objectives.flatMap(({ id, cells }) =>
    cells.some(({ required, state }) => required && state === 'not-proven') ? [id] : [],
  );
}

async function rehearsed(name) {
  const runs = await mkdtemp(join(tmpdir(), 'carnival-study-'));
  const args = ['dist/carnival.js', 'rehearse', '--plan', 'drills', '--runs', runs];
  const child = spawn(process.execPath, [...args, ...(name === RIGHT ? [] : ['--misbehave', name])], {
    stdio: 'ignore',
  });
  await new Promise((resolve) => child.on('exit', resolve));
  const [run] = await readdir(runs);
  return JSON.parse(await readFile(join(runs, run, 'verdict.json'), 'utf8'));
}
