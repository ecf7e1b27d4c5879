import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { Child } from '../machine/processes/child.ts';
import { CpuSeries } from '../machine/processes/cpu-series.ts';
import { foreignVariables, generatorArgs, generatorEnv, generatorUse, hiddenFromK6 } from './generator.ts';

const GENERATOR = {
  scenario: null,
  planFile: 'plan.json',
  consoleFile: 'console.log',
  prometheus: { url: 'http://127.0.0.1:9090', user: 'run', password: 'secret' },
  runId: 'run-1',
};
const EXPORTED = { PATH: '/bin', K6_BIN: '/opt/k6', K6_VUS: '5', K6_PROMETHEUS_RW_PUSH_INTERVAL: '1h' };

it('K6_ variables are foreign, but for the one that says where k6 is', () => {
  expect(foreignVariables(EXPORTED)).toEqual(['K6_VUS', 'K6_PROMETHEUS_RW_PUSH_INTERVAL']);
});

it('k6 gets none of the foreign variables, and its own whatever was exported under their names', () => {
  const given = { ...EXPORTED, ...hiddenFromK6(EXPORTED), ...generatorEnv(GENERATOR) };
  expect(given).toMatchObject({
    PATH: '/bin',
    K6_BIN: '/opt/k6',
    K6_VUS: undefined,
    K6_PROMETHEUS_RW_PUSH_INTERVAL: '1s',
    CARNIVAL_PLAN: 'plan.json',
  });
});

it('k6 runs the rehearsal’s own script unless another is named', () => {
  expect(generatorArgs(GENERATOR).at(-1)).toMatch(/\/scenarios\/rehearsal\.ts$/);
  expect(generatorArgs({ ...GENERATOR, scenario: 'mine.ts' }).at(-1)).toBe('mine.ts');
});

it('the password is in k6’s environment, and not on its command line', () => {
  expect(generatorEnv(GENERATOR)).toMatchObject({
    K6_PROMETHEUS_RW_USERNAME: 'run',
    K6_PROMETHEUS_RW_PASSWORD: 'secret',
  });
  expect(generatorArgs(GENERATOR).join(' ')).not.toContain('secret');
});

it('k6 reads no settings of this user, holds no request back and throws no response away', async () => {
  const args = generatorArgs(GENERATOR);
  const config = args.find((arg) => arg.startsWith('--config='))!.split('=')[1]!;
  expect(JSON.parse(await readFile(config, 'utf8'))).toEqual({});
  expect(args).toEqual(expect.arrayContaining(['--rps=0', '--throw=false']));
});

it('every series of k6 carries the run’s id', () => {
  expect(generatorArgs(GENERATOR).join(' ')).toContain('--tag run_id=run-1');
});

it('the CPU of all is told by phase, as far as each came; a phase that never began is left out', () => {
  const series = (cpuSeconds: number): CpuSeries => {
    const evenly = new CpuSeries();
    evenly.add(0, 0);
    evenly.add(20_000, cpuSeconds);
    return evenly;
  };
  const cpu = { all: series(30), byProcess: new Map([[1, series(10)]]), machine: series(40) };
  const used = {
    ...{ processes: new Map(), allPssBytesMax: null, allCpuSeconds: 30, cpu },
    ...{ memory: new Map(), cores: 2, wallSeconds: 20 },
  };
  const times = [
    { phase: 'warm-up', startMs: 2000, endMs: 10_000 },
    { phase: 'burst', startMs: 10_000, endMs: 60_000 },
    { phase: 'continuation', startMs: 60_000, endMs: 90_000 },
  ];
  const { cpuByPhase } = generatorUse({ pid: 1 } as Child, { code: 0, signal: null }, used, times);
  expect(cpuByPhase).toEqual([
    {
      ...{ phase: 'warm-up', wallSeconds: 8, allCpuSeconds: 12 },
      ...{ generatorCpuSeconds: 4, machineCpuSeconds: 16 },
    },
    {
      ...{ phase: 'burst', wallSeconds: 10, allCpuSeconds: 15 },
      ...{ generatorCpuSeconds: 5, machineCpuSeconds: 20 },
    },
  ]);
  expect(generatorUse({ pid: 1 } as Child, { code: 0, signal: null }, null, times).cpuByPhase).toEqual([]);
});
