/** Loads what the user's TypeScript or JSON file exports by default: a plan, a shop, the settings of a folder. */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type BuildFailure, build, type Message } from 'esbuild';
import * as carnival from '../../scenarios/shop/index.ts';
import { projectRoot } from '../machine/project-root.ts';
import { didYouMean } from '../mistakes/did-you-mean.ts';
import { type Mistake, PlanError } from '../mistakes/plan-error.ts';
import { settledWithin } from '../mistakes/settled-within.ts';

/** Such a file is data: it loads in milliseconds, on any machine. */
const LOAD_MS_MAX = 10_000;

/** What the file should be, for its mistakes. */
export interface ModuleKind {
  /** As in `a plan is plain data`. */
  readonly noun: string;
  /** The line with its default export. */
  readonly line: string;
}

/**
 * @param path of a .ts, .js or .json file
 * @returns the default export, or the content of a .json file
 * @throws PlanError when it does not parse, throws an error or exports nothing
 */
export async function loadModule(path: string, kind: ModuleKind, limitMs = LOAD_MS_MAX): Promise<unknown> {
  const loaded = await importBundle(await bundle(path), path, kind, limitMs);
  // Here it would be waited for, and in k6 it would not.
  if (loaded.default instanceof Promise)
    throw new PlanError(path, [
      { path, value: undefined, problem: 'exports a promise', hint: `export what it gives: ${kind.line}` },
    ]);
  if (loaded.default !== undefined) return loaded.default;
  const hint = `write: ${kind.line}`;
  throw new PlanError(path, [{ path, value: undefined, problem: 'has no default export', hint }]);
}

const EXPORTS = Object.keys(carnival);
/** esbuild's words for a name that our own index does not export. */
const NO_SUCH_EXPORT = /^No matching export in ".*scenarios[\\/]shop[\\/]index\.ts" for import "(.+)"$/;
const NOT_DEFINED = /^ReferenceError: (\S+) is not defined$/;

/** What `import … from 'carnival'` means in a user's files: the version that runs, wherever they lie. */
export const carnivalAlias = (): Record<string, string> => ({
  carnival: join(projectRoot(), 'scenarios', 'shop', 'index.ts'),
});

/** Bundles a file and its imports into one ES module, because Node 20 cannot import TypeScript. JSON takes the same path. */
async function bundle(path: string): Promise<string> {
  try {
    const result = await build({
      entryPoints: [path],
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'node',
      logLevel: 'silent',
      alias: carnivalAlias(),
    });
    const twice = result.warnings.filter(({ id }) => id === 'duplicate-object-key');
    if (twice.length > 0) throw new PlanError(path, twice.map(keyTwice));
    return result.outputFiles[0]!.text;
  } catch (error) {
    const failures = (error as Partial<BuildFailure>).errors;
    if (failures === undefined) throw error;
    const mistakes = failures.map(({ text, location }): Mistake => {
      if (location === null) return { path, value: undefined, problem: text, hint: 'fix the file' };
      // esbuild counts columns from 0, editors from 1.
      const place = `${resolve(location.file)}:${location.line}:${location.column + 1}`;
      const missing = NO_SUCH_EXPORT.exec(text)?.[1];
      if (missing !== undefined)
        return {
          path: place,
          value: location.lineText.trim(),
          problem: `imports ${missing}, which carnival does not export`,
          hint: didYouMean(missing, EXPORTS),
        };
      return {
        path: place,
        value: location.lineText.trim(),
        problem: `does not parse: ${text}`,
        hint: 'fix this line',
      };
    });
    throw new PlanError(path, mistakes, { cause: error });
  }
}

/** Only the last of two would count. The message names the key. */
const keyTwice = ({ text, location }: Message): Mistake => ({
  path: location === null ? '' : `${resolve(location.file)}:${location.line}:${location.column + 1}`,
  value: location?.lineText.trim(),
  problem: `has a key twice: ${text}`,
  hint: 'keep one of them',
});

async function importBundle(
  code: string,
  path: string,
  { noun }: ModuleKind,
  limitMs: number,
): Promise<{ readonly default?: unknown }> {
  const limit = (): PlanError => {
    const problem = `is still not loaded after ${limitMs / 1000} s`;
    const hint = `${noun} is plain data: await nothing at its top that may never come`;
    return new PlanError(path, [{ path, value: undefined, problem, hint }]);
  };
  try {
    const loading = import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
    return await settledWithin(limitMs, loading, limit);
  } catch (error) {
    if (error instanceof PlanError) throw error;
    const name = NOT_DEFINED.exec(String(error))?.[1] ?? '';
    const isOurs = EXPORTS.includes(name);
    const place = isOurs ? await placeOfCall(path, name) : path;
    const hint = isOurs
      ? `import { ${name} } from 'carnival': the import is missing, or its name is misspelt there`
      : `${noun} is plain data: use no files and no network, and define every name`;
    const problem = `throws when loaded: ${error}`;
    throw new PlanError(path, [{ path: place, value: undefined, problem, hint }], {
      cause: error,
    });
  }
}

/** The line that calls the name first, or the file alone: one that it imports may call it. */
async function placeOfCall(path: string, name: string): Promise<string> {
  const lines = (await readFile(path, 'utf8')).split('\n');
  const call = new RegExp(`(?<![\\w$.])${name}\\(`);
  const at = lines.findIndex((line) => !/^\s*(?:\/\/|\*|\/\*)/.test(line) && call.test(line));
  return at < 0 ? path : `${path}:${at + 1}:${lines[at]!.search(call) + 1}`;
}
