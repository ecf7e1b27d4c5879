/** What is in a pack, and the SHA-256 of each file. Whoever changes a file and not its sum is found out; sums say nothing about who packed. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { environmentSeen } from '../evidence/environment-seen.ts';
import { quote } from '../mistakes/plan-error.ts';
import type { Files } from './archive.ts';
import { packError } from './pack-error.ts';

/** Rises when a field changes its meaning or is removed. */
export const PACK_VERSION = 1;
export const MANIFEST = 'MANIFEST.json';

/** Without these a run cannot be judged again and compared with its verdict. */
export const NEEDED = ['forecast.json', 'observations.json', 'plan.json', 'verdict.json'] as const;
/** What is packed if it is there. */
export const PACKED = [
  ...NEEDED,
  ...['cleanup.json', 'events.jsonl', 'junit.xml', 'report.html', 'report.md', 'timeline.json'],
] as const;

/** It is the name of a file and of a folder: a run's folder may be somebody else's, and its id a path. */
export const isRunId = (id: string): boolean => RUN_ID.test(id);
const RUN_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;

const manifestSchema = z.object({
  version: z.literal(PACK_VERSION),
  runId: z.string().regex(RUN_ID),
  outcome: z.enum(['pass', 'fail', 'inconclusive']),
  environment: environmentSeen
    .nullable()
    .describe('Machine and versions; `null`: the run is older than that.'),
  files: z.array(z.object({ name: z.string(), bytes: z.number().nonnegative(), sha256: z.string() })),
});
export type Manifest = z.output<typeof manifestSchema>;

export const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

export const manifestOf = (
  about: Pick<Manifest, 'runId' | 'outcome' | 'environment'>,
  files: Files,
): Manifest => ({
  version: PACK_VERSION,
  ...about,
  files: [...files]
    .map(([name, content]) => ({ name, bytes: content.length, sha256: sha256(content) }))
    .sort((one, other) => (one.name < other.name ? -1 : 1)),
});

/**
 * Compares what is there with the manifest.
 * @throws CarnivalError that names the first file that is missing, too much, or changed
 */
export function verified(files: Files): Manifest {
  const manifest = readManifest(files.get(MANIFEST));
  const listed = new Set(manifest.files.map(({ name }) => name));
  if (listed.size < manifest.files.length) throw packError(`its ${MANIFEST} lists a file twice`);
  for (const name of NEEDED)
    if (!listed.has(name))
      throw packError(`its ${MANIFEST} does not list ${name}, without which nothing can be judged`);
  for (const name of listed)
    if (!(PACKED as readonly string[]).includes(name))
      throw packError(`${quote(name)} is no file of a run that is packed`);
  for (const name of files.keys())
    if (name !== MANIFEST && !listed.has(name))
      throw packError(`it holds ${quote(name)}, which its ${MANIFEST} does not list`);
  for (const { name, bytes, sha256: sum } of manifest.files) {
    const content = files.get(name);
    if (content === undefined) throw packError(`${name} is missing`);
    if (content.length !== bytes)
      throw packError(`${name} has ${content.length} bytes, and its ${MANIFEST} says ${bytes}`);
    if (sha256(content) !== sum) throw packError(`${name} was changed: its SHA-256 is another one`);
  }
  return manifest;
}

function readManifest(content: Buffer | undefined): Manifest {
  if (content === undefined) throw packError(`it has no ${MANIFEST}`);
  let json: unknown;
  try {
    json = JSON.parse(content.toString('utf8'));
  } catch (cause) {
    throw packError(`its ${MANIFEST} is not JSON`, cause);
  }
  const { version } = z.looseObject({ version: z.unknown() }).catch({ version: undefined }).parse(json);
  if (version !== PACK_VERSION)
    throw packError(`its ${MANIFEST} has version ${quote(version)}, and this Carnival reads ${PACK_VERSION}`);
  const parsed = manifestSchema.safeParse(json);
  if (!parsed.success) throw packError(`its ${MANIFEST} is not what a pack has`, parsed.error);
  return parsed.data;
}
