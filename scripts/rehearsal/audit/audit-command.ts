/** Rows from a command of the user's: it gets ids on its standard input, one a line, and writes rows to its standard output. */

import { ContractError } from '../../audit/contract/contract-audit.ts';
import type { Keeper } from '../../machine/processes/keeper.ts';
import { runPiped } from '../../machine/processes/piped.ts';
import { quote } from '../../mistakes/plan-error.ts';
import { readOrderRows } from './order-rows.ts';
import { type RowSource, SourceError } from './row-source.ts';

/** Shorter than the audit may take: it is to say why. */
const COMMAND_MS_MAX = 300_000;
/** Ten million rows. */
const OUTPUT_BYTES_MAX = 1e9;
const SHOWN_CHARACTERS = 300;

export interface AuditCommandOptions {
  readonly keeper: Keeper;
  readonly msMax?: number;
  readonly outputBytesMax?: number;
}

export const auditCommand = (command: string, options: AuditCommandOptions): RowSource => ({
  name: 'the command',
  covers: 'asked',
  isLive: true,
  read: async ({ ids, runId, take, signal }) => {
    let rows: number | null = 0;
    const { exit, error, errors } = await runPiped(options.keeper, {
      command,
      env: { CARNIVAL_RUN: runId },
      input: linesOf(ids()),
      read: async (chunks) => {
        rows = await readOrderRows(chunks, take, { mayBeJson: true });
      },
      msMax: options.msMax ?? COMMAND_MS_MAX,
      outputBytesMax: options.outputBytesMax ?? OUTPUT_BYTES_MAX,
      signal,
    });
    const said = errors.trim() === '' ? '' : `: ${quote(lastOf(errors), SHOWN_CHARACTERS)}`;
    // What a command that failed wrote is not worth a word.
    if (exit !== null && exit.code !== 0)
      throw new SourceError(`ended with ${exit.code ?? exit.signal}${said}`);
    if (error instanceof ContractError) throw error;
    if (error !== null) throw new SourceError(`${error.message}${said}`, { cause: error });
    if (rows === null) throw new SourceError(`wrote nothing, not even a header${said}`);
  },
});

function* linesOf(ids: Iterable<string>): Generator<string> {
  for (const id of ids) yield `${id}\n`;
}

const lastOf = (errors: string): string => errors.trim().slice(-SHOWN_CHARACTERS);
