/**
 * Dynamic issuance: at the end of every window of four campaign hours, the share of coupons that were used decides whether more
 * are issued. Decisions, and the counts at the start of each window, are in the store. So a window is decided once, even if the
 * shop restarts. Nothing moved while the shop was down, so windows missed in that time are not decided one by one: what was
 * counted before is judged once, when the shop is back.
 */
import { ISSUANCE_WINDOW_HOURS } from '../../scenarios/targets/mock-shop/rules.ts';
import { HOUR_MS } from '../platform/campaign-clock.ts';
import type { Reader, Tx } from '../platform/store.ts';
import { table } from '../platform/table.ts';
import type { RegionSettings } from '../region-settings.ts';
import { CAMPAIGNS, ISSUED_MORE } from './campaigns.ts';
import { QUOTAS, type Totals, totalsOf } from './totals.ts';

/** Campaign milliseconds. */
export const WINDOW_MS = ISSUANCE_WINDOW_HOURS * HOUR_MS;

export type Action = 'replenish' | 'issue' | 'carry-on' | 'pause';

/**
 * The first row whose `from` the window's redemption rate reaches decides. Campaign review: after 95 % the quota was replenished,
 * after 88 % more were issued, after 65 % issuing paused; the goal was 80 %. That a pause begins below 70 % is an assumption,
 * between the 65 % and the goal.
 */
const DECISIONS: readonly { readonly from: number; readonly action: Action }[] = [
  { from: 0.95, action: 'replenish' },
  { from: 0.8, action: 'issue' },
  { from: 0.7, action: 'carry-on' },
  { from: 0, action: 'pause' },
];
export const ACTIONS: readonly Action[] = DECISIONS.map(({ action }) => action);

export interface Decision {
  readonly action: Action;
  /** Null when there was no coupon to use. */
  readonly rate: number | null;
}
export interface IssuanceState {
  /** The number of the current window, counted from the start of the campaign, from 0. */
  readonly window: number;
  /** What had been issued and redeemed when it began. */
  readonly atStart: Totals;
  readonly paused: boolean;
  readonly decided: Decision | null;
}
/** One row, `STATE`. */
export const ISSUANCE = table<IssuanceState>('coupon-issuance');
const STATE = 'state';

/** Before the first round: the campaign's first window, with nothing issued yet. */
const FIRST: IssuanceState = { window: 0, atStart: { issued: 0, redeemed: 0 }, paused: false, decided: null };

export const issuanceState = (reader: Reader): IssuanceState => reader.get(ISSUANCE, STATE) ?? FIRST;
export const isPaused = (reader: Reader): boolean => reader.get(ISSUANCE, STATE)?.paused ?? false;

/**
 * Coupons redeemed in the current window, divided by those issued in it. If none were issued, as in a pause, divided by those that
 * shoppers held when the window began.
 *
 * @returns 0 or more; above 1 if more were used than issued; null if there was no coupon to use.
 */
export function redemptionRate(reader: Reader): number | null {
  const { atStart } = issuanceState(reader);
  const issued = issuedInWindow(reader);
  const usable = issued > 0 ? issued : atStart.issued - atStart.redeemed;
  return usable > 0 ? (totalsOf(reader).redeemed - atStart.redeemed) / usable : null;
}

const issuedInWindow = (reader: Reader): number =>
  totalsOf(reader).issued - issuanceState(reader).atStart.issued;

/** Whether a window has ended since the last decision (or the campaign's clock was turned back). */
export const isWindowOver = (reader: Reader, sinceStartMs: number): boolean =>
  windowAt(sinceStartMs) !== issuanceState(reader).window;

const windowAt = (sinceStartMs: number): number => Math.floor(sinceStartMs / WINDOW_MS);

/**
 * Ends the current window, acts on its redemption rate, and opens the window of the present time.
 *
 * @param sinceStartMs campaign milliseconds since the campaign began
 * @returns null if the window has not ended yet, or if the campaign was started over.
 */
export function decideIssuance(tx: Tx, sinceStartMs: number, settings: RegionSettings): Decision | null {
  const state = issuanceState(tx);
  const window = windowAt(sinceStartMs);
  if (window === state.window) return null;
  const atStart = totalsOf(tx);
  if (window < state.window) {
    tx.put(ISSUANCE, STATE, { ...FIRST, window, atStart });
    return null;
  }
  const rate = redemptionRate(tx);
  const action = actionFor(rate, issuedInWindow(tx));
  raiseQuotas(tx, action, settings);
  const decided = { action, rate };
  tx.put(ISSUANCE, STATE, { window, atStart, paused: action === 'pause', decided });
  return decided;
}

/** A pause ends if nothing was issued in its window. Otherwise coupons that shoppers forgot would prolong it forever. */
function actionFor(rate: number | null, issued: number): Action {
  if (rate === null) return 'carry-on';
  const { action } = DECISIONS.find(({ from }) => rate >= from)!;
  return action === 'pause' && issued === 0 ? 'carry-on' : action;
}

function raiseQuotas(tx: Tx, action: Action, settings: RegionSettings): void {
  for (const [name, campaign] of CAMPAIGNS) {
    const quota = tx.get(QUOTAS, name);
    if (quota === undefined) continue;
    if (action === 'issue' && name === ISSUED_MORE) {
      tx.put(QUOTAS, name, { ...quota, quota: quota.quota + settings.couponIssue });
    }
    if (action === 'replenish') {
      // Fills up to as many as at the beginning; if more are left, they stay.
      const replenished = quota.issued + campaign.quota(settings);
      tx.put(QUOTAS, name, { ...quota, quota: Math.max(quota.quota, replenished) });
    }
  }
}
