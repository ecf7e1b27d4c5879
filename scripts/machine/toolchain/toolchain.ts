/** k6, Prometheus and promtool: found, or built once. */
import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { startKeeper } from '../processes/keeper.ts';
import { projectRoot } from '../project-root.ts';
import { buildModule, minutes } from './build.ts';
import { cacheBins, cacheFolder, cacheKey } from './cache.ts';
import { type Found, findTools } from './find.ts';
import { type Go, goNeeded, goProblem, installHint, lookAtGo } from './go.ts';
import { takeLock } from './lock.ts';
import { estimateSeconds, MODULES, type Module, moduleFolder } from './module.ts';
import type { Env } from './run.ts';
import { PINS, TOOL_NAMES, ToolchainError, type ToolName, type Tools } from './tool.ts';

export interface ToolchainOptions {
  /** One line a call, for people: what is built, since when, for how long. */
  readonly progress: (line: string) => void;
  readonly root?: string;
  readonly env?: Env;
  readonly cores?: number;
}

/** What there is and what it would take to have the rest; builds nothing. */
export interface Outlook {
  readonly found: Found;
  readonly go: Go | null;
  /** What must be built, and how long that takes; empty when everything is found. */
  readonly toBuild: readonly Module[];
  readonly estimateSeconds: number;
  readonly goNeeded: string;
  /** Why it cannot be built, or null. */
  readonly problem: string | null;
}

export const lookAround = async (root: string, env: Env, cores: number): Promise<Outlook> => {
  const [found, go] = await Promise.all([findTools(env, await cacheBins(root)), lookAtGo(env)]);
  const toBuild = MODULES.filter(({ tools }) => tools.some((name) => found.missing.includes(name)));
  const needs = await Promise.all(MODULES.map((module) => goNeeded(moduleFolder(root, module))));
  // The modules need nearly the same Go; to ask for the newest of them keeps the answer one number.
  const needed = needs.reduce((a, b) => (a.localeCompare(b, 'en', { numeric: true }) < 0 ? b : a));
  return {
    found,
    go,
    toBuild,
    estimateSeconds: estimateSeconds(toBuild, cores),
    goNeeded: needed,
    problem: toBuild.length > 0 ? goProblem(go, needed) : null,
  };
};

/**
 * The three tools, building what is missing. Takes minutes when it builds, which is once for these pins.
 * Throws a ToolchainError that says what is wrong and what to do.
 */
export const ensureTools = async (options: ToolchainOptions): Promise<Tools> => {
  const { progress, root = projectRoot(), env = process.env, cores = availableParallelism() } = options;
  const outlook = await lookAround(root, env, cores);
  if (outlook.found.mistakes.length > 0) throw new ToolchainError(outlook.found.mistakes.join('\n'));
  if (outlook.found.missing.length === 0) return complete(outlook.found, []);
  if (outlook.problem) throw new ToolchainError(cannotBuild(outlook));
  for (const line of outlook.found.passedOver) progress(`Passed over ${line}.`);
  const built = await buildMissing(outlook.go!, { progress, root, env, cores });
  return complete(await findTools(env, await cacheBins(root)), built);
};

/** Returns the tools that this process built: none when another did it meanwhile. */
const buildMissing = async (
  go: Go,
  { progress, root, env, cores }: Required<ToolchainOptions>,
): Promise<readonly ToolName[]> => {
  const folder = join(cacheFolder(root), await cacheKey(root, go.version));
  await mkdir(folder, { recursive: true });
  const look = () => lookAround(root, env, cores);
  const nothingLeft = async () => (await look()).toBuild.length === 0;
  const lock = await takeLock(join(folder, 'lock'), nothingLeft, (pid) =>
    progress(`Another run (process ${pid}) is building the tools; waiting for it.`),
  );
  if (!lock) return [];
  const keeper = await startKeeper();
  try {
    // Looked at again under the lock: the holder before may have built some.
    const { found, toBuild, estimateSeconds: seconds } = await look();
    if (toBuild.length === 0) return [];
    progress(`Building ${names(found.missing)} from pinned Go modules, once: about ${minutes(seconds)} min.`);
    for (const module of toBuild)
      await buildModule(module, { root, env, keeper, cacheFolder: folder, cores, progress });
    return found.missing;
  } finally {
    await keeper.close();
    await lock.release();
  }
};

const complete = ({ tools, missing }: Found, built: readonly ToolName[]): Tools => {
  if (missing.length > 0) throw new ToolchainError(`Built, and still not found: ${missing.join(', ')}.`);
  const entries = TOOL_NAMES.map((name) => {
    const tool = tools[name]!;
    return [name, built.includes(name) ? { ...tool, from: 'built' as const } : tool];
  });
  return Object.fromEntries(entries) as Tools;
};

const names = (missing: readonly ToolName[]): string =>
  missing.map((name) => `${name} ${PINS[name].line}`).join(', ');

const cannotBuild = ({ found, problem, goNeeded: needed }: Outlook): string =>
  [
    `Not found: ${names(found.missing)}; and ${problem}.`,
    ...found.passedOver.map((line) => `Passed over ${line}.`),
    installHint(needed),
    `Or name binaries that you have: ${found.missing.map((name) => `${PINS[name].variable}=…`).join(' ')}`,
  ].join('\n');
