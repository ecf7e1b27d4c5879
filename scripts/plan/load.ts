/** Loads what a plan's file exports. `check.ts` decides whether that is a plan. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join, resolve, sep } from 'node:path';
import { type BuildFailure, build, type Message } from 'esbuild';
import { projectRoot } from '../machine/project-root.ts';
import { didYouMean } from '../mistakes/did-you-mean.ts';
import { type Mistake, PlanError } from '../mistakes/plan-error.ts';
import { settledWithin } from '../mistakes/settled-within.ts';

/** A plan is data: it loads in milliseconds, on any machine. */
const LOAD_MS_MAX = 10_000;

/**
 * @param nameOrPath `smoke`, or a path that ends in .ts or .json
 * @param campaignsFolder the folder of the project's plans
 * @returns the default export of a .ts file, the content of a .json file
 * @throws PlanError when there is no such plan, or it does not parse, throws an error or exports nothing
 */
export async function loadPlan(
  nameOrPath: string,
  campaignsFolder: string,
  limitMs = LOAD_MS_MAX,
): Promise<unknown> {
  const path = await findPlan(nameOrPath, campaignsFolder);
  return loadFile(path, 'write: export default definePlan({ … })', limitMs);
}

/**
 * @param path of a .ts or .json file that is there
 * @param hint what to write if it exports nothing
 * @throws PlanError when it does not parse, throws an error or has no default export
 */
export async function loadFile(path: string, hint: string, limitMs = LOAD_MS_MAX): Promise<unknown> {
  const loaded = await importBundle(await bundle(path), path, limitMs);
  if (loaded.default !== undefined) return loaded.default;
  throw new PlanError(path, [{ path, value: undefined, problem: 'has no default export', hint }]);
}

/** What `import … from 'carnival'` means in a user's files: the version that runs, wherever they lie. */
export const carnivalAlias = (): Record<string, string> => ({
  carnival: join(projectRoot(), 'scenarios', 'shop', 'index.ts'),
});

/** A file beside the plans that exports no default is no plan, but types and helpers for writing plans. */
const IS_PLAN = /^export default /m;

/** Names of the project's own plans, in order. */
export async function planNames(campaignsFolder: string): Promise<string[]> {
  const files = (await readdir(campaignsFolder)).filter((f) => f.endsWith('.ts') && !f.endsWith('.test.ts'));
  const texts = await Promise.all(files.map((file) => readFile(join(campaignsFolder, file), 'utf8')));
  return files
    .filter((_, i) => IS_PLAN.test(texts[i]!))
    .map((file) => basename(file, '.ts'))
    .sort();
}

async function findPlan(nameOrPath: string, campaignsFolder: string): Promise<string> {
  const isName = extname(nameOrPath) === '' && !nameOrPath.includes('/') && !nameOrPath.includes(sep);
  const names = await planNames(campaignsFolder);
  const missing = (problem: string, hint: string): PlanError =>
    new PlanError('command line', [{ path: 'plan', value: nameOrPath, problem, hint }]);
  if (isName) {
    if (names.includes(nameOrPath)) return join(campaignsFolder, `${nameOrPath}.ts`);
    throw missing(
      'is not a plan of this project',
      `${didYouMean(nameOrPath, names)} (or give the path of a .ts or .json file)`,
    );
  }
  if (!['.ts', '.json'].includes(extname(nameOrPath))) {
    throw missing(
      'is neither a plan name nor a .ts or .json file',
      `the project's plans: ${names.join(', ')}`,
    );
  }
  const path = resolve(nameOrPath);
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => error);
  if (found instanceof Error)
    throw missing(`cannot be read (${found.code})`, `the project's plans: ${names.join(', ')}`);
  if (!found.isFile()) throw missing('is not a file', "give the path of the plan's file");
  return path;
}

/** Bundles a plan and its imports into one ES module, because Node 20 cannot import TypeScript. JSON takes the same path. */
async function bundle(path: string): Promise<string> {
  try {
    const result = await build({
      entryPoints: [path],
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'node',
      alias: carnivalAlias(),
      logLevel: 'silent',
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
  limitMs: number,
): Promise<{ readonly default?: unknown }> {
  const limit = (): PlanError => {
    const problem = `is still not loaded after ${limitMs / 1000} s`;
    const hint = 'a plan is plain data: await nothing at its top that may never come';
    return new PlanError(path, [{ path, value: undefined, problem, hint }]);
  };
  try {
    const loading = import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
    return await settledWithin(limitMs, loading, limit);
  } catch (error) {
    if (error instanceof PlanError) throw error;
    const hint = 'a plan is plain data: use no files and no network, and define every name';
    throw new PlanError(path, [{ path, value: undefined, problem: `throws when loaded: ${error}`, hint }], {
      cause: error,
    });
  }
}
