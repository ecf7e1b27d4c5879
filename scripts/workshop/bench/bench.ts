/**
 * `npm run bench [-- --quick [--write]] [-- --own | --boundary]`: what a shopper and a request cost, beside plain k6; what the shop's routes cost, beside bare
 * fastify; and what a rehearsal costs, for the forecast. Writes docs/benchmarks.md, docs/benchmarks.json and docs/costs.json. With --own, only what a shop of a user's costs
 * is measured, and put beside the other figures as they are; with --boundary, only what a boundary costs.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { COSTS_FILE } from '../../forecast/costs.ts';
import { startKeeper } from '../../machine/processes/keeper.ts';
import { projectRoot } from '../../machine/project-root.ts';
import { ensureTools } from '../../machine/toolchain/toolchain.ts';
import { printError } from '../../mistakes/carnival-error.ts';
import { say as print } from '../../text/terminal.ts';
import { type BoundaryResult, type BoundarySettings, measureBoundary } from './boundary.ts';
import { measureCommits } from './commits.ts';
import { type CpuSettings, measureCpu } from './cpu.ts';
import { costsOf, type Measured, SHOPPERS } from './figures.ts';
import { measureInterpreter } from './interpreter.ts';
import { describeMachine } from './machine.ts';
import { type MemorySettings, measureMemory } from './memory.ts';
import { measureOwn, type OwnResult, type OwnSettings } from './own-costs.ts';
import { printMarkdown } from './print-markdown.ts';
import { measureRehearsals, type RehearsalSettings } from './rehearsal-costs.ts';
import { type Rig, type Stage, startStage, startTarget } from './rig.ts';
import { measureRoutes, type RouteSettings } from './routes.ts';
import { serveTarget } from './target.ts';
import { measureFullRun, measureWholeRun } from './whole-run.ts';

interface Settings {
  readonly cpu: CpuSettings;
  readonly memory: MemorySettings;
  readonly own: OwnSettings;
  readonly boundary: BoundarySettings;
  readonly routes: RouteSettings;
  /** Orders that are committed one by one. */
  readonly commitOrders: number;
  readonly rehearsals: RehearsalSettings;
}

/** For the committed figures. CONTRIBUTING.md says how long it takes. */
const FULL: Settings = {
  // Enough for differences to show, and easy for every side. (The default plan's burst sends 4,700, on more of the machine.)
  cpu: { rounds: 3, requestsPerSecond: 3000, shoppers: SHOPPERS, warmMs: 4000, measureMs: 12_000 },
  memory: {
    rounds: 2,
    requestsPerSecond: 400,
    crowdShoppers: { few: 100_000, many: SHOPPERS },
    plainShoppers: { few: 200, many: 2200 },
    warmMs: 6000,
    measureMs: 3000,
  },
  own: {
    shoppers: SHOPPERS,
    held: {
      rounds: 1,
      requestsPerSecond: 4000,
      active: SHOPPERS / 10,
      // What was late at the start comes again after a think time, all at once.
      warmMs: 8000,
      measureMs: 8000,
    },
    idle: { rounds: 1, requestsPerSecond: 400, active: 50_000, warmMs: 6000, measureMs: 3000 },
    readers: { rounds: 2, requestsPerSecond: 3000, active: 20_000, warmMs: 3000, measureMs: 7000 },
  },
  boundary: { rounds: 12, requestsPerSecond: 1000, blockMs: 3000, warmMs: 6000 },
  routes: { rounds: 3, measureMs: 4000 },
  commitOrders: 20_000,
  // After this time most of the first buyers have paid: four steps, with five seconds of think time in all.
  rehearsals: { rounds: 2, scales: [0.25, 1], warmMs: 10_000, measureMs: 12_000 },
};
/** About five minutes: to try the bench. */
const QUICK: Settings = {
  cpu: { ...FULL.cpu, rounds: 1, warmMs: 2000, measureMs: 5000 },
  memory: { ...FULL.memory, rounds: 1 },
  own: {
    ...FULL.own,
    held: { ...FULL.own.held, active: 50_000, measureMs: 4000 },
    readers: { ...FULL.own.readers, rounds: 1, warmMs: 2000, measureMs: 4000 },
  },
  boundary: { ...FULL.boundary, rounds: 2 },
  routes: { rounds: 1, measureMs: 2000 },
  commitOrders: 5000,
  rehearsals: { ...FULL.rehearsals, rounds: 1, warmMs: 3000, measureMs: 6000 },
};

const settingsOf = (quick: boolean): Settings => (quick ? QUICK : FULL);
const today = (): string => new Date().toISOString().slice(0, 10);

async function bench(quick: boolean): Promise<Measured> {
  const { cpu, memory, own, boundary, routes, commitOrders, rehearsals } = settingsOf(quick);
  return inRig(async (rig) => {
    const stage = await startStage(rig);
    say('CPU a request …');
    const cpuResult = await measureCpu(rig, stage, cpu);
    const interpreterShareOfCpu = await measureInterpreter(rig, stage, cpu);
    say('Memory a shopper …');
    const memoryResult = await measureMemory(rig, stage, memory);
    const ownResult = await benchOwn(rig, stage, own, quick);
    const boundaryResult = await benchBoundary(rig, stage.target.url, boundary, quick);
    say('The shop’s routes …');
    const routeResult = await measureRoutes(rig, routes);
    const commits = await measureCommits(rig, commitOrders);
    say('Rehearsals …');
    const rehearsalCosts = await measureRehearsals(rig, rehearsals);
    const wholeRun = await measureWholeRun(rig);
    const fullRun = await measureFullRun(rig);
    return {
      machine: describeMachine(rig.tools),
      measuredOn: today(),
      quick,
      settings: { cpu, memory },
      cpu: cpuResult,
      interpreterShareOfCpu,
      memory: memoryResult,
      own: ownResult,
      boundary: boundaryResult,
      routes: routeResult,
      commits,
      rehearsals: rehearsalCosts,
      wholeRun,
      fullRun,
    };
  });
}

async function benchOwn(rig: Rig, stage: Stage, settings: OwnSettings, quick: boolean): Promise<OwnResult> {
  say('A shop of a user’s …');
  return { ...(await measureOwn(rig, stage, settings)), measuredOn: today(), quick };
}

async function benchBoundary(
  rig: Rig,
  target: string,
  settings: BoundarySettings,
  quick: boolean,
): Promise<BoundaryResult> {
  say('A boundary …');
  return { settings, rounds: await measureBoundary(rig, target, settings), measuredOn: today(), quick };
}

const committed = async (): Promise<Measured> =>
  JSON.parse(await readFile(join(projectRoot(), FIGURES_FILE), 'utf8')) as Measured;

/** The committed figures, with those of a shop of a user's measured again. */
async function benchOnlyOwn(quick: boolean): Promise<Measured> {
  const own = await inRig(async (rig) => benchOwn(rig, await startStage(rig), settingsOf(quick).own, quick));
  return { ...(await committed()), own };
}

/** The same with those of a boundary. */
async function benchOnlyBoundary(quick: boolean): Promise<Measured> {
  const boundary = await inRig(async (rig) =>
    benchBoundary(rig, (await startTarget(rig)).url, settingsOf(quick).boundary, quick),
  );
  return { ...(await committed()), boundary };
}

async function inRig<Result>(measure: (rig: Rig) => Promise<Result>): Promise<Result> {
  const tools = await ensureTools({ progress: say });
  const folder = await mkdtemp(join(tmpdir(), 'carnival-bench-'));
  const keeper = await startKeeper();
  try {
    return await measure({ keeper, tools, folder });
  } finally {
    await keeper.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const FIGURES_FILE = join('docs', 'benchmarks.json');

async function writeDocs(measured: Measured): Promise<void> {
  const write = (file: string, text: string) => writeFile(join(projectRoot(), file), text);
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  await write(FIGURES_FILE, json(measured));
  await write(join('docs', 'benchmarks.md'), printMarkdown(measured));
  await write(COSTS_FILE, json(costsOf(measured)));
}

const say = (line: string): void => print(process.stderr, line);

async function main([first, ...rest]: readonly string[]): Promise<void> {
  if (first === 'target') return serveTarget(Number(rest[0]));
  const option = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({ options: { quick: option, write: option, own: option, boundary: option } });
  const measure = values.own ? benchOnlyOwn : values.boundary ? benchOnlyBoundary : bench;
  const measured = await measure(values.quick);
  print(process.stdout, `${printMarkdown(measured)}\n${JSON.stringify(costsOf(measured), null, 2)}`);
  // A quick run is a trial: it leaves the committed figures alone, unless it is told otherwise. Then the page says that it is one.
  if (!values.quick || values.write) await writeDocs(measured);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const { text, exitCode } = printError(error);
  say(text);
  process.exitCode = exitCode;
});
