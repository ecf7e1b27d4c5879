/** Verifies a pack and judges its run again, from the packed evidence alone. */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { quote } from '../mistakes/plan-error.ts';
import { judgeFolder } from '../rehearsal/judge-folder.ts';
import { parsedJson } from '../rehearsal/parsed-json.ts';
import { inBytes } from '../text/numbers.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { type Files, filesIn } from './archive.ts';
import { MANIFEST, type Manifest, verified } from './manifest.ts';
import { PackError, packError } from './pack-error.ts';

/** A pack of a day's run takes a tenth of it. */
const PACK_BYTES_MAX = 256e6;

export interface JudgedPack {
  readonly manifest: Manifest;
  readonly verdict: Verdict;
  /** `same`, or what differs from the verdict in the pack: its outcome, or details such as another version words them. */
  readonly packed: 'same' | 'details' | 'outcome';
  /** The outcome that the pack itself claims. */
  readonly claimed: string;
}

/** @throws CarnivalError in one sentence, whatever is in the file */
export const judgePack = (file: string): Promise<JudgedPack> =>
  judged(file).catch((error: unknown) => {
    throw error instanceof PackError ? error.of(file) : error;
  });

async function judged(file: string): Promise<JudgedPack> {
  const { size } = await stat(file);
  if (size > PACK_BYTES_MAX) throw packError(`it has ${inBytes(size)}, and a run's has far less`);
  const files = await filesIn(await readFile(file));
  const manifest = verified(files);
  const folder = await mkdtemp(join(tmpdir(), 'carnival-pack-'));
  try {
    for (const { name } of manifest.files) await writeFile(join(folder, name), files.get(name)!);
    const verdict = await judgeFolder(folder);
    if (manifest.runId !== verdict.runId)
      throw packError(`its ${MANIFEST} is of ${manifest.runId}, and its evidence of ${quote(verdict.runId)}`);
    return { manifest, verdict, ...comparedWith(verdict, files) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param files the packed ones, with a verdict of somebody's */
export function comparedWith(verdict: Verdict, files: Files): Pick<JudgedPack, 'packed' | 'claimed'> {
  const packed = parsedJson(files.get('verdict.json')!.toString('utf8'));
  const claimed = String((packed as { readonly outcome?: unknown } | null | undefined)?.outcome);
  if (claimed !== verdict.outcome) return { packed: 'outcome', claimed };
  return {
    packed: isDeepStrictEqual(packed, JSON.parse(JSON.stringify(verdict))) ? 'same' : 'details',
    claimed,
  };
}
