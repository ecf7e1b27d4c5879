/**
 * Builds tools from the pinned Go modules beside this file. Two builders at once do no harm: each works in a folder of its own
 * and renames whole tools into place.
 */
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CarnivalError } from '../../mistakes/carnival-error.ts';
import { lastLines, startChild } from '../processes/child.ts';
import type { Keeper } from '../processes/keeper.ts';
import { askVersion } from './find.ts';
import { estimateSeconds, type Module, moduleFolder } from './module.ts';
import type { Env } from './run.ts';

export interface Build {
  readonly root: string;
  readonly env: Env;
  readonly keeper: Keeper;
  /** The cache folder for these pins and this Go. Gets `bin/`, and `build-<module>.log` of the last build. */
  readonly cacheFolder: string;
  readonly cores: number;
  readonly progress: (line: string) => void;
}

const PROGRESS_INTERVAL_MS = 10_000;
const LOG_LINES_SHOWN = 8;

/** @throws CarnivalError with the end of the log when it fails */
export const buildModule = async (module: Module, build: Build): Promise<void> => {
  const { cacheFolder, progress, env } = build;
  const bin = join(cacheFolder, 'bin');
  await mkdir(bin, { recursive: true });
  await removeLeftovers(cacheFolder);
  const unfinished = await mkdtemp(join(cacheFolder, `${UNFINISHED}${process.pid}-`));
  try {
    const startedMs = performance.now();
    await compile(module, unfinished, build);
    for (const name of module.tools) {
      const built = await askVersion(name, join(unfinished, name), env);
      if (!built.fits) throw new CarnivalError(`the ${name} that was just built ${built.problem}`);
      // A rename is atomic, so nobody who looks into bin/ sees half a tool.
      await rename(join(unfinished, name), join(bin, name));
    }
    progress(`${module.tools.join(' and ')} built in ${minutes(secondsSince(startedMs))}.`);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
    // Another builder may have been killed meanwhile, and nobody builds again.
    await removeLeftovers(cacheFolder);
  }
};

const UNFINISHED = 'unfinished-';

/** Removes what killed builders left behind: the name of such a folder begins with the builder's process id. */
const removeLeftovers = async (cacheFolder: string): Promise<void> => {
  for (const name of await readdir(cacheFolder)) {
    if (!name.startsWith(UNFINISHED) || isAlive(Number.parseInt(name.slice(UNFINISHED.length), 10))) continue;
    await rm(join(cacheFolder, name), { recursive: true, force: true });
  }
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const compile = async (module: Module, into: string, build: Build): Promise<void> => {
  const logFile = join(into, 'build.log');
  const startedMs = performance.now();
  const child = await startChild(build.keeper, {
    name: `go build (${module.folder})`,
    command: 'go',
    args: ['build', '-o', `${into}/`, ...module.buildArgs],
    cwd: moduleFolder(build.root, module),
    // Pure Go, as in the projects' own releases: needs no C compiler. A go.work file further up must not change the pins.
    env: { ...definedOnly(build.env), CGO_ENABLED: '0', GOWORK: 'off' },
    logFile,
  });
  const tell = async (): Promise<void> => {
    const about = minutes(estimateSeconds([module], build.cores));
    const doing = doingNow(await readFile(logFile, 'utf8'));
    build.progress(`${module.folder}: ${doing}; ${minutes(secondsSince(startedMs))} of about ${about}`);
  };
  // At the very end of a build its log may be gone already. That is no reason to fail.
  const timer = setInterval(() => void tell().catch(() => undefined), PROGRESS_INTERVAL_MS);
  const { code, signal } = await child.exited;
  clearInterval(timer);
  const keptLog = join(build.cacheFolder, `build-${module.folder}.log`);
  await rename(logFile, keptLog);
  if (code === 0) return;
  throw new CarnivalError(
    `building ${module.tools.join(' and ')} failed (${signal ?? `go build ended with ${code}`}); the end of ${keptLog}:\n` +
      (await lastLines(keptLog, LOG_LINES_SHOWN)),
    {
      hint: 'Go downloads modules through GOPROXY (`go env GOPROXY`): can it be reached, and is there disk space left?',
    },
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
