/** Opens the live page for a command: says where it is, and makes do with another port if the one that was asked for is taken. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Words } from '../words/words.ts';
import { type LiveServer, startLiveServer } from './live-server.ts';

export interface LivePage extends Pick<LiveServer, 'view'> {
  /** @param folder of the run; null: it never began */
  readonly close: (folder: string | null) => Promise<void>;
}

const REPORT = 'report.html';

/** @param port true: any free one */
export async function openLivePage(
  port: number | true,
  words: Words,
  tell: (line: string) => void,
): Promise<LivePage> {
  const wanted = port === true ? null : port;
  const server = await startLiveServer({ port: wanted, words }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE' || wanted === null) throw error;
    tell(words.live.portTaken(String(wanted)));
    return startLiveServer({ port: null, words });
  });
  tell(words.live.watchAt(server.url));
  return {
    view: server.view,
    close: async (folder) => server.close(folder === null ? null : await reportIn(folder)),
  };
}

async function reportIn(folder: string): Promise<string | null> {
  const file = join(folder, REPORT);
  return access(file).then(
    () => file,
    () => null,
  );
}
