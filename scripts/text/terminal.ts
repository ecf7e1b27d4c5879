/**
 * What people see. Every command prints through here: text is shown and not obeyed, an output that was closed costs nothing, and
 * nobody is asked for a colour or a width that a terminal does not have.
 */
import { closeSync, openSync } from 'node:fs';
import { isatty } from 'node:tty';
import { shown } from './shown.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** An output; standard error for what happens meanwhile, standard output for results. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly write: (text: string) => unknown;
}

/** Prints a line, or lines, of text from anywhere. */
export const say = (output: Output, text: string): void => paint(output, shown(text));

/** Prints text that holds colours of our own. Whatever came from somebody else must have been `shown` before it was painted. */
export const paint = (output: Output, text: string): void => void output.write(`${text}\n`);

/** Empties what can be seen, and goes on at its top. What has scrolled away stays. Only for a terminal that `isScreen`. */
export const clearScreen = (output: Output): void => void output.write('\u001b[H\u001b[2J');

/** Whether a terminal understands escape sequences: for colour, and to draw over what it shows. */
export const isScreen = ({ isTTY }: Pick<Output, 'isTTY'>, env: Env = process.env): boolean =>
  isTTY === true && env.TERM !== 'dumb';

/** Narrower than this, a table is no table. */
const COLUMNS_MIN = 80;
/** Where there is no terminal that says how wide it is. */
const COLUMNS_UNKNOWN = 100;

export const columnsOf = ({ isTTY, columns }: Pick<Output, 'isTTY' | 'columns'>): number =>
  isTTY === true && columns !== undefined && columns > 0 ? Math.max(COLUMNS_MIN, columns) : COLUMNS_UNKNOWN;

/** What of `process` the outputs are; tests have their own. */
export interface Outputs {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/**
 * An output may be closed at any time: `| head -1`, a terminal's window. Then what is written to it is lost, and nothing else: the
 * run goes on, its files are written, and the exit code says how it ended.
 */
export function outliveOutputs({ stdout, stderr }: Outputs = process): void {
  for (const output of [stdout, stderr]) output.on('error', () => undefined);
}

/** Resolves once everything that was written has gone out, or has nowhere to go. */
export async function flushed({ stdout, stderr }: Outputs = process): Promise<void> {
  for (const output of [stdout, stderr])
    await new Promise<void>((resolve) => output.write('', () => resolve()));
}

/** The inputs and outputs that were a terminal when the command began. One that has been closed is none any more. */
export const TERMINALS = [0, 1, 2].filter((descriptor) => isatty(descriptor));

/**
 * Ends the command with this code, at once. Node sets terminals back to how it found them, and ends with SIGABRT if one was closed
 * meanwhile; it leaves descriptors alone that have become another file.
 */
export function leave(code: number): never {
  for (const descriptor of TERMINALS) {
    closeSync(descriptor);
    // The lowest free descriptor is the one just closed.
    openSync('/dev/null', 'r+');
  }
  process.exit(code);
}
