/** What every part of an audit knows: what was promised, whose rows these are, what was planned, and how much time has passed. */
import { heldRealMs } from '../../../mock-services/platform/agenda.ts';
import type { Findings } from '../findings.ts';
import type { PlannedShop } from './planned-shop.ts';
import type { PromiseBook } from './promise-book.ts';

const MS_PER_SECOND = 1000;
const SECONDS_PER_MINUTE = 60;
/** The crowd writes down once a second what was promised, and the console cuts its time to seconds. */
const WRITTEN_SECONDS_MAX = 2;

export interface AuditContext {
  readonly book: PromiseBook;
  /** A shop may hold orders of other runs. */
  readonly isOurs: (order: string, shopper: string) => boolean;
  /** Null for a shop that the plan did not lay out. */
  readonly planned: PlannedShop | null;
  readonly time: AuditTime;
  /** What was promised, and the books do not show it. */
  readonly broken: Findings;
  /** What the books show, and nobody asked for it. It proves nothing if a part of the answers is missing. */
  readonly unasked: Findings;
}

/** Times between promises, as long as they may have been: nobody is blamed for a second. */
export class AuditTime {
  readonly #nowSeconds: number;
  readonly #speed: number;
  readonly #slackSeconds: number;

  /** @param requestTimeoutMs an effect may be that much older than its answer */
  constructor(nowMs: number, speed: number, requestTimeoutMs: number) {
    this.#nowSeconds = nowMs / MS_PER_SECOND;
    this.#speed = speed;
    this.#slackSeconds = requestTimeoutMs / MS_PER_SECOND + WRITTEN_SECONDS_MAX;
  }

  /** Campaign minutes until now. */
  minutesSince(atSeconds: number): number {
    return (this.#between(atSeconds, this.#nowSeconds) * this.#speed) / SECONDS_PER_MINUTE;
  }

  /** Whether the shop may have let go of what it holds for an order that is not paid or never comes. */
  mayHaveLetGo(fromSeconds: number, untilSeconds = this.#nowSeconds): boolean {
    return this.#between(fromSeconds, untilSeconds) * MS_PER_SECOND >= heldRealMs(this.#speed);
  }

  #between(fromSeconds: number, untilSeconds: number): number {
    return untilSeconds - fromSeconds + this.#slackSeconds;
  }
}
