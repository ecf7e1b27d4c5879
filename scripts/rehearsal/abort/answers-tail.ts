/** Follows k6's console file while it grows, and picks out what the crowd's VUs say about their answers. */
import { type FileHandle, open } from 'node:fs/promises';
import { z } from 'zod';
import type { Seen } from './failed-share.ts';

/** As it stands inside the JSON of k6's console. */
const MARK = String.raw`{\"carnival\":\"answers\"`;
const PIECE_BYTES = 1024 * 1024;

const consoleLine = z.object({ msg: z.string() });
const answersLine = z.object({
  atMs: z.number(),
  answers: z.record(z.string(), z.tuple([z.number(), z.number()])),
});

export class AnswersTail {
  readonly #path: string;
  #file: FileHandle | null = null;
  #at = 0;
  /** The beginning of a line that is not whole yet. */
  #rest = Buffer.alloc(0);

  constructor(path: string) {
    this.#path = path;
  }

  /** What was written since the last call. A file that is not there yet is empty; so is one that cannot be read. */
  async read(): Promise<readonly Seen[]> {
    try {
      this.#file ??= await open(this.#path);
    } catch {
      // k6 has not written anything yet.
      return [];
    }
    const seen: Seen[] = [];
    const piece = Buffer.alloc(PIECE_BYTES);
    for (;;) {
      const { bytesRead } = await this.#file.read(piece, 0, PIECE_BYTES, this.#at);
      if (bytesRead === 0) return seen;
      this.#at += bytesRead;
      const bytes = Buffer.concat([this.#rest, piece.subarray(0, bytesRead)]);
      const end = bytes.lastIndexOf('\n') + 1;
      this.#rest = Buffer.from(bytes.subarray(end));
      for (const line of bytes.subarray(0, end).toString('utf8').split('\n')) {
        const found = line.includes(MARK) ? seenIn(line) : null;
        if (found !== null) seen.push(found);
      }
    }
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = null;
  }
}

function seenIn(line: string): Seen | null {
  try {
    const { msg } = consoleLine.parse(JSON.parse(line));
    return answersLine.parse(JSON.parse(msg));
  } catch (error) {
    // A torn line, or one that a target's answer put there.
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}
