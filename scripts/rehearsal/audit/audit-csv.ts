/** Rows from a CSV file: an export of the shop's table of orders. */
import { constants, open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Covers } from '../../audit/contract/contract-audit.ts';
import { reasonOf } from '../../mistakes/reason-of.ts';
import { readOrderRows } from './order-rows.ts';
import { type RowSource, SourceError } from './row-source.ts';

/** @param covers `run` if nothing but the run's orders is in it, else `table` */
export const csvFile = (file: string, covers: Exclude<Covers, 'asked'>): RowSource => ({
  name: basename(file),
  covers,
  isLive: false,
  read: async ({ take, signal }) => {
    const rows = await readOrderRows(bytesOf(file, signal), take, { mayBeJson: false });
    if (rows === null)
      throw new SourceError('is empty: an export begins with a header, such as id,amount,state');
  },
});

async function* bytesOf(file: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  // Without O_NONBLOCK, opening a FIFO would wait until somebody writes to it.
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK).catch((cause: unknown) => {
    throw new SourceError(`cannot be read: ${reasonOf(cause)}`, { cause });
  });
  try {
    if (!(await handle.stat()).isFile()) throw new SourceError('is not a file');
    for await (const chunk of handle.createReadStream({ autoClose: false })) {
      if (signal.aborted) throw new SourceError(`was not read to its end: ${reasonOf(signal.reason)}`);
      yield chunk as Uint8Array;
    }
  } finally {
    await handle.close();
  }
}
