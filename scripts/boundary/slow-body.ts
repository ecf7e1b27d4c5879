/** An answer's body at a speed. */
import type { ServerResponse } from 'node:http';

/** Often enough for a reader to see a trickle, and seldom enough to cost nothing. */
const TICK_MS = 50;
const MS_PER_SECOND = 1000;

/** How many bytes may be written now. Pure. */
export const bytesDue = (elapsedMs: number, bytesPerSecond: number, writtenBytes: number): number =>
  Math.max(0, Math.floor((elapsedMs * bytesPerSecond) / MS_PER_SECOND) - writtenBytes);

export class SlowBody {
  readonly #response: ServerResponse;
  readonly #bytesPerSecond: number;
  /** Asks the dependency for more. */
  readonly #resume: () => void;
  readonly #beganAtMs = performance.now();
  readonly #timer: NodeJS.Timeout;
  #held: Buffer[] = [];
  #writtenBytes = 0;
  #ended = false;
  #atFullSpeed = false;

  constructor(response: ServerResponse, bytesPerSecond: number, resume: () => void) {
    this.#response = response;
    this.#bytesPerSecond = bytesPerSecond;
    this.#resume = resume;
    response.flushHeaders();
    this.#timer = setInterval(() => this.#write(), TICK_MS);
  }

  /** False: send no more until it is asked for. */
  data(chunk: Buffer): boolean {
    this.#held.push(chunk);
    if (this.#atFullSpeed) this.#write();
    return this.#held.length === 0;
  }

  end(): void {
    this.#ended = true;
    if (this.#held.length === 0) this.#finish();
  }

  /** The fault is lifted: the rest comes at once. */
  release(): void {
    this.#atFullSpeed = true;
    this.#write();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #write(): void {
    const elapsedMs = performance.now() - this.#beganAtMs;
    let due = this.#atFullSpeed
      ? Number.POSITIVE_INFINITY
      : bytesDue(elapsedMs, this.#bytesPerSecond, this.#writtenBytes);
    while (due > 0 && this.#held.length > 0 && !this.#response.writableNeedDrain) {
      const [chunk] = this.#held as [Buffer];
      const part = chunk.subarray(0, due);
      this.#response.write(part);
      this.#writtenBytes += part.length;
      due -= part.length;
      if (part.length === chunk.length) this.#held.shift();
      else this.#held[0] = chunk.subarray(part.length);
    }
    if (this.#held.length > 0) return;
    if (this.#ended) this.#finish();
    else this.#resume();
  }

  #finish(): void {
    this.stop();
    this.#response.end();
  }
}
