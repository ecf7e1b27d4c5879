import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { projectRoot } from '../machine/project-root.ts';
import { ensureTools } from '../machine/toolchain/toolchain.ts';
import { breakerQueries } from './queries.ts';

const run = promisify(execFile);

/** What the service in Java told while its breaker was open, half a second after ten probes had failed. */
const TOLD = join(projectRoot(), 'examples/breakers/resilience4j/metrics.txt');
const QUERIES = breakerQueries('bank', { preset: 'resilience4j', metrics: { all: 'its /metrics' } }, '');
const WHEN_OPEN = { state: 2, opened: null, calls: 1060 + 60 + 504, rejected: 504 };

let promtool: string;
let told: string;
beforeAll(async () => {
  promtool = (await ensureTools({ progress: console.error })).promtool.path;
  told = await readFile(TOLD, 'utf8');
});

/** Prometheus's own word for what a query says of these metrics. Fails unless it is this value. */
async function expectValue(text: string, expr: string, value: number): Promise<void> {
  const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const file = join(temporaryFolder(), 'told.yml');
  const series = samples.map((line) => /^(.*) (\S+)$/.exec(line)!.slice(1));
  const test = {
    interval: '1s',
    input_series: series.map(([name, sample]) => ({ series: name, values: `${sample}` })),
    promql_expr_test: [{ expr, eval_time: '0s', exp_samples: [{ labels: '{}', value }] }],
  };
  await writeFile(file, stringify({ tests: [test] }));
  await run(promtool, ['test', 'rules', file]);
}

it.each(Object.entries(WHEN_OPEN))('what resilience4j itself tells gives %s', async (reading, value) => {
  const query = QUERIES[reading as keyof typeof WHEN_OPEN];
  if (value === null) expect(query).toBeNull();
  else await expectValue(told, query!, value);
});

it.each([
  { given: 'closed', want: 0 },
  { given: 'half_open', want: 1 },
  { given: 'forced_open', want: 2 },
])('its state $given is $want', async ({ given, want }) => {
  const changed = told
    .replace('state="open"} 1.0', 'state="open"} 0.0')
    .replace(`state="${given}"} 0.0`, `state="${given}"} 1.0`);
  await expectValue(changed, QUERIES.state!, want);
});

it('a value that it did not tell is none', async () => {
  await expect(expectValue(told, QUERIES.rejected!, 503)).rejects.toThrow(/503|FAILED/);
});
