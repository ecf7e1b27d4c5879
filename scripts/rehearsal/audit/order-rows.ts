/** Rows of stored orders from a stream of bytes: CSV with a header, or JSON lines. Anything may be in it, and it may never end. */
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { z } from 'zod';
import { ContractError } from '../../audit/contract/contract-audit.ts';
import { ID_CHARACTERS_MAX, type StoredOrder, storedOrderSchema } from '../../audit/contract/stored-order.ts';
import { quote } from '../../mistakes/plan-error.ts';
import { inBytes } from '../../text/numbers.ts';
import { parsedJson } from '../parsed-json.ts';

export type TakeRow = (row: StoredOrder) => void;

/** A row of a shop's table, with every column that it has. */
const LINE_CHARACTERS_MAX = 1_000_000;
const DELIMITERS = [',', ';', '\t'] as const;

/**
 * Gives every row to `take`.
 * @returns how many there were; null if there was nothing at all, not even a header
 * @throws ContractError in one sentence, and whatever `take` and the stream throw
 */
export async function readOrderRows(
  chunks: AsyncIterable<Uint8Array>,
  take: TakeRow,
  { mayBeJson }: { readonly mayBeJson: boolean },
): Promise<number | null> {
  const texts = decoded(chunks);
  const head = await firstLine(texts);
  const first = head.trimStart();
  if (first === '') return null;
  const all = joined(head, texts);
  if (first.startsWith('['))
    throw new ContractError('it is a JSON list: write one row a line, without commas between them');
  if (!first.startsWith('{')) return await readCsv(head, all, take);
  if (!mayBeJson) throw new ContractError('it is JSON, and not CSV');
  return await readJsonLines(all, take);
}

async function* decoded(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string, void> {
  // It leaves out the mark that some programs write in front.
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const text = (chunk?: Uint8Array): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch {
      throw new ContractError('it is not UTF-8: save it as UTF-8');
    }
  };
  for await (const chunk of chunks) {
    if (chunk.includes(0)) throw new ContractError('it holds a NUL byte, so it is no text in UTF-8');
    yield text(chunk);
  }
  yield text();
}

/** The first texts, up to a line end. */
async function firstLine(texts: AsyncGenerator<string, void>): Promise<string> {
  let head = '';
  while (!/[\r\n]/.test(head.trimStart())) {
    if (head.length > LINE_CHARACTERS_MAX) throw tooLong(1);
    const next = await texts.next();
    if (next.done === true) break;
    head += next.value;
  }
  return head;
}

async function* joined(head: string, texts: AsyncIterable<string>): AsyncGenerator<string> {
  yield head;
  yield* texts;
}

const tooLong = (line: number): ContractError =>
  new ContractError(`line ${line} is longer than ${inBytes(LINE_CHARACTERS_MAX)}`);

const CSV_WORDS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark is not closed',
  INVALID_OPENING_QUOTE: 'a quotation mark stands in the middle of a value',
  CSV_INVALID_CLOSING_QUOTE: 'something stands behind a closing quotation mark',
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: 'it has more or fewer values than the header',
  CSV_MAX_RECORD_SIZE: `it is longer than ${inBytes(LINE_CHARACTERS_MAX)}`,
};

async function readCsv(head: string, texts: AsyncIterable<string>, take: TakeRow): Promise<number> {
  const parser = parse({
    delimiter: delimiterOf(head),
    skip_empty_lines: true,
    max_record_size: LINE_CHARACTERS_MAX,
  });
  const source = Readable.from(texts);
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let columns: Columns | null = null;
  let rows = 0;
  try {
    for await (const record of parser as AsyncIterable<readonly string[]>) {
      if (columns === null) columns = columnsOf(record);
      else take(rowOf(record, columns, ++rows));
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines : rows + 1;
    throw new ContractError(`line ${line} is no CSV: ${CSV_WORDS[error.code] ?? error.message}`);
  } finally {
    source.destroy();
  }
  return rows;
}

/** Spreadsheets write what their country writes. */
function delimiterOf(head: string): string {
  const [line = ''] = head.trimStart().split(/[\r\n]/);
  const count = (delimiter: string): number => line.split(delimiter).length;
  return DELIMITERS.reduce<string>((best, each) => (count(each) > count(best) ? each : best), ',');
}

interface Columns {
  readonly id: number;
  /** -1 if there is none. */
  readonly amount: number;
  readonly state: number;
}

function columnsOf(header: readonly string[]): Columns {
  const names = header.map((name) => name.trim().toLowerCase());
  const only = (...wanted: readonly string[]): number => {
    const found = names.flatMap((name, i) => (wanted.includes(name) ? [i] : []));
    if (found.length > 1)
      throw new ContractError(
        `its header has ${found.map((i) => quote(header[i])).join(' and ')}: one of them is enough`,
      );
    return found[0] ?? -1;
  };
  const columns = { id: only('id', 'order'), amount: only('amount'), state: only('state') };
  if (columns.id < 0)
    throw new ContractError(`its header has no column id or order: ${quote(header.join(','))}`);
  return columns;
}

function rowOf(record: readonly string[], columns: Columns, number: number): StoredOrder {
  const id = record[columns.id]!.trim();
  if (id === '') throw new ContractError(`row ${number} below the header has no id`);
  if (id.length > ID_CHARACTERS_MAX)
    throw new ContractError(
      `row ${number} below the header has an id of more than ${ID_CHARACTERS_MAX} characters`,
    );
  return { id, amount: record[columns.amount], state: record[columns.state] };
}

async function readJsonLines(texts: AsyncIterable<string>, take: TakeRow): Promise<number> {
  let [rest, line, rows] = ['', 0, 0];
  const takeLine = (text: string): void => {
    line++;
    if (text.trim() === '') return;
    rows++;
    take(storedOrder(jsonOf(text, line), `line ${line}`));
  };
  for await (const text of texts) {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    for (const each of lines) takeLine(each);
    if (rest.length > LINE_CHARACTERS_MAX) throw tooLong(line + 1);
  }
  takeLine(rest);
  return rows;
}

function jsonOf(text: string, line: number): unknown {
  const json = parsedJson(text);
  if (json === undefined) throw new ContractError(`line ${line} is not JSON: ${quote(text)}`);
  return json;
}

/** @param where for the message */
function storedOrder(row: unknown, where: string): StoredOrder {
  const parsed = storedOrderSchema.safeParse(row);
  if (parsed.success) return parsed.data;
  throw new ContractError(`${where} is no stored order: ${issueOf(parsed.error)}`);
}

/** The first thing that is wrong, in one line. */
export function issueOf(error: z.ZodError): string {
  const [issue] = error.issues;
  const path = issue === undefined ? '' : issue.path.map(String).join('.');
  return `${path === '' ? '' : `${path}: `}${issue?.message ?? 'it is not what the contract says'}`;
}
