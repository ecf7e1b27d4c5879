/**
 * Compares the wall clock with the monotonic one. k6's JavaScript has only the wall clock. When that jumps, all times of the
 * crowd are wrong, and the run proves nothing.
 */

/** A larger jump would show in response times that are judged at 1.2 s. Slewing (0.5 ms a second) stays far below. */
const JUMP_MS = 100;
const CHECK_INTERVAL_MS = 1000;
/** When reading both clocks takes longer than this, the process was interrupted in between, and the reading is useless. */
const READING_MS_MAX = 5;
const READINGS_TRIED = 3;

export interface ClockJump {
  /** Epoch milliseconds, by the wall clock after its jump. */
  readonly atMs: number;
  /** Positive: the wall clock went ahead. */
  readonly byMs: number;
}

export interface Clocks {
  /** Epoch milliseconds. */
  readonly wall: () => number;
  /** Milliseconds since any fixed moment. */
  readonly monotonic: () => number;
}

const SYSTEM_CLOCKS: Clocks = { wall: () => Date.now(), monotonic: () => performance.now() };

/** Returns a check to call at intervals: it gives the jump since the last call, or null. */
export const clockCheck = (clocks: Clocks, jumpMs = JUMP_MS): (() => ClockJump | null) => {
  let last = read(clocks);
  return () => {
    const now = read(clocks);
    if (!now) return null;
    const byMs = last ? now.aheadMs - last.aheadMs : 0;
    last = now;
    return Math.abs(byMs) > jumpMs ? { atMs: now.wallMs, byMs } : null;
  };
};

interface Reading {
  readonly wallMs: number;
  /** Wall minus monotonic: constant while nobody sets the clock. */
  readonly aheadMs: number;
}

const read = ({ wall, monotonic }: Clocks): Reading | null => {
  for (let tried = 0; tried < READINGS_TRIED; tried++) {
    const before = monotonic();
    const wallMs = wall();
    const tookMs = monotonic() - before;
    if (tookMs <= READING_MS_MAX) return { wallMs, aheadMs: wallMs - before };
  }
  return null;
};

export interface ClockWatch {
  readonly onJump: (jump: ClockJump) => void;
  readonly intervalMs?: number;
  readonly clocks?: Clocks;
}

/** Returns the function that stops it. Does not keep the process alive. */
export const watchClock = ({
  onJump,
  intervalMs = CHECK_INTERVAL_MS,
  clocks = SYSTEM_CLOCKS,
}: ClockWatch): (() => void) => {
  const check = clockCheck(clocks);
  const timer = setInterval(() => {
    const jump = check();
    if (jump) onJump(jump);
  }, intervalMs);
  timer.unref();
  return () => clearInterval(timer);
};
