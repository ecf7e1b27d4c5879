/**
 * `carnival.config.ts` of the working directory: what a command takes when it is given no flags. Flags win, one by one. A plan of the
 * project's own (`--plan smoke`) is for the embedded shop, so nothing of the file is taken then.
 */
import { stat } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { z } from 'zod';
import { strict, text } from '../mistakes/fields.ts';
import { PlanError } from '../mistakes/plan-error.ts';
import { shapeMistakes } from '../mistakes/shape-mistakes.ts';
import { loadModule } from '../plan/load-module.ts';
import type { SaidWords } from '../words/said/words.ts';

export const CONFIG_FILE = 'carnival.config.ts';
/** The plan of whoever names none. */
export const BUILT_IN_PLAN = 'summer-carnival';
const A_CONFIG = { noun: CONFIG_FILE, line: "export default { shop: './shop.ts', plan: './plan.ts' }" };

const schema = strict({
  /** Path of the shop's file, from the folder of this one. */
  shop: text.exactOptional(),
  /** Path of the plan's file. */
  plan: text.exactOptional(),
  /** As `--target`: one URL, or `region=URL` for each region. */
  target: z.union([text, z.array(text).min(1)]).exactOptional(),
  /** Path of a certificate authority's file. */
  ca: text.exactOptional(),
});

/** With absolute paths. */
export interface FoundConfig {
  readonly shop?: string;
  readonly plan?: string;
  readonly target?: readonly string[];
  readonly ca?: string;
}

/**
 * @returns null if the folder has no such file
 * @throws PlanError with every mistake in it
 */
export async function foundConfig(folder: string): Promise<FoundConfig | null> {
  const path = join(folder, CONFIG_FILE);
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => error);
  if (found instanceof Error && found.code === 'ENOENT') return null;
  return checkConfig(await loadModule(path, A_CONFIG), folder);
}

/** @param raw what the file exports */
export function checkConfig(raw: unknown, folder: string): FoundConfig {
  if (typeof raw !== 'object' || raw === null) {
    const problem = 'is not an object { … }';
    throw new PlanError(CONFIG_FILE, [
      { path: CONFIG_FILE, value: raw, problem, hint: `write: ${A_CONFIG.line}` },
    ]);
  }
  const read = schema.safeParse(raw);
  if (!read.success) throw new PlanError(CONFIG_FILE, shapeMistakes(raw, read.error.issues));
  const { shop, plan, target, ca } = read.data;
  return {
    ...(shop === undefined ? {} : { shop: resolve(folder, shop) }),
    ...(plan === undefined ? {} : { plan: isName(plan) ? plan : resolve(folder, plan) }),
    ...(target === undefined ? {} : { target: [target].flat() }),
    ...(ca === undefined ? {} : { ca: resolve(folder, ca) }),
  };
}

/** A name of a plan of the project's own, and not a path. */
const isName = (plan: string): boolean => extname(plan) === '' && !plan.includes('/');

/**
 * The options with what the file adds to them.
 * @param isGiven whether the user typed this option
 */
export function withConfig<Options extends FoundConfig>(
  options: Options,
  isGiven: (option: keyof FoundConfig) => boolean,
  config: FoundConfig | null,
): Options {
  if (config === null || (isGiven('plan') && isName(options.plan ?? ''))) return options;
  const added = Object.entries(config).filter(([option]) => !isGiven(option as keyof FoundConfig));
  return { ...options, ...Object.fromEntries(added) };
}

const OPTIONS = ['shop', 'plan', 'target', 'ca'] as const;

/**
 * What to tell of options that the file gave; null: it gave none.
 * @param takes whether the command has such an option
 */
export function saidOfConfig(
  typed: FoundConfig,
  options: FoundConfig,
  takes: (option: keyof FoundConfig) => boolean,
  words: SaidWords,
): string | null {
  const given = OPTIONS.filter((option) => takes(option) && options[option] !== typed[option]);
  if (given.length === 0) return null;
  return words.configNames(
    given.map((option) => `--${option}`),
    CONFIG_FILE,
  );
}

/**
 * What is taken because nothing says otherwise, so that a wrong folder is noticed at once; null: a flag or the file chose.
 * @param isGiven whether the user typed this option
 */
export function builtInLine(
  isGiven: (option: keyof FoundConfig) => boolean,
  config: FoundConfig | null,
  words: SaidWords,
): string | null {
  if (config !== null || isGiven('plan') || isGiven('shop')) return null;
  return words.builtIn({ file: CONFIG_FILE, plan: BUILT_IN_PLAN, isOnTarget: isGiven('target') });
}
