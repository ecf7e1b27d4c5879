/** Real levels on a shop of the user's that a command scales. A curve takes minutes: here one count. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../../scenarios/testing/temporary-folder.ts';
import { runForecast } from '../../forecast/run-forecast.ts';
import { EXIT } from '../../mistakes/exit-codes.ts';
import { levelsOf } from '../../stepped/levels-of.ts';
import { mixOf } from '../../stepped/mix.ts';
import { en } from '../../words/en.ts';
import { keepPrinted } from '../../workshop/testing/printed.ts';
import { capacityCommand } from '../capacity.ts';
import { planFrom } from '../plan-from.ts';
import { subjectFrom } from '../subject-from.ts';
import { accessFor, admitted } from '../target-option.ts';
import { withSteppedRun } from './stepped-run.ts';

const PROGRAM = join(import.meta.dirname, '..', '..', 'workshop', 'testing', 'programs', 'limited-shop.mjs');
const folder = temporaryFolder();
const file = (name: string): string => join(folder, name);

const SHOP = `
import { defineShop, get } from 'carnival';
export default defineShop({
  name: 'limited',
  steps: { look: get('/look') },
  behaviours: { looker: { entry: { look: 1 }, steps: { look: { thinkSeconds: 0, ok: {} } } } },
});
`;
const planWith = (capacity: object): string => {
  const perHour = [{ atMinute: 0, value: 900_000 }];
  const population = { kind: 'arriving', name: 'lookers', behaviour: 'looker', perHour };
  const plan = {
    name: 'limited',
    phases: [
      {
        ...{ name: 'sale', calendarMinutes: 1 },
        populations: [{ ...population, process: 'poisson', paced: false }],
      },
    ],
    objectives: [{ id: 'response-time', kind: 'response-time', targetShare: 0.99 }],
    capacity: {
      repetitions: 1,
      holdSeconds: 4,
      settleSecondsMax: 4,
      startPerSecond: 130,
      precision: 0.5,
      ...capacity,
    },
  };
  const name = file(`plan-${Object.keys(capacity).join('-')}.json`);
  writeFileSync(name, JSON.stringify(plan));
  return name;
};

/** @returns its URL */
async function start(...mode: readonly string[]): Promise<string> {
  writeFileSync(file('count'), '1');
  const child: ChildProcess = spawn(process.execPath, [PROGRAM, '0', file('count'), ...mode]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const [said] = (await once(child.stdout!, 'data')) as [Buffer];
  return `http://127.0.0.1:${(JSON.parse(String(said)) as { port: number }).port}`;
}

const scale = { command: `echo {n} > ${file('count')}`, ready: `test "$(cat ${file('count')})" = {n}` };
const optionsOf = (plan: string, target: string) =>
  ({ plan, shop: file('shop.ts'), target: [target], runs: file('runs') }) as const;
const measure = (plan: string, target: string, options: { readonly utilisation?: string } = {}) =>
  capacityCommand({ ...optionsOf(plan, target), ceiling: [], ...options });

beforeAll(() => writeFileSync(file('shop.ts'), SHOP));

describe('carnival capacity on a shop that a command scales', () => {
  keepPrinted();

  it('finds the edge of a count, and holds a load below it for longer', { timeout: 240_000 }, async () => {
    const options = optionsOf(planWith({ counts: [2], scale }), await start());
    const subject = await subjectFrom(options.shop);
    const plan = await planFrom(subject, options);
    const { access } = accessFor(options, subject);
    const told: string[] = [];
    const { searches, last } = await withSteppedRun(
      {
        ...{ plan: { ...plan, capacity: plan.capacity! }, subject, access, seed: 1, words: en },
        ...{
          mix: mixOf(plan, subject, runForecast(plan, subject)),
          goodShare: 0.99,
          edgesMin: 1,
          shopPort: null,
          runs: options.runs,
        },
        targets: await admitted(options, subject, plan, access),
        tell: async (_, { state, why }) => void told.push(`${state} ${why}`.trim()),
      },
      async (run) => ({ searches: run.searches!, last: await run.confirm(2, 80) }),
    );
    const levels = levelsOf(searches);
    const held = levels.filter(({ isInObjective }) => isInObjective === true);
    const over = levels.filter(({ isInObjective }) => isInObjective === false);
    // Two hold eight requests for a twentieth of a second: 160 a second, and the edge is known to a half.
    const most = Math.max(...held.map(({ throughput }) => throughput));
    const least = Math.min(...over.map(({ offered }) => offered!));
    expect(most).toBeLessThan(176);
    expect(least).toBeGreaterThan(144);
    expect(least / most).toBeLessThan(1.6);
    expect(over.map(({ state }) => state)).toContain('measured');
    expect(told).toHaveLength(levels.length);
    expect(told.join('; ')).toMatch(/held.*over (the backlog grew by|\S+ % were good)/);
    expect(last).toMatchObject({ replicas: 2, offered: 80, isConfirmed: true, why: '' });
    expect(readFileSync(file('count'), 'utf8').trim()).toBe('2');
  });

  it('says why the target could not be scaled', async () => {
    const plan = planWith({
      counts: [3, 1, 2, 4, 6, 8],
      scale: { ...scale, command: 'echo no such deployment {n}; exit 4' },
    });
    await expect(measure(plan, await start())).rejects.toMatchObject({
      message:
        'the target could not be scaled: capacity.scale.command for 1 replicas ended with exit code 4: no such deployment 1',
    });
  });

  it('tells all that is wrong before it starts anything', async () => {
    const plan = planWith({ counts: [1, 1], phase: 'sail', scale: { command: 'true', ready: ' ' } });
    await expect(measure(plan, 'http://127.0.0.1:1', { utilisation: '7' })).rejects.toMatchObject({
      exitCode: EXIT.badPlan,
      mistakes: [
        'capacity.scale.ready',
        'capacity.counts[1]',
        'capacity.phase',
        'capacity.scale.command',
        '--utilisation',
      ].map((path) => expect.objectContaining({ path })),
    });
  });
});
