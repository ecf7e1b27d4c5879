/** Test accounts from a CSV file, one for each shopper or for each session. */

/**
 * `shopper`: no two shoppers of a run have the same account. A held place keeps its account when one shopper follows another there.
 * `session`: sessions take the accounts in turn, and begin again when all were taken.
 */
export type PerAccount = 'shopper' | 'session';

export interface Accounts {
  /** Relative to the folder of shop.ts. */
  readonly file: string;
  readonly per: PerAccount;
}

/** A file whose first line names the columns: `username,password`. */
export const csv = (file: string, { per }: { readonly per: PerAccount }): Accounts => ({ file, per });

/** One account, by column. Without a prototype, so that a column may have any name. */
export type Account = Readonly<Record<string, string>>;

/**
 * Reads CSV as RFC 4180 has it: quotes around fields with commas, quotes or line breaks; a quote in them is written twice. Both k6
 * and Node read the file with this function, so they agree.
 * @throws Error naming the line that has more or fewer fields than the first, a column twice, or a quote that is never closed
 */
export function readAccounts(text: string): readonly Account[] {
  const [columns, ...rows] = records(text);
  if (columns === undefined) return [];
  // Spreadsheets write columns without a name, which nobody can ask for.
  const twice = columns.fields.find((column, i) => column !== '' && columns.fields.indexOf(column) < i);
  if (twice !== undefined) throw new Error(`line ${columns.line} has the column "${twice}" twice`);
  return rows.map(({ fields, line }) => {
    if (fields.length !== columns.fields.length)
      throw new Error(
        `line ${line} has ${fields.length} field${fields.length === 1 ? '' : 's'}, and the first has ${columns.fields.length}`,
      );
    const account: Record<string, string> = Object.create(null);
    columns.fields.forEach((column, i) => {
      account[column] = fields[i]!;
    });
    return account;
  });
}

interface CsvRecord {
  readonly fields: readonly string[];
  /** From 1. */
  readonly line: number;
}

const BYTE_ORDER_MARK = '\uFEFF';
/** A field in quotes or without, and what ends it. */
const FIELD = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/y;

function records(text: string): CsvRecord[] {
  const marked = text.startsWith(BYTE_ORDER_MARK);
  return text.includes('"') ? quotedRecords(text) : plainRecords(marked ? text.slice(1) : text);
}

/** Without a quote, a record is a line. k6's interpreter splits a million of them in seconds, and matches them in a minute. */
function plainRecords(text: string): CsvRecord[] {
  const lines = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').split('\n');
  const found: CsvRecord[] = [];
  for (let i = 0; i < lines.length; i++)
    // A line with nothing on it is no account.
    if (lines[i] !== '') found.push({ fields: lines[i]!.split(','), line: i + 1 });
  return found;
}

function quotedRecords(text: string): CsvRecord[] {
  const found: CsvRecord[] = [];
  let fields: string[] = [];
  let line = 1;
  let at = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
  let begins = line;
  while (at < text.length || fields.length > 0) {
    FIELD.lastIndex = at;
    const match = FIELD.exec(text);
    if (match === null) throw new Error(`line ${line} has a quote that is not closed, or text behind one`);
    const [whole, quoted, plain, end] = match;
    fields.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
    at += whole.length;
    line += whole.split(/\r\n|\n|\r/).length - 1;
    if (end === ',') continue;
    // A line with nothing on it is no account.
    if (fields.length > 1 || fields[0] !== '') found.push({ fields, line: begins });
    fields = [];
    begins = line;
  }
  return found;
}
