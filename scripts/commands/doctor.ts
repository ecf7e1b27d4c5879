/**
 * `carnival doctor`: what this machine has, and what that allows. Looks, decides, prints; builds and starts nothing that
 * lasts.
 */
import { statfs } from 'node:fs/promises';
import { availableParallelism, freemem } from 'node:os';
import { relative, sep } from 'node:path';
import { type Costs, readCosts } from '../forecast/costs.ts';
import { requestsPerSecondAtMost } from '../forecast/needs.ts';
import { DEFAULT_PORT, isFree } from '../machine/processes/ports.ts';
import { projectRoot } from '../machine/project-root.ts';
import { minutes } from '../machine/toolchain/build.ts';
import { installHint } from '../machine/toolchain/go.ts';
import { type Env, run } from '../machine/toolchain/run.ts';
import { PINS, TOOL_NAMES } from '../machine/toolchain/tool.ts';
import { lookAround, type Outlook } from '../machine/toolchain/toolchain.ts';
import { inFull } from '../text/numbers.ts';
import { COLUMNS, wrap } from '../text/wrap.ts';
import { printHint } from '../mistakes/carnival-error.ts';
import { type Mistake, quote } from '../mistakes/plan-error.ts';

const GIB = 2 ** 30;

/** A shopper's row and its share of the timer wheel, bytes: the crowd's own measurement. */
const SHOPPER_BYTES = 300;
/** Everything (k6, shop, Prometheus, this command) with 2,000,000 shoppers, bytes; what is not shoppers is the base. */
const FULL_CROWD = { shoppers: 2_000_000, bytes: 2 * GIB } as const;
const BASE_BYTES = FULL_CROWD.bytes - FULL_CROWD.shoppers * SHOPPER_BYTES;

/** In-flight slots for twice the peak rate × the response-time limit of 1.2 s: what validity asks of a plan. */
const CONNECTIONS_PER_REQUEST_PER_SECOND = 2 * 1.2;
/** Descriptors of a process that are not connections: logs, data files, libraries. An allowance. */
const OTHER_FILES = 256;

/** One run's folder with Prometheus's data, an allowance; and Go's caches for a build from nothing, 3.1 GiB measured. */
const RUN_DISK_BYTES = 1 * GIB;
const BUILD_DISK_BYTES = 4 * GIB;

const NODE_VERSION_MIN = [20, 20] as const;

/** Exit codes of `carnival`. */
const CAN_RUN = 0;
const CANNOT_RUN = 1;

export interface Machine {
  readonly platform: NodeJS.Platform;
  /** `20.20.2` */
  readonly nodeVersion: string;
  /** Of a process that Carnival starts; Infinity when unlimited. */
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
}

/** Resolves to the exit code: 0 when a rehearsal can run, be it after the tools are built; 1 otherwise. */
export const doctor = async (io: DoctorIo): Promise<number> => {
  const { print, env = process.env, root = projectRoot(), columns = COLUMNS } = io;
  const machine = await lookAtMachine(root, env);
  const outlook = await lookAround(root, env, machine.cores);
  const costs = await readCosts();
  const findings = [...toolFindings(outlook, root), ...machineFindings(machine, outlook, costs)];
  for (const line of findings.flatMap((finding) => format(finding, columns))) print(line);
  print('');
  print(conclusion(findings, outlook));
  if (outlook.problem) print(printHint(installHint(outlook.goNeeded)));
  return isFit(findings) ? CAN_RUN : CANNOT_RUN;
};

const SHOP_PORTS = 3;

const lookAtMachine = async (root: string, env: Env): Promise<Machine> => {
  const shopPorts = Array.from({ length: SHOP_PORTS }, (_, i) => DEFAULT_PORT.shopFirst + i);
  const disk = await statfs(root);
  return {
    platform: process.platform,
    nodeVersion: process.versions.node,
    openFilesMax: await openFilesMax(env),
    cores: availableParallelism(),
    // A Node before 20.13 lacks the first, and is to be told so by this command.
    memoryBytesAvailable: process.availableMemory?.() ?? freemem(),
    diskBytesFree: disk.bavail * disk.bsize,
    ports: await Promise.all(
      [DEFAULT_PORT.prometheus, ...shopPorts].map(async (port) => ({ port, free: await isFree(port) })),
    ),
  };
};

/** What a child gets: Node raises its own limit to the hard one, and children inherit that. */
const openFilesMax = async (env: Env): Promise<number> => {
  const { output, failure } = await run('sh', ['-c', 'ulimit -n'], env);
  if (failure) throw new Error(`Cannot ask the shell for its limit of open files: ${failure}.`);
  return output.trim() === 'unlimited' ? Number.POSITIVE_INFINITY : Number(output);
};

const ok = (subject: string, text: string): Finding => ({ mark: 'ok', subject, text });
const note = (subject: string, text: string): Finding => ({ mark: 'note', subject, text });
const bad = (subject: string, text: string): Finding => ({ mark: 'bad', subject, text });

export const toolFindings = ({ found, ...outlook }: Outlook, root: string): Finding[] => [
  ...TOOL_NAMES.flatMap((name): Finding[] => {
    const tool = found.tools[name];
    if (tool) return [ok(name, `${tool.version} from ${FROM[tool.from]}: ${shortPath(tool.path, root)}`)];
    if (!found.missing.includes(name)) return [];
    const { line } = PINS[name];
    return outlook.problem
      ? [bad(name, `${line}.x not found, and cannot be built: ${outlook.problem}`)]
      : [note(name, `${line}.x not found; the first rehearsal builds it`)];
  }),
  ...found.mistakes.map((mistake) => bad('environment', inALine(mistake))),
  ...found.passedOver.map((tool) => note('passed over', tool)),
  goFinding(outlook),
];

const inALine = ({ path, value, problem, hint }: Mistake): string =>
  `${path}=${quote(value)} ${problem}; ${hint}`;

const goFinding = ({ go, toBuild, estimateSeconds, problem, goNeeded }: Omit<Outlook, 'found'>): Finding => {
  const has = go ? `${go.version}${go.toolchain ? ` (GOTOOLCHAIN=${go.toolchain})` : ''}` : 'not on PATH';
  if (toBuild.length === 0) return ok('Go', `${has}: not needed, nothing to build`);
  if (!problem)
    return ok('Go', `${has}: can build what is missing, in about ${minutes(estimateSeconds)} min, once`);
  const instead = TOOL_NAMES.map((name) => PINS[name].variable).join(', ');
  return bad('Go', `${has}: building needs Go ${goNeeded}; or name binaries with ${instead}`);
};

/** Of what lies in the project, the path within it: what a terminal's line has room for. */
const shortPath = (path: string, root: string): string =>
  path.startsWith(root + sep) ? relative(root, path) : path;

const FROM = {
  environment: 'the environment',
  path: 'PATH',
  cache: 'the cache',
  built: 'a build',
} as const;

/** @param costs of a request, as the bench measured them: what the cores allow is what they afford */
export const machineFindings = (
  machine: Machine,
  { toBuild }: Pick<Outlook, 'toBuild'>,
  costs: Costs,
): Finding[] => [
  platformFinding(machine),
  nodeFinding(machine),
  coresFinding(machine, costs),
  memoryFinding(machine),
  openFilesFinding(machine, costs),
  diskFinding(machine, toBuild.length > 0),
  portsFinding(machine),
];

const platformFinding = ({ platform }: Machine): Finding => {
  if (platform === 'win32') return bad('system', 'Windows: run Carnival inside WSL');
  if (platform === 'linux') return ok('system', 'linux: CPU and memory of every process are measured');
  return note('system', `${platform}: CPU and memory of the processes cannot be measured here`);
};

const nodeFinding = ({ nodeVersion }: Machine): Finding => {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  const [majorMin, minorMin] = NODE_VERSION_MIN;
  const fits = major > majorMin || (major === majorMin && minor >= minorMin);
  return (fits ? ok : bad)('Node', `${nodeVersion}: ${majorMin}.${minorMin} or newer is needed`);
};

const coresFinding = ({ cores }: Machine, costs: Costs): Finding => {
  const rate = inFull(Math.floor(requestsPerSecondAtMost(cores, costs)));
  const text = `${cores}: at most about ${rate} requests a second, with the shop and Prometheus on this machine`;
  return (cores > 1 ? ok : note)('cores', text);
};

const memoryFinding = ({ memoryBytesAvailable }: Machine): Finding => {
  const has = `${gib(memoryBytesAvailable)} available`;
  const shoppers = Math.floor((memoryBytesAvailable - BASE_BYTES) / SHOPPER_BYTES);
  if (shoppers >= FULL_CROWD.shoppers) {
    const full = `${inFull(FULL_CROWD.shoppers)} concurrent shoppers and all the rest need ${gib(FULL_CROWD.bytes)}`;
    return ok('memory', `${has}: ${full}`);
  }
  const allows = shoppers > 0 ? `a crowd of about ${inFull(shoppers)}` : 'only a small crowd, and tight';
  return note('memory', `${has}: ${allows}; scale the plan down, or free some`);
};

const openFilesFinding = ({ openFilesMax: limit, cores }: Machine, costs: Costs): Finding => {
  if (limit === Number.POSITIVE_INFINITY) return ok('open files', 'unlimited');
  const wished = Math.ceil(requestsPerSecondAtMost(cores, costs) * CONNECTIONS_PER_REQUEST_PER_SECOND);
  const connections = Math.max(0, limit - OTHER_FILES);
  const allows = `${inFull(limit)} a process: ${inFull(connections)} connections`;
  const text = `${allows}; what the cores can send asks for ${inFull(wished)}`;
  if (connections >= wished) return ok('open files', text);
  return note('open files', `${text}: ulimit -n ${wished + OTHER_FILES}`);
};

const diskFinding = ({ diskBytesFree }: Machine, building: boolean): Finding => {
  const needed = RUN_DISK_BYTES + (building ? BUILD_DISK_BYTES : 0);
  const runs = Math.max(0, Math.floor((diskBytesFree - needed) / RUN_DISK_BYTES) + 1);
  const after = building ? ` after a build's ${gib(BUILD_DISK_BYTES)}` : '';
  const text = `${gib(diskBytesFree)} free: about ${inFull(runs)} runs of up to ${gib(RUN_DISK_BYTES)}${after}`;
  return (diskBytesFree >= needed ? ok : bad)('disk', text);
};

const portsFinding = ({ ports }: Machine): Finding => {
  const taken = ports.filter(({ free }) => !free).map(({ port }) => port);
  if (taken.length > 0) return note('ports', `${taken.join(', ')} taken: the next free ones will be used`);
  return ok('ports', `${ports.map(({ port }) => port).join(', ')} are free on loopback`);
};

const isFit = (findings: readonly Finding[]): boolean => findings.every(({ mark }) => mark !== 'bad');

const conclusion = (findings: readonly Finding[], { toBuild, estimateSeconds }: Outlook): string => {
  if (!isFit(findings)) {
    const subjects = findings.filter(({ mark }) => mark === 'bad').map(({ subject }) => subject);
    return `A rehearsal cannot run here yet: ${[...new Set(subjects)].join(', ')}.`;
  }
  if (toBuild.length === 0) return 'A rehearsal can run.';
  return `A rehearsal can run; the first one builds its tools, which takes about ${minutes(estimateSeconds)} min.`;
};

const MARK_WIDTH = 6;
const SUBJECT_WIDTH = 13;

/** One finding as lines: mark, subject, and the text wrapped beside them. */
export const format = ({ mark, subject, text }: Finding, columns: number): readonly string[] =>
  wrap(text, {
    lead: mark.padEnd(MARK_WIDTH) + subject.padEnd(SUBJECT_WIDTH),
    hang: MARK_WIDTH + SUBJECT_WIDTH,
    columns,
  });

const gib = (bytes: number): string => `${(bytes / GIB).toFixed(1)} GiB`;
