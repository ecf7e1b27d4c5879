/** Finds tools: named by the user, on PATH, or built before. Builds nothing. */
import { access, constants } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import type { Mistake } from '../../mistakes/plan-error.ts';
import { type Env, run } from './run.ts';
import { fits, PINS, parseVersion, TOOL_NAMES, type Tool, type ToolName } from './tool.ts';

export interface Found {
  readonly tools: Readonly<Partial<Record<ToolName, Tool>>>;
  readonly missing: readonly ToolName[];
  /** Mistakes: variables that name a binary which is missing or has the wrong version. */
  readonly mistakes: readonly Mistake[];
  /** In words: tools on PATH that have another version. */
  readonly passedOver: readonly string[];
}

/** `cacheBins`: folders of tools built before, best first. */
export const findTools = async (
  env: Env,
  cacheBins: readonly string[],
  wanted: readonly ToolName[] = TOOL_NAMES,
): Promise<Found> => {
  const looks = await Promise.all(wanted.map((name) => findTool(name, env, cacheBins)));
  const found = wanted.map((name, i) => ({ name, ...looks[i]! }));
  return {
    tools: Object.fromEntries(found.flatMap(({ name, tool }) => (tool ? [[name, tool]] : []))),
    missing: found.filter(({ tool, mistake }) => !tool && !mistake).map(({ name }) => name),
    mistakes: found.flatMap(({ mistake }) => mistake ?? []),
    passedOver: found.flatMap(({ passedOver }) => passedOver ?? []),
  };
};

interface Look {
  readonly tool?: Tool;
  readonly mistake?: Mistake;
  readonly passedOver?: string;
}

const findTool = async (name: ToolName, env: Env, cacheBins: readonly string[]): Promise<Look> => {
  const { variable, line } = PINS[name];
  const given = env[variable];
  if (given) {
    // Children run in other folders, where a relative path would mean something else.
    const path = resolve(given);
    const asked = await askVersion(name, path, env);
    if (asked.fits) return { tool: { path, version: asked.version, from: 'environment' } };
    const hint = `name a ${name} ${line}.x, or unset ${variable}`;
    return { mistake: { path: variable, value: given, problem: asked.problem, hint } };
  }
  let passedOver: string | undefined;
  const onPath = await firstExecutable(name, (env.PATH ?? '').split(delimiter).filter(Boolean));
  if (onPath) {
    const asked = await askVersion(name, onPath, env);
    if (asked.fits) return { tool: { path: onPath, version: asked.version, from: 'path' } };
    passedOver = `${onPath}: it ${asked.problem}`;
  }
  const note = passedOver ? { passedOver } : {};
  const cached = await firstExecutable(name, cacheBins);
  // A cached tool that does not run (copied from another machine, say) counts as missing, and is built again.
  const asked = cached ? await askVersion(name, cached, env) : null;
  if (cached && asked?.fits)
    return { tool: { path: cached, version: asked.version, from: 'cache' }, ...note };
  return note;
};

const firstExecutable = async (name: ToolName, folders: readonly string[]): Promise<string | null> => {
  for (const folder of folders) {
    const path = join(folder, name);
    const executable = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (executable) return path;
  }
  return null;
};

/** A problem is a predicate of the binary: `does not run (…)`. */
type Asked =
  | { readonly fits: true; readonly version: string }
  | { readonly fits: false; readonly problem: string };

export const askVersion = async (name: ToolName, path: string, env: Env): Promise<Asked> => {
  const { line, versionArgs } = PINS[name];
  const { output, failure } = await run(path, versionArgs, env);
  if (failure) return { fits: false, problem: `does not run (${failure})` };
  const version = parseVersion(name, output);
  if (!version) return { fits: false, problem: `does not print a version of ${name}` };
  if (fits(name, version)) return { fits: true, version };
  return { fits: false, problem: `is ${name} ${version}, but Carnival needs ${line}.x` };
};
