import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { projectRoot } from '../machine/project-root.ts';
import { ensureTools } from '../machine/toolchain/toolchain.ts';
import { breakerQueries } from './queries.ts';

const run = promisify(execFile);
const METRICS = { metrics: { all: 'its /metrics' } };

let promtool: string;
beforeAll(async () => {
  promtool = (await ensureTools({ progress: console.error })).promtool.path;
});

/** Prometheus's own word for what a query says of these metrics. Fails unless it is this value. */
async function expectValue(told: string, expr: string, value: number): Promise<void> {
  const samples = told.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const series = samples.map((line) => /^(.*) (\S+)$/.exec(line)!.slice(1));
  const test = {
    interval: '1s',
    input_series: series.map(([name, sample]) => ({ series: name, values: `${Number(sample)}` })),
    promql_expr_test: [{ expr, eval_time: '0s', exp_samples: [{ labels: '{}', value }] }],
  };
  const file = join(temporaryFolder(), 'told.yml');
  await writeFile(file, stringify({ tests: [test] }));
  await run(promtool, ['test', 'rules', file]);
}

/** The examples with these breakers told it, while the breaker was open and probes had failed. */
describe.each([
  {
    preset: 'resilience4j',
    want: { state: 2, opened: null, calls: 1060 + 60 + 504, rejected: 504 },
    stateOf: (told: string, state: string) =>
      told
        .replace('state="open"} 1.0', 'state="open"} 0.0')
        .replace(`state="${state}"} 0.0`, `state="${state}"} 1.0`),
    states: { closed: 0, half_open: 1, forced_open: 2 },
  },
  {
    preset: 'pybreaker',
    want: { state: 2, opened: 2, calls: 546, rejected: 198 },
    stateOf: (told: string, state: string) =>
      told.replace('pybreaker_state{name="bank"} 2.0', `pybreaker_state{name="bank"} ${state}`),
    states: { '0.0': 0, '1.0': 1 },
  },
] as const)('of what $preset itself tells', ({ preset, want, stateOf, states }) => {
  const queries = breakerQueries('bank', { preset, ...METRICS }, '');
  let told: string;
  beforeAll(async () => {
    told = await readFile(join(projectRoot(), `examples/breakers/${preset}/metrics.txt`), 'utf8');
  });

  it.each(Object.entries(want))('its query gives %s', async (reading, value) => {
    const query = queries[reading as keyof typeof want];
    if (value === null) expect(query).toBeNull();
    else await expectValue(told, query!, value);
  });

  it.each(Object.entries(states))('its query gives the state %s', async (state, value) => {
    await expectValue(stateOf(told, state), queries.state!, value);
  });

  it('no other value would do', async () => {
    await expect(expectValue(told, queries.rejected!, want.rejected + 1)).rejects.toThrow();
  });
});
