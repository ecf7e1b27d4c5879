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
import { COLUMNS, wrap } from '../text/wrap.ts';

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
}

/** Ends with `pass` when a rehearsal can run, if need be after building the tools; with `broken` otherwise. */
export const doctor = async (io: DoctorIo): Promise<ExitCode> => {
  const { print, env = process.env, root = projectRoot(), columns = COLUMNS } = io;
  const machine = await lookAtMachine(root, env);
  const outlook = await lookAround(root, env, machine.cores);
  const costs = await readCosts();
  const findings = [...toolFindings(outlook, root), ...machineFindings(machine, outlook, costs)];
  for (const line of findings.flatMap((finding) => format(finding, columns))) print(line);
  print('');
  print(conclusion(findings, outlook));
  if (outlook.problem) print(printHint(installHint(outlook.goNeeded)));
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

/** The path relative to the project, so that it fits into a line. */
const shortPath = (path: string, root: string): string =>
  path.startsWith(root + sep) ? relative(root, path) : path;

const FROM = {
  environment: 'the environment',
  path: 'PATH',
  cache: 'the cache',
  built: 'a build',
} as const;

/** @param costs measured by the bench. They decide what cores, memory and open files allow */
export const machineFindings = (
  machine: Machine,
  { toBuild }: Pick<Outlook, 'toBuild'>,
  costs: Costs,
): Finding[] => [
  platformFinding(machine),
  nodeFinding(machine),
  coresFinding(machine, costs),
  memoryFinding(machine, costs),
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

const memoryFinding = ({ memoryBytesAvailable }: Machine, costs: Costs): Finding => {
  const has = `${inBytes(memoryBytesAvailable)} available`;
  const shoppers = shoppersAtMost(memoryBytesAvailable, costs);
  if (shoppers >= FULL_CROWD_SHOPPERS) {
    const needed = inBytes(allBytes(FULL_CROWD_SHOPPERS, costs));
    const text = `${has}: ${inFull(FULL_CROWD_SHOPPERS)} concurrent shoppers and everything else need ${needed}`;
    return ok('memory', text);
  }
  const allows = shoppers > 0 ? `a crowd of about ${inFull(shoppers)}` : 'only a small crowd';
  return note('memory', `${has}: ${allows}; use a smaller --scale, or free some memory`);
};

const openFilesFinding = ({ openFilesMax: limit, cores }: Machine, costs: Costs): Finding => {
  if (limit === Number.POSITIVE_INFINITY) return ok('open files', 'unlimited');
  const wished = Math.ceil(requestsPerSecondAtMost(cores, costs) * CONNECTIONS_PER_REQUEST_PER_SECOND);
  const connections = Math.max(0, limit - OTHER_FILES);
  const allows = `${inFull(limit)} a process: ${inFull(connections)} connections`;
  const text = `${allows}; the load that the cores can send needs ${inFull(wished)}`;
  if (connections >= wished) return ok('open files', text);
  return note('open files', `${text}: raise the limit with ulimit -n ${wished + OTHER_FILES}`);
};

const diskFinding = ({ diskBytesFree }: Machine, building: boolean): Finding => {
  const needed = RUN_DISK_BYTES + (building ? BUILD_DISK_BYTES : 0);
  const runs = Math.max(0, Math.floor((diskBytesFree - needed) / RUN_DISK_BYTES) + 1);
  const after = building ? ` after the ${inBytes(BUILD_DISK_BYTES)} of a build` : '';
  const text = `${inBytes(diskBytesFree)} free: about ${inFull(runs)} runs of up to ${inBytes(RUN_DISK_BYTES)}${after}`;
  return (diskBytesFree >= needed ? ok : bad)('disk', text);
};

const portsFinding = ({ ports }: Machine): Finding => {
  const taken = ports.filter(({ free }) => !free).map(({ port }) => port);
  if (taken.length > 0) return note('ports', `${taken.join(', ')} taken: other free ones will be used`);
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
