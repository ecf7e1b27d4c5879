/** Everybody who shops, by name. A new behaviour is a file here and a line below. */
import type { Behaviour } from '../crowd/behaviour.ts';
import { browser } from './browser.ts';
import { couponBuyer } from './coupon-buyer.ts';
import { flashSaleBuyer } from './flash-sale-buyer.ts';
import { newMember } from './new-member.ts';
import { passerBy } from './passer-by.ts';
import { returningMember } from './returning-member.ts';

const ALL: readonly Behaviour[] = [
  browser,
  couponBuyer,
  flashSaleBuyer,
  newMember,
  passerBy,
  returningMember,
];

export const BEHAVIOURS: Readonly<Record<string, Behaviour>> = Object.fromEntries(
  ALL.map((behaviour) => [behaviour.name, behaviour]),
);
