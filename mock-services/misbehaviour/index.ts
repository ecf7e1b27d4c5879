/** Every way in which the shop can be told to misbehave, so that everybody can see the verdict find it. */
import { breakerNeverOpens } from './breaker-never-opens.ts';
import { breakerOpensTooLate } from './breaker-opens-too-late.ts';
import { canaryFailsMore } from './canary-fails-more.ts';
import { canaryIsSlow } from './canary-is-slow.ts';
import { cancelsByItself } from './cancels-by-itself.ts';
import { changesTheShopper } from './changes-the-shopper.ts';
import { doubleBooksAnOrder } from './double-books-an-order.ts';
import { flaps } from './flaps.ts';
import { floodsProbes } from './floods-probes.ts';
import { forgetsAParcel } from './forgets-a-parcel.ts';
import { forgetsAPendingPayment } from './forgets-a-pending-payment.ts';
import { laysStockOutThrice } from './lays-stock-out-thrice.ts';
import { leaksIntoAnotherRegion } from './leaks-into-another-region.ts';
import { losesACancellation } from './loses-a-cancellation.ts';
import { losesAGroupPlace } from './loses-a-group-place.ts';
import { losesAPiece } from './loses-a-piece.ts';
import { losesARedemption } from './loses-a-redemption.ts';
import { losesAReservation } from './loses-a-reservation.ts';
import { losesAReturn } from './loses-a-return.ts';
import { losesAnOrder } from './loses-an-order.ts';
import type { Misbehaviour } from './misbehaviour.ts';
import { neverCloses } from './never-closes.ts';
import { opensWhenItMustNot } from './opens-when-it-must-not.ts';
import { overissuesCoupons } from './overissues-coupons.ts';
import { oversells } from './oversells.ts';
import { putsAPieceBack } from './puts-a-piece-back.ts';
import { retriesForEver } from './retries-for-ever.ts';
import { rollsBackAPayment } from './rolls-back-a-payment.ts';
import { sellsAPieceTwice } from './sells-a-piece-twice.ts';
import { shedsCheckoutFirst } from './sheds-checkout-first.ts';
import { slowFallback } from './slow-fallback.ts';
import { undercharges } from './undercharges.ts';

/** A new one is a file, and a line here. */
export const MISBEHAVIOURS: readonly Misbehaviour[] = [
  losesAnOrder,
  doubleBooksAnOrder,
  undercharges,
  changesTheShopper,
  cancelsByItself,
  rollsBackAPayment,
  forgetsAPendingPayment,
  forgetsAParcel,
  losesACancellation,
  losesAReturn,
  overissuesCoupons,
  losesARedemption,
  laysStockOutThrice,
  oversells,
  putsAPieceBack,
  sellsAPieceTwice,
  losesAPiece,
  losesAReservation,
  losesAGroupPlace,
  breakerNeverOpens,
  breakerOpensTooLate,
  floodsProbes,
  neverCloses,
  flaps,
  opensWhenItMustNot,
  leaksIntoAnotherRegion,
  slowFallback,
  retriesForEver,
  shedsCheckoutFirst,
  canaryFailsMore,
  canaryIsSlow,
];

export const MISBEHAVIOUR_NAMES: readonly string[] = MISBEHAVIOURS.map(({ name }) => name);

/** @throws Error that names what is unknown */
export function misbehavioursNamed(names: readonly string[]): readonly Misbehaviour[] {
  const unknown = names.filter((name) => !MISBEHAVIOUR_NAMES.includes(name));
  if (unknown.length > 0) {
    const known = MISBEHAVIOUR_NAMES.join(', ');
    throw new Error(`The shop cannot misbehave like this: ${unknown.join(', ')}. There are: ${known}.`);
  }
  return MISBEHAVIOURS.filter(({ name }) => names.includes(name));
}
