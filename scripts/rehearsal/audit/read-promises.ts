/**
 * What the crowd wrote to k6's console file about the target's answers, one line per second and VU. It leaves k6 this way because
 * an interrupt ends its iterations at once, without running `finally`.
 */
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { LATER, UNSURE } from '../../../scenarios/crowd/promises.ts';
import { PROMISES, type PromiseKind } from '../../../scenarios/shop/promise-kinds.ts';
import { PromiseBook } from '../../audit/promise-book.ts';

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

export interface ReadPromises {
  /** By shop: the base URL of its region. Regions that share a shop share its book. */
  readonly books: ReadonlyMap<string, PromiseBook>;
  /** Regions that promised something, and that the run does not have. */
  readonly strangers: ReadonlySet<string>;
  /** Distinct orders that were acknowledged, and those that never got an answer, not even to a repeated request. */
  readonly acknowledged: number;
  readonly indeterminate: number;
  /** Orders in all lines, repeats included: as many as the crowd counted answers to orders that were not refused. */
  readonly answersRead: number;
  readonly tornLines: number;
  /** In words: torn lines, by file. */
  readonly notes: readonly string[];
}

/** What the ids of a run's orders and shoppers begin with: `Visit.order` and `Visit.shopper`. */
export const orderPrefix = (runId: string): string => `o.${runId}.`;
export const shopperPrefix = (runId: string): string => `${runId}.`;

const consoleLine = z.object({ msg: z.string(), time: z.string().optional() });
/** The crowd's lines begin with this. All other lines on the console are not the crowd's. */
const PROMISES_START = '{"carnival":"promises"';
const kinds = z.partialRecord(z.enum([...PROMISES, UNSURE]), z.array(z.string()));
const promisesLine = z.object({ regions: z.record(z.string(), kinds) });
type PromisesByRegion = z.output<typeof promisesLine>['regions'];

const MS_PER_SECOND = 1000;
const isKind = (word: string): word is PromiseKind => (PROMISES as readonly string[]).includes(word);

/**
 * Streams the console files of all generators. A torn line (k6 was killed, or the disk was full) is noted and left out. Holds only
 * the books: 120 MB for 700,000 orders with 2,450,000 promises. Rejects when a file cannot be read.
 */
export async function readPromises(
  files: readonly string[],
  { runId, shops }: { readonly runId: string; readonly shops: Readonly<Record<string, string>> },
): Promise<ReadPromises> {
  const reader = new Reader(runId, shops);
  const notes: string[] = [];
  let tornLines = 0;
  for (const file of files) {
    const torn: number[] = [];
    let lineNumber = 0;
    for await (const line of (await open(file)).readLines()) {
      lineNumber++;
      if (!reader.take(line)) torn.push(lineNumber);
    }
    tornLines += torn.length;
    if (torn.length > 0) notes.push(tornNote(file, torn));
  }
  return { ...reader.result, tornLines, notes };
}

class Reader {
  readonly #runId: string;
  readonly #shops: Readonly<Record<string, string>>;
  readonly #books = new Map<string, PromiseBook>();
  readonly #strangers = new Set<string>();
  #answersRead = 0;

  constructor(runId: string, shops: Readonly<Record<string, string>>) {
    this.#runId = runId;
    this.#shops = shops;
  }

  /** False for a torn line. */
  take(line: string): boolean {
    if (line === '') return true;
    const outer = consoleLine.safeParse(parsed(line));
    if (!outer.success) return false;
    if (!outer.data.msg.startsWith(PROMISES_START)) return true;
    const inner = promisesLine.safeParse(parsed(outer.data.msg));
    if (!inner.success) return false;
    const writtenMs = Date.parse(outer.data.time ?? '');
    return this.#note(inner.data.regions, Number.isNaN(writtenMs) ? 0 : writtenMs / MS_PER_SECOND);
  }

  get result(): Pick<ReadPromises, 'books' | 'strangers' | 'acknowledged' | 'indeterminate' | 'answersRead'> {
    let acknowledged = 0;
    let indeterminate = 0;
    for (const book of this.#books.values())
      for (let row = 0; row < book.rows; row++) {
        if (book.has(row, 'order')) acknowledged++;
        else if (book.has(row, 'order', 'unsure')) indeterminate++;
      }
    const [books, strangers, answersRead] = [this.#books, this.#strangers, this.#answersRead];
    return { books, strangers, acknowledged, indeterminate, answersRead };
  }

  #note(regions: PromisesByRegion, atSeconds: number): boolean {
    let isWhole = true;
    for (const [region, said] of Object.entries(regions)) {
      const book = this.#bookOf(region);
      for (const [list, entries] of Object.entries(said))
        for (const entry of entries ?? []) {
          const space = list === UNSURE ? entry.indexOf(' ') : -1;
          const kind = list === UNSURE ? entry.slice(0, space) : list;
          const words = (list === UNSURE ? entry.slice(space + 1) : entry).replace(LATER, '');
          const sureness = list === UNSURE ? 'unsure' : 'acknowledged';
          if (!isKind(kind) || !book.add(kind, words, sureness, atSeconds)) isWhole = false;
          else if (kind === 'order') this.#answersRead++;
        }
    }
    return isWhole;
  }

  #bookOf(region: string): PromiseBook {
    const isKnown = Object.hasOwn(this.#shops, region);
    if (!isKnown) this.#strangers.add(region);
    const shop = isKnown ? this.#shops[region]! : region;
    let book = this.#books.get(shop);
    if (book === undefined) {
      book = new PromiseBook(orderPrefix(this.#runId));
      this.#books.set(shop, book);
    }
    return book;
  }
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
  return `${subject}; what was acknowledged in ${torn.length === 1 ? 'it' : 'them'} is not looked up, and counts as unexplained`;
}
