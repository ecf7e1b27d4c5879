/** A breaker on a virtual clock, right or wrong in one way: time windows in buckets, count windows, failures in a row, half-open with probes. */
import type { OpensWhen } from '../../../../scenarios/drills/breaker.ts';

/** Each way makes one clause fail. */
const WRONGS = [
  'never-opens',
  'opens-too-late',
  'opens-when-it-must-not',
  'leaks',
  'floods-probes',
  'never-closes',
  'flaps',
] as const;
export type Wrong = (typeof WRONGS)[number];

export interface VirtualSettings {
  readonly opens: OpensWhen;
  readonly openMs: number;
  readonly probesMax: number;
  /** opossum counts calls when they begin and keeps its window when it closes; others count answers, and begin anew. */
  readonly countsBegun: boolean;
  /** Whether a timer makes it half-open, or the next call. */
  readonly hasTimer: boolean;
  /** When its first bucket ends, milliseconds. */
  readonly bucketOffsetMs: number;
  readonly wrong: Wrong | null;
}

/** Of one call that passed, to be given back with its answer. */
export interface Pass {
  readonly era: number;
  readonly isProbe: boolean;
}

const LATE_MS = 15_000;
/** How many calls a breaker that leaks lets through, of those that it should reject. */
const LEAKS_EVERY = 3;
const FLAPS_AFTER_MS = 700;

export class VirtualBreaker {
  opened = 0;
  calls = 0;
  rejected = 0;
  private kind: 'closed' | 'half-open' | 'open' = 'closed';
  /** Rises with each change of state: an answer to a call of an earlier one counts no more. */
  private era = 0;
  private openedAtMs = 0;
  private probes = 0;
  private probesFailed = 0;
  private probesAnswered = 0;
  private wantsToOpenAtMs: number | null = null;
  private inRow = 0;
  private readonly settings: VirtualSettings;
  private readonly window: CallWindow;

  constructor(settings: VirtualSettings) {
    this.settings = settings;
    this.window = new CallWindow(settings);
  }

  /** Lets its timer run up to now. */
  stateAt(ms: number): 'closed' | 'half-open' | 'open' {
    const { hasTimer, wrong, openMs } = this.settings;
    if (wrong === 'flaps' && this.kind === 'open' && ms >= this.openedAtMs + FLAPS_AFTER_MS) this.close();
    if (hasTimer && this.kind === 'open' && ms >= this.openedAtMs + openMs) this.halfOpen();
    return this.kind;
  }

  /** @returns null if the call is rejected */
  call(ms: number): Pass | null {
    this.calls++;
    const { openMs, wrong, probesMax } = this.settings;
    if (this.stateAt(ms) === 'open' && ms >= this.openedAtMs + openMs) this.halfOpen();
    if (this.kind === 'closed') {
      this.window.begun(ms);
      return { era: this.era, isProbe: false };
    }
    if (this.kind === 'half-open' && (this.probes < probesMax || wrong === 'floods-probes')) {
      this.probes++;
      return { era: this.era, isProbe: true };
    }
    if (wrong === 'leaks' && this.calls % LEAKS_EVERY === 0) return { era: -1, isProbe: false };
    this.rejected++;
    return null;
  }

  answered(ms: number, { era, isProbe }: Pass, hasFailed: boolean): void {
    this.stateAt(ms);
    if (isProbe) {
      if (era === this.era) this.probeAnswered(ms, hasFailed);
      return;
    }
    this.window.ended(ms, hasFailed);
    this.inRow = hasFailed ? this.inRow + 1 : 0;
    if (this.kind !== 'closed') return;
    if (hasFailed || this.settings.opens.by === 'count-window') this.decide(ms, hasFailed);
  }

  private decide(ms: number, hasFailed: boolean): void {
    const { wrong, opens } = this.settings;
    const isDue =
      (opens.by === 'consecutive' ? this.inRow >= opens.failures : this.window.isOver(ms)) ||
      (wrong === 'opens-when-it-must-not' && hasFailed);
    if (wrong === 'never-opens') return;
    if (wrong === 'opens-too-late') {
      if (isDue) this.wantsToOpenAtMs ??= ms + LATE_MS;
      if (this.wantsToOpenAtMs === null || ms < this.wantsToOpenAtMs) return;
    } else if (!isDue) return;
    this.open(ms);
  }

  private probeAnswered(ms: number, hasFailed: boolean): void {
    this.probesAnswered++;
    if (hasFailed) this.probesFailed++;
    const { probesMax, opens, wrong } = this.settings;
    if (this.probesAnswered < probesMax) return;
    const share = this.probesFailed / this.probesAnswered;
    const limit = opens.by === 'consecutive' ? 0 : opens.failedShare;
    const isBad = share > limit || (share === limit && share > 0) || (probesMax === 1 && hasFailed);
    if (isBad || wrong === 'never-closes') this.open(ms);
    else this.close();
  }

  private open(ms: number): void {
    this.kind = 'open';
    this.opened++;
    this.openedAtMs = ms;
    this.era++;
    this.wantsToOpenAtMs = null;
  }

  private halfOpen(): void {
    this.kind = 'half-open';
    this.era++;
    this.probes = 0;
    this.probesFailed = 0;
    this.probesAnswered = 0;
  }

  private close(): void {
    this.kind = 'closed';
    this.era++;
    this.inRow = 0;
    if (!this.settings.countsBegun) this.window.clear();
  }
}

/** The calls that a breaker looks back at. */
class CallWindow {
  /** By bucket, the newest last. */
  private readonly buckets: { begun: number; failed: number }[] = [];
  private newest = Number.NEGATIVE_INFINITY;
  private readonly answers: boolean[] = [];
  private failed = 0;

  private readonly settings: VirtualSettings;

  constructor(settings: VirtualSettings) {
    this.settings = settings;
  }

  begun(ms: number): void {
    if (this.settings.countsBegun) this.bucketAt(ms).begun++;
  }

  ended(ms: number, hasFailed: boolean): void {
    const bucket = this.bucketAt(ms);
    if (!this.settings.countsBegun) bucket.begun++;
    if (hasFailed) bucket.failed++;
    const { opens } = this.settings;
    if (opens.by !== 'count-window') return;
    this.answers.push(hasFailed);
    if (hasFailed) this.failed++;
    if (this.answers.length > opens.calls && this.answers.shift() === true) this.failed--;
  }

  clear(): void {
    this.buckets.length = 0;
    this.answers.length = 0;
    this.failed = 0;
  }

  isOver(ms: number): boolean {
    const { opens } = this.settings;
    if (opens.by === 'consecutive') return false;
    let [calls, failed] = [this.answers.length, this.failed];
    if (opens.by === 'time-window') {
      this.bucketAt(ms);
      calls = this.buckets.reduce((sum, bucket) => sum + bucket.begun, 0);
      failed = this.buckets.reduce((sum, bucket) => sum + bucket.failed, 0);
    }
    if (calls < Math.max(1, opens.callsMin)) return false;
    const share = failed / calls;
    return share > opens.failedShare || (opens.opensAtShare && share === opens.failedShare);
  }

  private bucketAt(ms: number): { begun: number; failed: number } {
    const { opens, bucketOffsetMs } = this.settings;
    const [bucketMs, count] =
      opens.by === 'time-window' ? [opens.bucketMs, Math.round(opens.windowMs / opens.bucketMs)] : [1000, 1];
    const now = Math.floor((ms - bucketOffsetMs) / bucketMs);
    for (let missing = Math.min(count, now - this.newest); missing > 0; missing--)
      this.buckets.push({ begun: 0, failed: 0 });
    this.newest = Math.max(now, this.newest);
    while (this.buckets.length > count) this.buckets.shift();
    if (this.buckets.length === 0) this.buckets.push({ begun: 0, failed: 0 });
    return this.buckets.at(-1)!;
  }
}
