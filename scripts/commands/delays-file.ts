/** `--delays`: what a simulation takes for granted, in a file of the user's. */
import { parse } from 'yaml';
import { PlanError } from '../mistakes/plan-error.ts';
import { shapeMistakes } from '../mistakes/shape-mistakes.ts';
import { folderError } from '../rehearsal/folder-file.ts';
import { type GivenSettings, settingsSchema } from '../scale-out/settings.ts';
import { smallText } from './capacity-source.ts';

const HINT = 'name a file in YAML or JSON: docs/scale-out.md has its fields';

/**
 * Checked, and without what it leaves out: a drill has defaults of its own.
 * @throws CarnivalError (104) when it cannot be read; PlanError with every mistake in it
 */
export async function delaysIn(file: string | undefined): Promise<GivenSettings> {
  if (file === undefined) return {};
  const text = await smallText(file, HINT);
  let given: unknown;
  try {
    given = parse(text) ?? {};
  } catch (cause) {
    throw folderError(`${file} does not parse: ${(cause as Error).message.split('\n')[0]}`, HINT, cause);
  }
  const parsed = settingsSchema.safeParse(given);
  if (!parsed.success) throw new PlanError(file, shapeMistakes(given, parsed.error.issues));
  return given as GivenSettings;
}
