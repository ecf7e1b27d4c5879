import type { DoctorWords } from './words.ts';

export const doctor = {
  mark: { ok: 'ok', note: 'note', bad: 'bad' },
  subject: {
    environment: 'environment',
    passedOver: 'passed over',
    system: 'system',
    cores: 'cores',
    memory: 'memory',
    openFiles: 'open files',
    disk: 'disk',
    ports: 'ports',
  },
  from: { environment: 'the environment', path: 'PATH', cache: 'the cache', built: 'a build' },
  tool: (version, from, path) => `${version} from ${from}: ${path}`,
  toolMissing: (line) => `${line}.x not found; the first rehearsal builds it`,
  toolCannot: (line, problem) => `${line}.x not found, and cannot be built: ${problem}`,
  noGo: 'not on PATH',
  goNotNeeded: (has) => `${has}: not needed, nothing to build`,
  goBuilds: (has, minutes) => `${has}: can build what is missing, in about ${minutes} min, once`,
  goTooOld: ({ has, needed, variables }) =>
    `${has}: building needs Go ${needed}; or name binaries with ${variables}`,
  windows: 'Windows: run Carnival inside WSL',
  linux: 'linux: CPU and memory of every process are measured',
  otherSystem: (name) => `${name}: CPU and memory of the processes cannot be measured here`,
  node: (version, needed) => `${version}: ${needed} or newer is needed`,
  cores: (cores, requests) =>
    `${cores}: at most about ${requests} requests a second, with the shop and Prometheus on this machine`,
  memoryForAll: ({ has, shoppers, needed }) =>
    `${has} available: ${shoppers} concurrent shoppers and everything else need ${needed}`,
  memoryForSome: (has, shoppers) =>
    `${has} available: ${shoppers === null ? 'only a small crowd' : `a crowd of about ${shoppers}`}; use a smaller --scale, or free some memory`,
  unlimited: 'unlimited',
  openFiles: ({ limit, connections, wished }) =>
    `${limit} a process: ${connections} connections; the load that the cores can send needs ${wished}`,
  raiseTo: (text, limit) => `${text}: raise the limit with ulimit -n ${limit}`,
  disk: ({ free, runs, perRun, build }) =>
    `${free} free: about ${runs} runs of up to ${perRun}${build === null ? '' : ` after the ${build} of a build`}`,
  portsTaken: (ports) => `${ports} taken: other free ones will be used`,
  portsFree: (ports) => `${ports} are free on loopback`,
  cannotRun: (subjects) => `A rehearsal cannot run here yet: ${subjects}.`,
  canRun: 'A rehearsal can run.',
  canRunOnceBuilt: (minutes) =>
    `A rehearsal can run; the first one builds its tools, which takes about ${minutes} min.`,
} as const satisfies DoctorWords;
