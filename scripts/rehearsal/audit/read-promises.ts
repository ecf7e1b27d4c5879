/** The promises of the embedded shop, or of another Carnival shop, from k6's console: by shop, in its richer words. */
import { PROMISES, type PromiseKind } from '../../../scenarios/shop/promise-kinds.ts';
import { PromiseBook } from '../../audit/embedded/promise-book.ts';
import { readConsole, type Said } from '../console/read-console.ts';

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

const isKind = (word: string): word is PromiseKind => (PROMISES as readonly string[]).includes(word);

/** Holds only the books: 120 MB for 700,000 orders with 2,450,000 promises. Rejects when a file cannot be read. */
export async function readPromises(
  files: readonly string[],
  { runId, shops }: { readonly runId: string; readonly shops: Readonly<Record<string, string>> },
): Promise<ReadPromises> {
  const reader = new Reader(runId, shops);
  const read = await readConsole(files, (said) => reader.take(said));
  return { ...reader.result, ...read };
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

  take({ region, kind, words, sureness, atSeconds }: Said): boolean {
    const book = this.#bookOf(region);
    if (!isKind(kind) || !book.add(kind, words, sureness, atSeconds)) return false;
    if (kind === 'order') this.#answersRead++;
    return true;
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
