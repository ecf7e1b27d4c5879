/**
 * The order ids that the crowd wrote to k6's console file, one line per second and VU. They leave k6 this way because an
 * interrupt ends its iterations at once, without running `finally`.
 */
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { UNSURE } from '../../../scenarios/crowd/promises.ts';
import { PROMISES } from '../../../scenarios/storefront/storefront.ts';

/**
 * The console file has the format of k6's log (2.2, internal/js/runner.go). JSON, because `raw` drops the fields of k6's own
 * messages (the causes of errors, for example), and the default uses Go's quoting, which is no standard.
 */
export const consoleArgs = (file: string): readonly string[] => [
  '--console-output',
  file,
  '--log-format',
  'json',
];

export interface RegionAcks {
  /** Distinct ids. */
  readonly acknowledged: ReadonlySet<string>;
  /** Ids that never got an answer, not even to a repeated request. */
  readonly indeterminate: ReadonlySet<string>;
}
export interface Acks {
  readonly regions: ReadonlyMap<string, RegionAcks>;
  /** Ids in all lines, repeats included: as many as the crowd counted ok and failed answers to orders, if none is missing. */
  readonly answersRead: number;
  readonly tornLines: number;
  /** In words: torn lines, by file. */
  readonly notes: readonly string[];
}

/** What the ids of a run's orders begin with: `Visit.order`. */
export const orderPrefix = (runId: string): string => `o.${runId}.`;

const consoleLine = z.object({ msg: z.string() });
/** The crowd's lines begin with this. All other lines on the console are not the crowd's. */
const PROMISES_START = '{"carnival":"promises"';
const kinds = z.partialRecord(z.enum([...PROMISES, UNSURE]), z.array(z.string()));
const promisesLine = z.object({ regions: z.record(z.string(), kinds) });
const UNSURE_ORDER = 'order ';

/** The order's id: the first word of what was said about it. */
const idOf = (said: string): string => said.split(' ', 1)[0]!;

/**
 * Streams the console files of all generators. A torn line (k6 was killed, or the disk was full) is noted and left out.
 * Holds only the ids: 90 MB for a million. Rejects when a file cannot be read.
 */
export const readAcks = async (files: readonly string[]): Promise<Acks> => {
  const regions = new Map<string, { acknowledged: Set<string>; indeterminate: Set<string> }>();
  const notes: string[] = [];
  let answersRead = 0;
  let tornLines = 0;
  for (const file of files) {
    const torn: number[] = [];
    let lineNumber = 0;
    for await (const line of (await open(file)).readLines()) {
      lineNumber++;
      const promises = promisesIn(line);
      if (promises === 'torn') torn.push(lineNumber);
      if (promises === 'torn' || promises === null) continue;
      for (const [region, { order = [], unsure = [] }] of Object.entries(promises)) {
        const acknowledged = order.map(idOf);
        const indeterminate = unsure.flatMap((said) =>
          said.startsWith(UNSURE_ORDER) ? [idOf(said.slice(UNSURE_ORDER.length))] : [],
        );
        const known = regions.get(region) ?? { acknowledged: new Set(), indeterminate: new Set() };
        regions.set(region, known);
        answersRead += acknowledged.length + indeterminate.length;
        for (const id of acknowledged) known.acknowledged.add(id);
        for (const id of indeterminate) known.indeterminate.add(id);
      }
    }
    tornLines += torn.length;
    if (torn.length > 0) notes.push(tornNote(file, torn));
  }
  for (const { acknowledged, indeterminate } of regions.values())
    for (const id of indeterminate) if (acknowledged.has(id)) indeterminate.delete(id);
  return { regions, answersRead, tornLines, notes };
};

type PromisesByRegion = z.infer<typeof promisesLine>['regions'];

/** Null for a line that is not the crowd's. */
function promisesIn(line: string): PromisesByRegion | 'torn' | null {
  if (line === '') return null;
  const outer = consoleLine.safeParse(parsed(line));
  if (!outer.success) return 'torn';
  if (!outer.data.msg.startsWith(PROMISES_START)) return null;
  const inner = promisesLine.safeParse(parsed(outer.data.msg));
  return inner.success ? inner.data.regions : 'torn';
}

/** Undefined, which no schema here accepts, if the text is not JSON. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const LINES_NAMED_MAX = 5;

function tornNote(file: string, torn: readonly number[]): string {
  const named = torn.slice(0, LINES_NAMED_MAX).join(', ');
  const more = torn.length > LINES_NAMED_MAX ? ', …' : '';
  const subject = `${basename(file)}: ${torn.length} torn line${torn.length === 1 ? '' : 's'} (${named}${more})`;
  return `${subject}; orders acknowledged in ${torn.length === 1 ? 'it' : 'them'} are not checked and count as unexplained`;
}
