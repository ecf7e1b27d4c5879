/**
 * Whether the disk has room for what a region writes. lmdb does not survive a disk that fills up in the middle of a commit: with a
 * writable map the process gets SIGBUS, and without one the memory of lmdb-js is corrupted. So the store stops writing before.
 */
import { statfsSync } from 'node:fs';

/** Free bytes that are never used: more than a region and its neighbours write between two looks. */
export const ROOM_RESERVED_BYTES = 64 * 2 ** 20;
const LOOK_EVERY_MS = 1000;

export class DiskRoom {
  readonly #directory: string;
  readonly #freeBytes: (directory: string) => number;
  readonly #nowMs: () => number;
  #isFull = false;
  #lookedAtMs = Number.NEGATIVE_INFINITY;

  constructor(directory: string, freeBytes = freeBytesOf, nowMs = (): number => performance.now()) {
    this.#directory = directory;
    this.#freeBytes = freeBytes;
    this.#nowMs = nowMs;
  }

  /** @throws Error when the disk is as good as full */
  require(): void {
    const nowMs = this.#nowMs();
    if (nowMs - this.#lookedAtMs >= LOOK_EVERY_MS) {
      this.#lookedAtMs = nowMs;
      this.#isFull = this.#freeBytes(this.#directory) < ROOM_RESERVED_BYTES;
    }
    if (this.#isFull)
      throw new Error(
        `The disk of "${this.#directory}" is full: less than ${ROOM_RESERVED_BYTES / 2 ** 20} MiB are free. Nothing is written.`,
      );
  }
}

function freeBytesOf(directory: string): number {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize;
}
