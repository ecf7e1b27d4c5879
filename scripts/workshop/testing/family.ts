/** The processes of one rehearsal, for tests of how it ends. */
import { expect, vi } from 'vitest';
import { familyOf, type Kin, livingOf, PATIENCE, processesWith } from './processes.ts';

/** The command, its keeper, three regions of the shop, Prometheus and k6. */
const FAMILY = 7;

export const wholeFamily = (pid: number): Promise<readonly Kin[]> =>
  vi.waitFor(async () => {
    const family = await familyOf(pid);
    expect(family.length).toBeGreaterThanOrEqual(FAMILY);
    return family;
  }, PATIENCE);

/** Nobody of the family lives, the keeper included, and nobody else works on the folder. */
export async function nobody(family: readonly Kin[], folder: string): Promise<void> {
  await vi.waitFor(
    async () => expect([...(await livingOf(family)), ...(await processesWith(folder))]).toEqual([]),
    PATIENCE,
  );
}

const COMMANDS = {
  k6: ['run', '--console-output'],
  prometheus: ['prometheus', '--storage.tsdb.path'],
  'a region': ['shop.js'],
} as const;

/** The first process of that kind that works on the run's folder. */
export async function pidOf(kind: keyof typeof COMMANDS, folder: string): Promise<number> {
  const [found] = await processesWith(...COMMANDS[kind], folder);
  if (found === undefined) throw new Error(`${kind} does not run`);
  return found.pid;
}

export async function keeperOf(family: readonly Kin[]): Promise<number> {
  const keepers = await processesWith('carnival-keeper');
  const found = keepers.find((keeper) => family.some(({ pid }) => pid === keeper.pid));
  if (found === undefined) throw new Error('no keeper runs');
  return found.pid;
}
