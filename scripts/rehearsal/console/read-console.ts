/** What the target's answers promised, from the console files of k6: one line a second and VU. */
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { beginningOf } from '../../../scenarios/crowd/console-lines.ts';
import { LATER, UNSURE } from '../../../scenarios/crowd/promises.ts';
import type { Sureness } from '../../audit/sureness.ts';
import { parsedJson } from '../parsed-json.ts';
import { readLine } from './console-line.ts';

/** One promise, or what may have happened. */
export interface Said {
  readonly region: string;
  readonly kind: string;
  /** Without ` later`. */
  readonly words: string;
  readonly sureness: Sureness;
  /** When the crowd wrote it down, epoch seconds. */
  readonly atSeconds: number;
}
/** False if it was not understood: the line counts as torn. */
export type Take = (said: Said) => boolean;

export interface ReadConsole {
  readonly tornLines: number;
  /** In words: torn lines, by file. */
  readonly notes: readonly string[];
}

const PROMISES_BEGIN = beginningOf('promises');
const promisesLine = z.object({
  regions: z.record(z.string(), z.record(z.string(), z.array(z.string()))),
});
type PromisesByRegion = z.output<typeof promisesLine>['regions'];

const MS_PER_SECOND = 1000;

/**
 * Streams the console files of all generators. A torn line (k6 was killed, or the disk was full) is noted, and what `take` did not
 * understand in it is left out. Rejects when a file cannot be read.
 */
export async function readConsole(files: readonly string[], take: Take): Promise<ReadConsole> {
  const notes: string[] = [];
  let tornLines = 0;
  for (const file of files) {
    const torn: number[] = [];
    let lineNumber = 0;
    for await (const line of (await open(file)).readLines()) {
      lineNumber++;
      if (!takeLine(line, take)) torn.push(lineNumber);
    }
    tornLines += torn.length;
    if (torn.length > 0) notes.push(tornNote(file, torn));
  }
  return { tornLines, notes };
}

/** False for a torn line. */
function takeLine(line: string, take: Take): boolean {
  if (line === '') return true;
  const read = readLine(line);
  if (read === null) return false;
  if (!read.msg.startsWith(PROMISES_BEGIN)) return true;
  const inner = promisesLine.safeParse(parsedJson(read.msg));
  if (!inner.success) return false;
  const writtenMs = Date.parse(read.time ?? '');
  return takeAll(inner.data.regions, Number.isNaN(writtenMs) ? 0 : writtenMs / MS_PER_SECOND, take);
}

function takeAll(regions: PromisesByRegion, atSeconds: number, take: Take): boolean {
  let isWhole = true;
  for (const [region, said] of Object.entries(regions))
    for (const [list, entries] of Object.entries(said))
      for (const entry of entries) {
        const [kind, words] = list === UNSURE ? parted(entry) : [list, entry];
        const sureness = list === UNSURE ? 'unsure' : 'acknowledged';
        if (!take({ region, kind, words: words.replace(LATER, ''), sureness, atSeconds })) isWhole = false;
      }
  return isWhole;
}

/** In front of the first blank, and behind it. */
function parted(entry: string): readonly [string, string] {
  const space = entry.indexOf(' ');
  return space < 0 ? [entry, ''] : [entry.slice(0, space), entry.slice(space + 1)];
}

const LINES_NAMED_MAX = 5;

function tornNote(file: string, torn: readonly number[]): string {
  const named = torn.slice(0, LINES_NAMED_MAX).join(', ');
  const more = torn.length > LINES_NAMED_MAX ? ', …' : '';
  const subject = `${basename(file)}: ${torn.length} torn line${torn.length === 1 ? '' : 's'} (${named}${more})`;
  return `${subject}; what was acknowledged in ${torn.length === 1 ? 'it' : 'them'} is not looked up, and counts as unexplained`;
}
