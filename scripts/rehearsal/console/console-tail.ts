/** Follows k6's console file while it grows, and picks out the lines of one kind. */
import { type FileHandle, open } from 'node:fs/promises';
import type { z } from 'zod';
import type { ConsoleKind } from '../../../scenarios/crowd/console-lines.ts';
import { parsedJson } from '../parsed-json.ts';
import { markOf, readLine } from './console-line.ts';

const PIECE_BYTES = 1024 * 1024;

export class ConsoleTail<Line> {
  readonly #path: string;
  readonly #mark: string;
  readonly #schema: z.ZodType<Line>;
  #file: FileHandle | null = null;
  #at = 0;
  /** The beginning of a line that is not whole yet. */
  #rest = Buffer.alloc(0);

  constructor(path: string, kind: ConsoleKind, schema: z.ZodType<Line>) {
    this.#path = path;
    this.#mark = markOf(kind);
    this.#schema = schema;
  }

  /** What was written since the last call. A file that is not there yet is empty; so is one that cannot be read. */
  async read(): Promise<readonly Line[]> {
    try {
      this.#file ??= await open(this.#path);
    } catch {
      // k6 has not written anything yet.
      return [];
    }
    const found: Line[] = [];
    const piece = Buffer.alloc(PIECE_BYTES);
    for (;;) {
      const { bytesRead } = await this.#file.read(piece, 0, PIECE_BYTES, this.#at);
      if (bytesRead === 0) return found;
      this.#at += bytesRead;
      const bytes = Buffer.concat([this.#rest, piece.subarray(0, bytesRead)]);
      const end = bytes.lastIndexOf('\n') + 1;
      this.#rest = Buffer.from(bytes.subarray(end));
      for (const line of bytes.subarray(0, end).toString('utf8').split('\n')) {
        const its = line.includes(this.#mark) ? this.#lineIn(line) : null;
        if (its !== null) found.push(its);
      }
    }
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = null;
  }

  /** Null for a torn line, and for one that a target's answer put there. */
  #lineIn(line: string): Line | null {
    const read = this.#schema.safeParse(parsedJson(readLine(line)?.msg ?? ''));
    return read.success ? read.data : null;
  }
}
