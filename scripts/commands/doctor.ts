/** `carnival doctor`: what this machine has, and what that allows. It builds nothing, and starts nothing that stays. */
import { availableParallelism, freemem } from 'node:os';
import { relative, sep } from 'node:path';
import summerCarnival from '../../scenarios/campaigns/summer-carnival.ts';
import { type Costs, readCosts } from '../forecast/costs.ts';
import { FULL_CROWD_SHOPPERS } from '../forecast/held-shoppers.ts';
import { allBytes, requestsPerSecondAtMost, shoppersAtMost } from '../forecast/needs.ts';
import { BUILD_DISK_BYTES, freeBytes, RUN_DISK_BYTES } from '../machine/disk.ts';
import { DEFAULT_PORT, isFree } from '../machine/processes/ports.ts';
import { isCheckout, projectRoot } from '../machine/project-root.ts';
import { minutes } from '../machine/toolchain/build.ts';
import { installHint } from '../machine/toolchain/go.ts';
import { type Env, run } from '../machine/toolchain/run.ts';
import { PINS, TOOL_NAMES } from '../machine/toolchain/tool.ts';
import { lookAround, type Outlook } from '../machine/toolchain/toolchain.ts';
import { CarnivalError, printHint } from '../mistakes/carnival-error.ts';
import { EXIT, type ExitCode } from '../mistakes/exit-codes.ts';
import { type Mistake, quote } from '../mistakes/plan-error.ts';
import { inBytes, inFull } from '../text/numbers.ts';
import { fillEnd } from '../text/width.ts';
import { COLUMNS, wrap } from '../text/wrap.ts';
import type { DoctorWords } from '../words/doctor/words.ts';
import { en } from '../words/en.ts';
import type { Words } from '../words/words.ts';

const MS_PER_SECOND = 1000;

/** Connections for each request a second: room for twice the peak rate × the response-time limit, as validity asks of a plan. */
const CONNECTIONS_PER_REQUEST_PER_SECOND = (2 * summerCarnival.withinMs) / MS_PER_SECOND;
/** Open files of a process that are not connections: logs, data files, libraries. An allowance. */
const OTHER_FILES = 256;

const NODE_VERSION_MIN = [20, 20] as const;

export interface Machine {
  readonly platform: NodeJS.Platform;
  /** `20.20.2` */
  readonly nodeVersion: string;
  /** The limit for a process that Carnival starts; Infinity when unlimited. */
  readonly openFilesMax: number;
  readonly cores: number;
  readonly memoryBytesAvailable: number;
  readonly diskBytesFree: number;
  /** The default ports, and whether each can be listened on. */
  readonly ports: readonly { readonly port: number; readonly free: boolean }[];
}

/** `bad` stops every rehearsal; `note` does not. */
export interface Finding {
  readonly mark: 'ok' | 'note' | 'bad';
  readonly subject: string;
  readonly text: string;
}

export interface DoctorIo {
  readonly print: (line: string) => void;
  readonly env?: Env;
  readonly root?: string;
  /** Width of the terminal, characters. */
  readonly columns?: number;
  /** English if left out. */
  readonly words?: Words;
}

/** Ends with `pass` when a rehearsal can run, if need be after building the tools; with `broken` otherwise. */
export const doctor = async (io: DoctorIo): Promise<ExitCode> => {
  const { print, env = process.env, root = projectRoot(), columns = COLUMNS, words = en } = io;
  const machine = await lookAtMachine(root, env);
  const outlook = await lookAround(root, env, machine.cores);
  const costs = await readCosts();
  const findings = [
    ...toolFindings(outlook, root, words),
    ...machineFindings(machine, outlook, costs, words.doctor),
  ];
  for (const line of findings.flatMap((finding) => format(finding, columns, words.doctor))) print(line);
  print('');
  print(conclusion(findings, outlook, words.doctor));
  if (outlook.problem) print(printHint(installHint(outlook.goNeeded), words));
  return isFit(findings) ? EXIT.pass : EXIT.broken;
};

const SHOP_PORTS = 3;

const lookAtMachine = async (root: string, env: Env): Promise<Machine> => {
  const shopPorts = Array.from({ length: SHOP_PORTS }, (_, i) => DEFAULT_PORT.shopFirst + i);
  return {
    platform: process.platform,
    nodeVersion: process.versions.node,
    openFilesMax: await openFilesMax(env),
    cores: availableParallelism(),
    // Node before 20.13 lacks availableMemory; this command must still run there, to say that Node is too old.
    memoryBytesAvailable: process.availableMemory?.() ?? freemem(),
    // An installed package may lie on a disk of its own. Runs lie where the command is started.
    diskBytesFree: await freeBytes(isCheckout(root) ? root : process.cwd()),
    ports: await Promise.all(
      [DEFAULT_PORT.prometheus, ...shopPorts].map(async (port) => ({ port, free: await isFree(port) })),
    ),
  };
};

/** The limit of a child process: Node raises its own limit to the hard limit, and children inherit it. */
const openFilesMax = async (env: Env): Promise<number> => {
  const { output, failure } = await run('sh', ['-c', 'ulimit -n'], env);
  if (failure) throw new CarnivalError(`cannot ask the shell for its limit of open files: ${failure}`);
  return output.trim() === 'unlimited' ? Number.POSITIVE_INFINITY : Number(output);
};

const ok = (subject: string, text: string): Finding => ({ mark: 'ok', subject, text });
const note = (subject: string, text: string): Finding => ({ mark: 'note', subject, text });
const bad = (subject: string, text: string): Finding => ({ mark: 'bad', subject, text });

export const toolFindings = ({ found, ...outlook }: Outlook, root: string, words: Words): Finding[] => {
  const { doctor, message } = words;
  return [
    ...TOOL_NAMES.flatMap((name): Finding[] => {
      const tool = found.tools[name];
      if (tool)
        return [ok(name, doctor.tool(tool.version, doctor.from[tool.from], shortPath(tool.path, root)))];
      if (!found.missing.includes(name)) return [];
      const { line } = PINS[name];
      return outlook.problem
        ? [bad(name, doctor.toolCannot(line, message(outlook.problem)))]
        : [note(name, doctor.toolMissing(line))];
    }),
    ...found.mistakes.map((mistake) => bad(doctor.subject.environment, inALine(mistake, words))),
    ...found.passedOver.map((tool) => note(doctor.subject.passedOver, message(tool))),
    goFinding(outlook, doctor),
  ];
};

const inALine = ({ path, value, problem, hint }: Mistake, { message }: Words): string =>
  `${path}=${quote(value)} ${message(problem)}; ${message(hint)}`;

const goFinding = (
  { go, toBuild, estimateSeconds, problem, goNeeded }: Omit<Outlook, 'found'>,
  words: DoctorWords,
): Finding => {
  const has = go ? `${go.version}${go.toolchain ? ` (GOTOOLCHAIN=${go.toolchain})` : ''}` : words.noGo;
  if (toBuild.length === 0) return ok('Go', words.goNotNeeded(has));
  if (!problem) return ok('Go', words.goBuilds(has, minutes(estimateSeconds)));
  const variables = TOOL_NAMES.map((name) => PINS[name].variable).join(', ');
  return bad('Go', words.goTooOld({ has, needed: goNeeded, variables }));
};

/** The path relative to the project, so that it fits into a line. */
const shortPath = (path: string, root: string): string =>
  path.startsWith(root + sep) ? relative(root, path) : path;

/** @param costs measured by the bench. They decide what cores, memory and open files allow */
export const machineFindings = (
  machine: Machine,
  { toBuild }: Pick<Outlook, 'toBuild'>,
  costs: Costs,
  words: DoctorWords,
): Finding[] => [
  platformFinding(machine, words),
  nodeFinding(machine, words),
  coresFinding(machine, costs, words),
  memoryFinding(machine, costs, words),
  openFilesFinding(machine, costs, words),
  diskFinding(machine, toBuild.length > 0, words),
  portsFinding(machine, words),
];

const platformFinding = ({ platform }: Machine, { subject, ...words }: DoctorWords): Finding => {
  if (platform === 'win32') return bad(subject.system, words.windows);
  if (platform === 'linux') return ok(subject.system, words.linux);
  return note(subject.system, words.otherSystem(platform));
};

const nodeFinding = ({ nodeVersion }: Machine, words: DoctorWords): Finding => {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  const [majorMin, minorMin] = NODE_VERSION_MIN;
  const fits = major > majorMin || (major === majorMin && minor >= minorMin);
  return (fits ? ok : bad)('Node', words.node(nodeVersion, `${majorMin}.${minorMin}`));
};

const coresFinding = ({ cores }: Machine, costs: Costs, { subject, ...words }: DoctorWords): Finding => {
  const rate = inFull(Math.floor(requestsPerSecondAtMost(cores, costs)));
  return (cores > 1 ? ok : note)(subject.cores, words.cores(String(cores), rate));
};

const memoryFinding = (
  { memoryBytesAvailable }: Machine,
  costs: Costs,
  { subject, ...words }: DoctorWords,
): Finding => {
  const has = inBytes(memoryBytesAvailable);
  const shoppers = shoppersAtMost(memoryBytesAvailable, costs);
  if (shoppers >= FULL_CROWD_SHOPPERS) {
    const needed = inBytes(allBytes(FULL_CROWD_SHOPPERS, costs));
    return ok(subject.memory, words.memoryForAll({ has, shoppers: inFull(FULL_CROWD_SHOPPERS), needed }));
  }
  return note(subject.memory, words.memoryForSome(has, shoppers > 0 ? inFull(shoppers) : null));
};

const openFilesFinding = (
  { openFilesMax: limit, cores }: Machine,
  costs: Costs,
  { subject, ...words }: DoctorWords,
): Finding => {
  if (limit === Number.POSITIVE_INFINITY) return ok(subject.openFiles, words.unlimited);
  const wished = Math.ceil(requestsPerSecondAtMost(cores, costs) * CONNECTIONS_PER_REQUEST_PER_SECOND);
  const connections = Math.max(0, limit - OTHER_FILES);
  const text = words.openFiles({
    ...{ limit: inFull(limit), connections: inFull(connections), wished: inFull(wished) },
  });
  if (connections >= wished) return ok(subject.openFiles, text);
  return note(subject.openFiles, words.raiseTo(text, String(wished + OTHER_FILES)));
};

const diskFinding = (
  { diskBytesFree }: Machine,
  building: boolean,
  { subject, ...words }: DoctorWords,
): Finding => {
  const needed = RUN_DISK_BYTES + (building ? BUILD_DISK_BYTES : 0);
  const runs = Math.max(0, Math.floor((diskBytesFree - needed) / RUN_DISK_BYTES) + 1);
  const text = words.disk({
    ...{ free: inBytes(diskBytesFree), runs: inFull(runs), perRun: inBytes(RUN_DISK_BYTES) },
    build: building ? inBytes(BUILD_DISK_BYTES) : null,
  });
  return (diskBytesFree >= needed ? ok : bad)(subject.disk, text);
};

const portsFinding = ({ ports }: Machine, { subject, ...words }: DoctorWords): Finding => {
  const listed = (which: Machine['ports']): string => which.map(({ port }) => port).join(', ');
  const taken = ports.filter(({ free }) => !free);
  if (taken.length > 0) return note(subject.ports, words.portsTaken(listed(taken)));
  return ok(subject.ports, words.portsFree(listed(ports)));
};

const isFit = (findings: readonly Finding[]): boolean => findings.every(({ mark }) => mark !== 'bad');

const conclusion = (
  findings: readonly Finding[],
  { toBuild, estimateSeconds }: Outlook,
  words: DoctorWords,
): string => {
  if (!isFit(findings)) {
    const subjects = findings.filter(({ mark }) => mark === 'bad').map(({ subject }) => subject);
    return words.cannotRun([...new Set(subjects)].join(', '));
  }
  return toBuild.length === 0 ? words.canRun : words.canRunOnceBuilt(minutes(estimateSeconds));
};

const MARK_WIDTH = 6;
const SUBJECT_WIDTH = 13;

/** One finding as lines: mark, subject, and the text wrapped beside them. */
export const format = (
  { mark, subject, text }: Finding,
  columns: number,
  words: DoctorWords,
): readonly string[] =>
  wrap(text, {
    lead: fillEnd(words.mark[mark], MARK_WIDTH) + fillEnd(subject, SUBJECT_WIDTH),
    hang: MARK_WIDTH + SUBJECT_WIDTH,
    columns,
  });
