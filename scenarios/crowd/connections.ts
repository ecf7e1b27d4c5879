/**
 * The WebSockets that a VU holds open: when each has to be open, and when it is to be closed. Without clock and network, as the crowd
 * is: its driver dials, and calls `tick`.
 *
 * No connection has a timer of its own, because k6 keeps its timers in a sorted list. All connections of a step stay for the same
 * time, so whichever opened first is closed first, and a queue for each step is enough.
 */
import { SWITCHING_PROTOCOLS } from '../shop/http-status.ts';
import { plainReading, type Reading } from '../shop/read-answer.ts';
import { Fifo } from './fifo.ts';
import type { AnswerMark, HeldConnections } from './ports.ts';

/** Of those that are due, so many are closed a tick: a herd's connections all end together. */
const CLOSED_A_TICK = 100;
const MS_PER_SECOND = 1000;
const OPENING = 0;
const OPEN = 1;
const OVER = 2;

/** What happens to a connection. Never called before `dial` has returned. */
export interface Wire {
  readonly opened: () => void;
  /** It will never open. @param mark whose fault it is */
  readonly refused: (reason: string, mark?: AnswerMark) => void;
  /** It was open, and the target or the network has ended it, or `hangUp` has. */
  readonly closed: () => void;
}

/** Why a connection never opened. */
export const unanswered = (timeoutMs: number): string =>
  `the handshake was not answered within ${timeoutMs / MS_PER_SECOND} s`;

export interface ConnectionSettings {
  /** By the number of the step; null: it is a request. */
  readonly staySeconds: readonly (number | null)[];
  readonly timeoutMs: number;
  /** When the phase ends, from its start: nothing stays open for longer. */
  readonly endMs: number;
  readonly nowMs: () => number;
  readonly answered: (slot: number, status: number, mark?: AnswerMark, reading?: Reading) => void;
}

interface Connection {
  readonly slot: number;
  readonly step: number;
  state: typeof OPENING | typeof OPEN | typeof OVER;
  /** When it must be open; then, when it is closed. */
  dueMs: number;
  hangUp: (() => void) | null;
}

export class Connections implements HeldConnections {
  open = 0;
  readonly dropped: Float64Array;
  private readonly settings: ConnectionSettings;
  private readonly opening = new Fifo<Connection>();
  private readonly staying: readonly Fifo<Connection>[];
  private heldMs = 0;
  private lastMs = 0;

  constructor(settings: ConnectionSettings) {
    this.settings = settings;
    this.dropped = new Float64Array(settings.staySeconds.length);
    this.staying = settings.staySeconds.map(() => new Fifo());
  }

  stays(step: number): boolean {
    return this.settings.staySeconds[step] !== null;
  }

  /**
   * Opens one. The request in the slot ends when it is open, or will never be.
   * @param dial begins to open it, and returns what closes it at once
   */
  connect(slot: number, step: number, dial: (wire: Wire) => () => void): void {
    const { nowMs, timeoutMs, answered } = this.settings;
    const connection: Connection = { slot, step, state: OPENING, dueMs: nowMs() + timeoutMs, hangUp: null };
    connection.hangUp = dial({
      opened: () => this.opened(connection),
      refused: (reason, mark) => {
        if (connection.state !== OPENING) return;
        connection.state = OVER;
        answered(slot, 0, mark, plainReading('failed', reason));
      },
      closed: () => this.closed(connection),
    });
    this.opening.push(connection);
  }

  private opened(connection: Connection): void {
    const { nowMs, endMs, staySeconds, answered } = this.settings;
    // Its time was up before, and it has been answered.
    if (connection.state !== OPENING) {
      connection.hangUp!();
      return;
    }
    const at = nowMs();
    connection.state = OPEN;
    connection.dueMs = Math.min(at + staySeconds[connection.step]! * MS_PER_SECOND, endMs);
    this.open++;
    this.staying[connection.step]!.push(connection);
    answered(connection.slot, SWITCHING_PROTOCOLS);
  }

  private closed(connection: Connection): void {
    if (connection.state !== OPEN) return;
    this.end(connection);
    this.dropped[connection.step]!++;
  }

  private end(connection: Connection): void {
    connection.state = OVER;
    connection.hangUp = null;
    this.open--;
  }

  /** Closes what is due. Call it every few milliseconds, also after the phase's end, until none is open. */
  tick(nowMs: number): void {
    this.heldMs += this.open * Math.max(0, Math.min(nowMs, this.settings.endMs) - this.lastMs);
    this.lastMs = nowMs;
    this.giveUp(nowMs);
    let left = CLOSED_A_TICK;
    for (const queue of this.staying)
      for (let first = queue.peek(); first !== undefined; first = queue.peek()) {
        if (first.state === OPEN) {
          if (first.dueMs > nowMs || left === 0) break;
          left--;
          const hangUp = first.hangUp!;
          this.end(first);
          hangUp();
        }
        queue.drop();
      }
  }

  /** k6's own limit for a handshake is a minute, and cannot be set. */
  private giveUp(nowMs: number): void {
    const { timeoutMs, answered } = this.settings;
    for (let first = this.opening.peek(); first !== undefined; first = this.opening.peek()) {
      if (first.state === OPENING) {
        if (first.dueMs > nowMs) return;
        first.state = OVER;
        answered(first.slot, 0, undefined, plainReading('failed', unanswered(timeoutMs)));
      }
      this.opening.drop();
    }
  }

  takeHeldSeconds(): number {
    const seconds = this.heldMs / MS_PER_SECOND;
    this.heldMs = 0;
    return seconds;
  }
}
