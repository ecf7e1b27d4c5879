/** Builds tools from the pinned Go modules beside this file. */
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { lastLines, startChild } from '../processes/child.ts';
import type { Keeper } from '../processes/keeper.ts';
import { askVersion } from './find.ts';
import { isAlive } from './lock.ts';
import { estimateSeconds, type Module, moduleFolder } from './module.ts';
import type { Env } from './run.ts';
import { ToolchainError } from './tool.ts';

export interface Build {
  readonly root: string;
  readonly env: Env;
  readonly keeper: Keeper;
  /** Of this key: gets `bin/`, and `build-<module>.log`. */
  readonly cacheFolder: string;
  readonly cores: number;
  readonly progress: (line: string) => void;
}

const PROGRESS_INTERVAL_MS = 10_000;
const LOG_LINES_SHOWN = 8;

/** Throws a ToolchainError with the end of the log when it fails. */
export const buildModule = async (module: Module, build: Build): Promise<void> => {
  const { cacheFolder, progress, env } = build;
  const bin = join(cacheFolder, 'bin');
  const unfinished = join(cacheFolder, `${UNFINISHED}${process.pid}`);
  await mkdir(bin, { recursive: true });
  await removeLeftovers(cacheFolder);
  await mkdir(unfinished, { recursive: true });
  try {
    const startedMs = performance.now();
    await compile(module, unfinished, build);
    for (const name of module.tools) {
      const built = await askVersion(name, join(unfinished, name), env);
      if (!built.fits) throw new ToolchainError(`The ${name} that was built is no use: ${built.problem}.`);
      // Whole or not at all: whoever looks into bin/ meanwhile never sees half a tool.
      await rename(join(unfinished, name), join(bin, name));
    }
    progress(`${module.tools.join(' and ')} built in ${minutes(secondsSince(startedMs))}.`);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
};

const UNFINISHED = 'unfinished-';

/** What builders left that were killed. */
const removeLeftovers = async (cacheFolder: string): Promise<void> => {
  for (const name of await readdir(cacheFolder)) {
    if (!name.startsWith(UNFINISHED) || isAlive(Number(name.slice(UNFINISHED.length)))) continue;
    await rm(join(cacheFolder, name), { recursive: true, force: true });
  }
};

const compile = async (module: Module, into: string, build: Build): Promise<void> => {
  const logFile = join(build.cacheFolder, `build-${module.folder}.log`);
  await rm(logFile, { force: true });
  const startedMs = performance.now();
  const child = await startChild(build.keeper, {
    name: `go build (${module.folder})`,
    command: 'go',
    args: ['build', '-o', `${into}/`, ...module.buildArgs],
    cwd: moduleFolder(build.root, module),
    // Pure Go, as the projects' own releases are: no C compiler needed. A go.work above must not change the pins.
    env: { ...definedOnly(build.env), CGO_ENABLED: '0', GOWORK: 'off' },
    logFile,
  });
  const tell = async (): Promise<void> => {
    const about = minutes(estimateSeconds([module], build.cores));
    const doing = doingNow(await readFile(logFile, 'utf8'));
    build.progress(`${module.folder}: ${doing}; ${minutes(secondsSince(startedMs))} of about ${about}`);
  };
  const timer = setInterval(() => void tell(), PROGRESS_INTERVAL_MS);
  const { code, signal } = await child.exited;
  clearInterval(timer);
  if (code === 0) return;
  throw new ToolchainError(
    `Building ${module.tools.join(' and ')} failed (${signal ?? `go build ended with ${code}`}). The end of ${logFile}:\n` +
      `${await lastLines(logFile, LOG_LINES_SHOWN)}\n` +
      'Hint: Go downloads modules through GOPROXY (`go env GOPROXY`); check that it can be reached, and the free disk.',
  );
};

/** `go build -v` prints each package as it is compiled, and each module as it is downloaded. */
export const doingNow = (log: string): string => {
  const lines = log.split('\n').filter(Boolean);
  const downloads = lines.filter((line) => line.startsWith('go: downloading '));
  const packages = lines.filter((line) => !line.startsWith('go: '));
  if (packages.length > 0) return `${packages.length} packages compiled, ${packages.at(-1)}`;
  return downloads.length > 0 ? `${downloads.length} modules downloaded` : 'starting';
};

/** 65.2 seconds as `1:05`. */
export const minutes = (exactSeconds: number): string => {
  const seconds = Math.round(exactSeconds);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

const secondsSince = (startedMs: number): number => (performance.now() - startedMs) / 1000;

const definedOnly = (env: Env): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
