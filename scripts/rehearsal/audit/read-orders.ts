/** The orders of a shop of anybody's, from k6's console: what the contract's rows are compared with. */
import { PROMISES, type PromiseKind } from '../../../scenarios/shop/promise-kinds.ts';
import { OrderBook } from '../../audit/contract/order-book.ts';
import { type ReadConsole, readConsole } from '../console/read-console.ts';

export interface ReadOrders extends ReadConsole {
  readonly book: OrderBook;
  /** Regions that promised something, and that the run does not have. */
  readonly strangers: ReadonlySet<string>;
  /** Answers to orders in all lines, repeats included. */
  readonly answersRead: number;
}

const isKind = (word: string): word is PromiseKind => (PROMISES as readonly string[]).includes(word);

/** Rejects when a file cannot be read. */
export async function readOrders(files: readonly string[], regions: readonly string[]): Promise<ReadOrders> {
  const book = new OrderBook();
  const strangers = new Set<string>();
  let answersRead = 0;
  const read = await readConsole(files, ({ region, kind, words, sureness }) => {
    if (!regions.includes(region)) strangers.add(region);
    if (!isKind(kind) || !book.add(kind, words, sureness, region)) return false;
    if (kind === 'order') answersRead++;
    return true;
  });
  return { ...read, book, strangers, answersRead };
}
