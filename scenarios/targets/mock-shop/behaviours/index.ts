/** All behaviours by name. To add one, add a file in this folder and a line below. */
import type { Behaviour } from '../../../shop/behaviour.ts';
import { arUser } from './ar-user.ts';
import { browser } from './browser.ts';
import { couponBuyer } from './coupon-buyer.ts';
import { earlyBrowser } from './early-browser.ts';
import { flashSaleBuyer } from './flash-sale-buyer.ts';
import { groupBuyer } from './group-buyer.ts';
import { hoarder } from './hoarder.ts';
import { livestreamViewer } from './livestream-viewer.ts';
import { newMember } from './new-member.ts';
import { parcelTracker } from './parcel-tracker.ts';
import { passerBy } from './passer-by.ts';
import { recalledMember } from './recalled-member.ts';
import { reservedBuyer } from './reserved-buyer.ts';
import { reserver } from './reserver.ts';
import { retryStorm } from './retry-storm.ts';
import { returner } from './returner.ts';
import { scalper } from './scalper.ts';
import { script } from './script.ts';
import { searchLed } from './search-led.ts';
import { sharer } from './sharer.ts';
import { supportAsker } from './support-asker.ts';
import { upgradingMember } from './upgrading-member.ts';
import { waverer } from './waverer.ts';
import { wokenShopper } from './woken-shopper.ts';

const ALL: readonly Behaviour[] = [
  arUser,
  browser,
  couponBuyer,
  earlyBrowser,
  flashSaleBuyer,
  groupBuyer,
  hoarder,
  livestreamViewer,
  newMember,
  parcelTracker,
  passerBy,
  recalledMember,
  reservedBuyer,
  reserver,
  retryStorm,
  returner,
  scalper,
  script,
  searchLed,
  sharer,
  supportAsker,
  upgradingMember,
  waverer,
  wokenShopper,
];

/** Without a prototype, so that `constructor` is no behaviour. */
export const BEHAVIOURS: Readonly<Record<string, Behaviour>> = Object.assign(
  Object.create(null),
  Object.fromEntries(ALL.map((behaviour) => [behaviour.name, behaviour])),
);
