import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../scenarios/testing/temporary-folder.ts';
import { type Child, startChild } from './child.ts';
import { startKeeper } from './keeper.ts';
import { watchUse } from './use.ts';

const MEGABYTE = 1024 * 1024;
const HELD_MEGABYTES = 200;

it('sees which child works, which holds memory, and what all take together', async () => {
  const folder = temporaryFolder();
  const keeper = await startKeeper();
  const start = (name: string, script: string): Promise<Child> =>
    startChild(keeper, {
      name,
      command: process.execPath,
      args: ['-e', script],
      logFile: join(folder, `${name}.log`),
    });
  const children: Child[] = [];
  const watch = await watchUse(children, 100);
  const busy = await start('busy', 'for (;;) {}');
  // Its CPU is its child's.
  const parent = await start(
    'parent',
    "require('node:child_process').spawn('sh', ['-c', 'while :; do :; done'])",
  );
  const big = await start(
    'big',
    `globalThis.held = Buffer.alloc(${HELD_MEGABYTES * MEGABYTE}, 1); setInterval(() => {}, 1000)`,
  );
  children.push(busy, parent, big);
  await sleep(3000);
  const use = await watch.stop();
  await keeper.close();

  const [busyUse, bigUse] = [use.processes.get(busy.pid)!, use.processes.get(big.pid)!];
  if (process.platform !== 'linux') {
    expect(use.allPssBytesMax).toBeNull();
    expect(use.allCpuSeconds).toBeNull();
    return;
  }
  expect(busyUse.cpuSeconds! / bigUse.cpuSeconds!).toBeGreaterThan(2);
  expect(bigUse.rssBytesMax! - busyUse.rssBytesMax!).toBeGreaterThan(0.8 * HELD_MEGABYTES * MEGABYTE);
  const heldAtEnd = (pid: number): number => use.memory.get(pid)!.at(-1)!.bytes;
  expect(use.memory.get(big.pid)!.length).toBeGreaterThan(3);
  expect(heldAtEnd(big.pid) - heldAtEnd(busy.pid)).toBeGreaterThan(0.8 * HELD_MEGABYTES * MEGABYTE);
  expect(use.allPssBytesMax!).toBeGreaterThan(HELD_MEGABYTES * MEGABYTE);
  expect(use.allCpuSeconds!).toBeGreaterThan(busyUse.cpuSeconds!);
  const named = [busy, parent, big].reduce((sum, { pid }) => sum + use.processes.get(pid)!.cpuSeconds!, 0);
  const inherited = [...use.processes.keys()].filter(
    (pid) => ![process.pid, busy.pid, parent.pid, big.pid].includes(pid),
  );
  expect(inherited).toHaveLength(1);
  expect(use.allCpuSeconds!).toBeGreaterThan(named + 0.5 * use.processes.get(inherited[0]!)!.cpuSeconds!);
  expect(use.processes.get(inherited[0]!)!.cpuSeconds!).toBeGreaterThan(
    use.processes.get(parent.pid)!.cpuSeconds!,
  );
  expect(use.allCpuSeconds!).toBeLessThanOrEqual(use.cores * use.wallSeconds * 1.05);
});
