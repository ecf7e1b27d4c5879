/**
 * The campaign's time, which `speed` compresses. Rules measured in minutes and hours use it (risk control's ten minutes, quiet
 * hours, a group's expiry). Latencies, time-outs and breakers run on the real clock.
 */

import { hourOfDay } from '../../scenarios/campaigns/local-time.ts';
import type { Calendar } from '../../scenarios/campaigns/plan.ts';
import type { Store } from './store.ts';
import { table } from './table.ts';

const CLOCK = table<{ readonly zeroAtMs: number }>('campaign-clock');
const ZERO = 'zero';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
/** The zero of a campaign that has not begun: always in the future. */
const NOT_YET = Number.POSITIVE_INFINITY;

export class CampaignClock {
  static readonly tables = [CLOCK];
  readonly #store: Store;
  readonly #realNowMs: () => number;
  readonly #startsAtMs: number;
  readonly #calendar: Calendar;
  readonly #speed: number;
  #zeroAtMs: number;

  /**
   * A data directory keeps its zero, so that a restart does not start the campaign over.
   *
   * @param waits for a new data directory: true waits for `begin`, false begins the campaign now
   */
  static async open(
    store: Store,
    calendar: Calendar,
    realNowMs: () => number,
    waits = false,
  ): Promise<CampaignClock> {
    const clock = new CampaignClock(store, calendar, realNowMs);
    if (clock.#zeroAtMs === NOT_YET && !waits) await clock.begin(realNowMs());
    return clock;
  }

  private constructor(store: Store, calendar: Calendar, realNowMs: () => number) {
    this.#store = store;
    this.#realNowMs = realNowMs;
    this.#speed = calendar.speed;
    this.#startsAtMs = Date.parse(calendar.startsAt);
    this.#calendar = calendar;
    this.#zeroAtMs = store.get(CLOCK, ZERO)?.zeroAtMs ?? NOT_YET;
  }

  /** The campaign's time in epoch milliseconds. Before its zero, the clock shows the beginning. */
  nowMs(): number {
    return this.#startsAtMs + Math.max(0, this.#realNowMs() - this.#zeroAtMs) * this.#speed;
  }

  /** Campaign milliseconds since the campaign began. */
  sinceStartMs(): number {
    return this.nowMs() - this.#startsAtMs;
  }

  /** Hour of the day where the campaign runs, 0 ≤ hour < 24. */
  hourAt(campaignMs: number): number {
    return hourOfDay(this.#calendar, campaignMs);
  }

  /** How many real milliseconds a number of campaign milliseconds takes. */
  realMs(campaignMs: number): number {
    return campaignMs / this.#speed;
  }

  /** Sets the real instant at which the campaign begins. */
  async begin(zeroAtMs: number): Promise<void> {
    this.#zeroAtMs = zeroAtMs;
    await this.#store.transact((tx) => tx.put(CLOCK, ZERO, { zeroAtMs }));
  }
}
