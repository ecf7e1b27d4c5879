/** k6, Prometheus and promtool: found, or built once. */
import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { CarnivalError } from '../../mistakes/carnival-error.ts';
import { printMistakes } from '../../mistakes/plan-error.ts';
import { startKeeper } from '../processes/keeper.ts';
import { projectRoot } from '../project-root.ts';
import { buildModule, minutes } from './build.ts';
import { cacheBins, cacheFolder, cacheKey } from './cache.ts';
import { type Found, findTools } from './find.ts';
import { type Go, goNeeded, goProblem, installHint, lookAtGo } from './go.ts';
import { estimateSeconds, MODULES, type Module, moduleFolder } from './module.ts';
import type { Env } from './run.ts';
import { PINS, TOOL_NAMES, type Tool, type ToolName, type Tools } from './tool.ts';

export interface ToolchainOptions {
  /** Called with one line of progress for people. */
  readonly progress: (line: string) => void;
  readonly root?: string;
  readonly env?: Env;
  readonly cores?: number;
}

/** The tools that were found, and what it takes to build the rest. */
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

export const lookAround = async (
  root: string,
  env: Env,
  cores: number,
  wanted: readonly ToolName[] = TOOL_NAMES,
): Promise<Outlook> => {
  const [found, go] = await Promise.all([findTools(env, await cacheBins(root, env), wanted), lookAtGo(env)]);
  const toBuild = MODULES.filter(({ tools }) => tools.some((name) => found.missing.includes(name)));
  const needs = await Promise.all(MODULES.map((module) => goNeeded(moduleFolder(root, module))));
  // The modules need nearly the same Go. Asking for the newest gives one version to name.
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

/** A path is shown whole, because its end says which file is meant. Linux allows no longer one. */
const PATH_CHARACTERS_MAX = 4096;

/**
 * Returns the three tools. Builds those that are missing, which takes minutes, once for these pins.
 * @throws CarnivalError that says what is wrong and what to do
 */
export const ensureTools = (options: ToolchainOptions): Promise<Tools> => ensure(TOOL_NAMES, options);

/** The same for one tool: for what needs no other. */
export const ensureTool = async (name: ToolName, options: ToolchainOptions): Promise<Tool> =>
  (await ensure([name], options))[name];

const ensure = async (wanted: readonly ToolName[], options: ToolchainOptions): Promise<Tools> => {
  const { progress, root = projectRoot(), env = process.env, cores = availableParallelism() } = options;
  const outlook = await lookAround(root, env, cores, wanted);
  const { found } = outlook;
  if (found.mistakes.length > 0)
    throw new CarnivalError(
      printMistakes('environment', found.mistakes, { valueCharactersMax: PATH_CHARACTERS_MAX }),
    );
  if (found.missing.length === 0) return complete(wanted, found, []);
  if (outlook.problem) throw cannotBuild(outlook);
  for (const line of found.passedOver) progress(`Passed over ${line}.`);
  await buildMissing(outlook, { progress, root, env, cores });
  return complete(wanted, await findTools(env, await cacheBins(root, env), wanted), found.missing);
};

const buildMissing = async (
  { found, go, toBuild, estimateSeconds: seconds }: Outlook,
  { progress, root, env, cores }: Required<ToolchainOptions>,
): Promise<void> => {
  const folder = join(cacheFolder(root, env), await cacheKey(root, go!.version));
  await mkdir(folder, { recursive: true });
  const keeper = await startKeeper();
  try {
    progress(`Building ${names(found.missing)} from pinned Go modules, once: about ${minutes(seconds)} min.`);
    for (const module of toBuild)
      await buildModule(module, { root, env, keeper, cacheFolder: folder, cores, progress });
  } finally {
    await keeper.close();
  }
};

const complete = (
  wanted: readonly ToolName[],
  { tools, missing }: Found,
  built: readonly ToolName[],
): Tools => {
  if (missing.length > 0) throw new CarnivalError(`still not found after the build: ${missing.join(', ')}`);
  const entries = wanted.map((name) => {
    const tool = tools[name]!;
    return [name, built.includes(name) ? { ...tool, from: 'built' as const } : tool];
  });
  return Object.fromEntries(entries) as Tools;
};

const names = (missing: readonly ToolName[]): string =>
  missing.map((name) => `${name} ${PINS[name].line}`).join(', ');

const cannotBuild = ({ found, problem, goNeeded: needed }: Outlook): CarnivalError =>
  new CarnivalError(
    [
      `not found: ${names(found.missing)}; and ${problem}`,
      ...found.passedOver.map((line) => `passed over ${line}`),
    ].join('\n'),
    {
      hint: [
        installHint(needed),
        `Or name the binaries that you have: ${found.missing.map((name) => `${PINS[name].variable}=…`).join(' ')}`,
      ].join('\n'),
    },
  );
