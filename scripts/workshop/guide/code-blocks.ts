/** The code that a page of docs/ shows. A block names its file behind the language: ```ts shop.ts. */

export interface CodeBlock {
  /** Empty: the block is not said to be in any. */
  readonly file: string;
  /** Whether its fields belong to what an earlier block of the same file defines. */
  readonly isMore: boolean;
  readonly text: string;
}

/** A block may be indented, as in a list. */
const BLOCK = /^( *)```ts ?(.*)\n([\s\S]*?)^\1```$/gm;
const ALSO = ', also';

export const codeBlocks = (page: string): readonly CodeBlock[] =>
  [...page.matchAll(BLOCK)].map(([, indent = '', said = '', text = '']) => ({
    file: said.replace(ALSO, ''),
    isMore: said.endsWith(ALSO),
    text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  }));

const END = '});\n';

/** Each file with all that the page adds to it, by name. */
export function filesOf(page: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const { file, isMore, text } of codeBlocks(page)) {
    const before = files.get(file);
    if (!isMore) files.set(file, text);
    else if (before?.endsWith(END) === true)
      files.set(file, withNames(before.slice(0, -END.length) + text + END, text));
    else throw new Error(`a block adds to ${file}, which no block before it defines`);
  }
  return files;
}

const IMPORT = /^import \{ (.*) \} from 'carnival';$/m;
/** What additions to shop.ts may call. */
const HELPERS = ['basic', 'bearer', 'env'];

/** An addition shows no import: the page says in its text what it needs. */
function withNames(file: string, added: string): string {
  const called = HELPERS.filter((name) => new RegExp(`^[^/]*\\b${name}\\(`, 'm').test(added));
  return file.replace(IMPORT, (_, names: string) => {
    const all = new Set([...names.split(', '), ...called]);
    return `import { ${[...all].join(', ')} } from 'carnival';`;
  });
}

/** A row of a table of fields: its name, and its examples as code. */
export interface FieldRow {
  readonly field: string;
  readonly examples: readonly string[];
}

const EXAMPLE_COLUMN = 4;

/** The rows below a heading, up to the next one. Examples that are words, such as a link, are left out. */
export function fieldRows(page: string, heading: string): readonly FieldRow[] {
  const [, after = ''] = page.split(`\n${heading}\n`);
  const [section = ''] = after.split(/^#/m);
  return [...section.matchAll(/^\| `(\w+)` \|.*$/gm)].map(([row, field = '']) => ({
    field,
    examples: [...(row.split(' | ')[EXAMPLE_COLUMN - 1] ?? '').matchAll(/`([^`]+)`/g)].map(
      ([, code = '']) => code,
    ),
  }));
}
