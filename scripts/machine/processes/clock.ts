/**
 * Compares the wall clock with the monotonic one. k6's JavaScript has only the wall clock. When that jumps, all times of the
 * crowd are wrong, and the run proves nothing.
 */

/** A larger jump would show in response times that are judged at 1.2 s. */
const JUMP_MS = 100;
/**
 * Many small steps may not add up to a jump in this time either: a clock that is a sixth of a percent too fast bends rates and times
 * by as much. NTP's slewing (0.05 %) stays below.
 */
const DRIFT_WINDOW_MS = 60_000;
const CHECK_INTERVAL_MS = 1000;
/** When reading both clocks takes longer than this, the process was interrupted in between, and the reading is useless. */
const READING_MS_MAX = 5;
const READINGS_TRIED = 3;

export interface ClockJump {
  /** Epoch milliseconds, by the wall clock after its jump. */
  readonly atMs: number;
  /** Positive: the wall clock went ahead. */
  readonly byMs: number;
  /** Null: at once. Otherwise the time in which many small steps added up. */
  readonly inMs: number | null;
}

export interface Clocks {
  /** Epoch milliseconds. */
  readonly wall: () => number;
  /** Milliseconds since any fixed moment. */
  readonly monotonic: () => number;
}

const SYSTEM_CLOCKS: Clocks = { wall: () => Date.now(), monotonic: () => performance.now() };

/** Returns a check to call at intervals. It gives the jump since the last call, or null; a drift it gives once. */
export const clockCheck = (clocks: Clocks, jumpMs = JUMP_MS): (() => ClockJump | null) => {
  const first = read(clocks);
  /** Of the window, or since the last jump. */
  let readings = first === null ? [] : [first];
  let drifts = false;
  return () => {
    const now = read(clocks);
    if (now === null) return null;
    const byMs = now.aheadMs - (readings.at(-1) ?? now).aheadMs;
    if (Math.abs(byMs) > jumpMs) {
      readings = [now];
      return { atMs: now.wallMs, byMs, inMs: null };
    }
    readings = [...readings.filter(({ atMs }) => atMs >= now.atMs - DRIFT_WINDOW_MS), now];
    const oldest = readings[0]!;
    const driftMs = now.aheadMs - oldest.aheadMs;
    if (drifts || Math.abs(driftMs) <= jumpMs) return null;
    drifts = true;
    return { atMs: now.wallMs, byMs: driftMs, inMs: now.atMs - oldest.atMs };
  };
};

/** In words. */
export const printJump = ({ byMs, inMs }: ClockJump): string =>
  inMs === null
    ? `the wall clock jumped by ${Math.round(byMs)} ms`
    : `the wall clock drifts: by ${Math.round(byMs)} ms in ${Math.round(inMs / 1000)} s`;

interface Reading {
  /** By the monotonic clock. */
  readonly atMs: number;
  readonly wallMs: number;
  /** Wall minus monotonic: constant while nobody sets the clock. */
  readonly aheadMs: number;
}

const read = ({ wall, monotonic }: Clocks): Reading | null => {
  for (let tried = 0; tried < READINGS_TRIED; tried++) {
    const before = monotonic();
    const wallMs = wall();
    const tookMs = monotonic() - before;
    if (tookMs <= READING_MS_MAX) return { atMs: before, wallMs, aheadMs: wallMs - before };
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
