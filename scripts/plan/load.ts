/** Loads what a plan's file exports. `check.ts` decides whether that is a plan. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join, resolve, sep } from 'node:path';
import { didYouMean } from '../mistakes/did-you-mean.ts';
import { PlanError } from '../mistakes/plan-error.ts';
import { loadModule } from './load-module.ts';

const A_PLAN = { noun: 'a plan', line: 'export default definePlan({ … })' };

/**
 * @param nameOrPath `smoke`, or a path that ends in .ts or .json
 * @param campaignsFolder the folder of the project's plans
 * @returns the default export of a .ts file, the content of a .json file
 * @throws PlanError when there is no such plan, or it does not parse, throws an error or exports nothing
 */
export async function loadPlan(
  nameOrPath: string,
  campaignsFolder: string,
  limitMs?: number,
): Promise<unknown> {
  return loadModule(await findPlan(nameOrPath, campaignsFolder), A_PLAN, limitMs);
}

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
