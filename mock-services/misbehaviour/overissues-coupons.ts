import type { Misbehaviour } from './misbehaviour.ts';

const TIMES = 10;

export const overissuesCoupons: Misbehaviour = {
  name: 'overissues-coupons',
  about: 'has ten times as many coupons as the plan lays out',
  fails: 'books-in-order',
  settings: (settings) => ({ ...settings, couponQuota: settings.couponQuota * TIMES }),
};
