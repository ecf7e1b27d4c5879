/** The live screen where there is no screen: one line for a log. Pure. */
import { inFull } from '../../text/numbers.ts';
import type { Words } from '../../words/words.ts';
import { clock, lag, percent, rate } from './figures.ts';
import { breakersAway, breakersNow, drillsOn, phasesNow, warningsNow } from './happenings.ts';
import { silenceNow } from './screen.ts';
import type { LiveState } from './state.ts';

const WARNINGS_MAX = 3;

export function plainLine(state: LiveState, words: Words): string {
  const { recent, elapsedMs } = state;
  const { live } = words;
  const parts = [
    clock(elapsedMs).padStart('0:00:00'.length),
    phasesNow(state, words),
    ...drillsOn(state, words),
  ];
  if (recent === null) return [...parts, silenceNow(state, words) || live.noDataYet].join('  ');
  parts.push(
    `${live.shoppers} ${inFull(state.shoppers)}`,
    `${live.short.offered} ${rate(recent, recent.offered)}`,
    `${live.short.achieved} ${rate(recent, recent.achieved)}`,
    `${live.short.within} ${percent(recent.withinShare)}`,
    ...(state.hasCoupons ? [`${live.short.coupons} ${percent(recent.couponShare)}`] : []),
    ...(state.hasOrders ? [`${live.orders} ${rate(recent, recent.orders)}`] : []),
    `${live.short.lag} ${lag(recent.sendLagSecondsP99)}`,
    ...(breakersAway(state.breakers).length > 0 ? [breakersNow(state, words)] : []),
    ...warningsNow(state, words)
      .slice(0, WARNINGS_MAX)
      .map(({ text }) => `! ${text}`),
  );
  if (state.silence !== null) parts.push(silenceNow(state, words));
  return parts.join('  ');
}
