/**
 * What a request of a real rehearsal costs: the default plan's burst against the embedded shop, by the real command, at two
 * rates. A line through the two separates the cost of a request from what is used without load.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import summerCarnival from '../../../scenarios/campaigns/summer-carnival.ts';
import { type Child, lastLines } from '../../machine/processes/child.ts';
import { LOOPBACK } from '../../machine/processes/ports.ts';
import { CarnivalError } from '../../mistakes/carnival-error.ts';
import { freePort, PORT_FIRST, type Rig, startRehearsal } from './rig.ts';
import type { Stretch } from './steady.ts';
import { usedBy } from './steady.ts';
import { pageAt } from './target.ts';

export interface RehearsalSettings extends Stretch {
  readonly rounds: number;
  /** Of the default plan's crowd and rates. */
  readonly scales: readonly number[];
}
/** A stretch of one rehearsal. */
export interface RehearsalCost {
  readonly scale: number;
  readonly requestsPerSecond: number;
  readonly generatorCores: number;
  /** Of k6, shop, Prometheus and the command together. */
  readonly allCores: number;
}

const BEGIN_LIMIT_MS = 60_000;
const ASK_EVERY_MS = 200;
const STOP_GRACE_MS = 60_000;
const MS_PER_SECOND = 1000;
const LOG_TAIL_LINES = 5;
const BURST = summerCarnival.phases.find((phase) => phase.name === 'burst')!;

export async function measureRehearsals(
  rig: Rig,
  settings: RehearsalSettings,
): Promise<readonly RehearsalCost[]> {
  const costs: RehearsalCost[] = [];
  for (let round = 0; round < settings.rounds; round++)
    for (const scale of settings.scales) costs.push(await measureOne(rig, scale, round, settings));
  return costs;
}

async function measureOne(rig: Rig, scale: number, round: number, stretch: Stretch): Promise<RehearsalCost> {
  const shopPort = await freePort(PORT_FIRST + 50);
  const command = await startRehearsal(rig, `rehearse-${scale}-${round}`, [
    ...['--only', BURST.name, '--scale', String(scale)],
    ...['--runs', join(rig.folder, 'runs'), '--shop-port', String(shopPort)],
  ]);
  const shops = summerCarnival.regions.map((_, i) => `http://${LOOPBACK}:${shopPort + i}`);
  try {
    await untilServed(command, shops);
    await sleep(stretch.warmMs);
    const before = await look(command, shops);
    await sleep(stretch.measureMs);
    const after = await look(command, shops);
    const seconds = (after.atMs - before.atMs) / MS_PER_SECOND;
    return {
      scale,
      requestsPerSecond: (after.served - before.served) / seconds,
      generatorCores: (after.generatorCpuSeconds - before.generatorCpuSeconds) / seconds,
      allCores: (after.allCpuSeconds - before.allCpuSeconds) / seconds,
    };
  } finally {
    await command.stop(STOP_GRACE_MS);
  }
}

async function untilServed(command: Child, shops: readonly string[]): Promise<void> {
  const untilMs = performance.now() + BEGIN_LIMIT_MS;
  while (performance.now() < untilMs && command.exit === null) {
    const served = await servedBy(shops).catch(() => 0);
    if (served > 0) return;
    await sleep(ASK_EVERY_MS);
  }
  throw new CarnivalError(`the rehearsal sends nothing: ${await lastLines(command.logFile, LOG_TAIL_LINES)}`);
}

/** Requests that the shop's steps answered, summed over its regions. */
async function servedBy(shops: readonly string[]): Promise<number> {
  const pages = await Promise.all(shops.map((url) => pageAt(url, '/metrics')));
  const counts = pages.flatMap((page) => [...page.matchAll(/^shop_requests_total\{.*\} (\d+)$/gm)]);
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}

async function look(command: Child, shops: readonly string[]) {
  const [served, used] = await Promise.all([servedBy(shops), familyOf(command.pid)]);
  const generator = used.find(({ name }) => name === 'k6');
  if (generator === undefined)
    throw new CarnivalError(`the rehearsal has no k6 any more: see ${command.logFile}`);
  return {
    atMs: performance.now(),
    served,
    generatorCpuSeconds: generator.cpuSeconds,
    allCpuSeconds: used.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
  };
}

/** The process and all that descend from it, with what each has used. */
async function familyOf(pid: number) {
  const all = await Promise.all(
    (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry)).map((entry) => parentOf(Number(entry))),
  );
  const family = [pid];
  for (const member of family)
    for (const each of all) if (each !== null && each.parent === member) family.push(each.pid);
  return Promise.all(
    family.map(async (member) => {
      const name = all.find((each) => each?.pid === member)?.name ?? '';
      return { name, ...(await usedBy({ name, pid: member })) };
    }),
  );
}

/** Fields 2 and 4 of the line. Null when the process has ended meanwhile. @see proc_pid_stat(5) */
async function parentOf(pid: number) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  const found = stat?.match(/^\d+ \((.*)\) \S (\d+) /s);
  return found ? { pid, name: found[1]!, parent: Number(found[2]) } : null;
}
