/** Real levels on a shop of the user's that a command scales. A curve takes minutes: here one count, and what it refuses to say. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../../scenarios/testing/temporary-folder.ts';
import type { Level } from '../../capacity/level.ts';
import { EXIT } from '../../mistakes/exit-codes.ts';
import { keepPrinted } from '../../workshop/testing/printed.ts';
import { capacityCommand } from '../capacity.ts';
import { capacitySourceFrom } from '../capacity-source.ts';

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
    capacity: { repetitions: 1, holdSeconds: 4, startPerSecond: 130, precision: 0.5, ...capacity },
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
const measure = (plan: string, target: string, options: { readonly utilisation?: string } = {}) =>
  capacityCommand({
    ...{ plan, shop: file('shop.ts'), target: [target], ceiling: [], runs: file('runs'), ...options },
  });

const levelsIn = async (): Promise<readonly Level[]> => {
  const run = readdirSync(file('runs')).sort().at(-1)!;
  return (await capacitySourceFrom(join(file('runs'), run, 'levels.json'))).source.levels;
};

beforeAll(() => writeFileSync(file('shop.ts'), SHOP));

describe('carnival capacity on a shop that a command scales', () => {
  const printed = keepPrinted();

  it('finds the edge of a count, and refuses a curve through one', { timeout: 240_000 }, async () => {
    const refused = measure(planWith({ counts: [2], scale }), await start());
    await expect(refused).rejects.toMatchObject({
      exitCode: EXIT.inconclusive,
      message: expect.stringMatching(/^a curve takes 6 different counts of machines, and there are 1 \(2\)/),
    });
    const levels = await levelsIn();
    const held = levels.filter(({ isInObjective }) => isInObjective === true);
    const over = levels.filter(({ isInObjective }) => isInObjective === false);
    // Two hold eight requests for a twentieth of a second: 160 a second, and the edge is known to a half.
    const most = Math.max(...held.map(({ throughput }) => throughput));
    const least = Math.min(...over.map(({ offered }) => offered!));
    expect(most).toBeLessThan(176);
    expect(least).toBeGreaterThan(144);
    expect(least / most).toBeLessThan(1.6);
    expect(over.map(({ state }) => state)).toContain('measured');
    expect(over[0]!.why).toMatch(/the backlog grew by|were good/);
    expect(printed()).toMatch(/2 machines · time 1 · .*\/s: too much: /);
    expect(readFileSync(file('count'), 'utf8').trim()).toBe('2');
  });

  it('says why the target could not be scaled', async () => {
    const plan = planWith({
      counts: [3],
      scale: { ...scale, command: 'echo no such deployment {n}; exit 4' },
    });
    await expect(measure(plan, await start())).rejects.toMatchObject({
      message:
        'the target could not be scaled: capacity.scale.command for 3 replicas ended with exit code 4: no such deployment 3',
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
