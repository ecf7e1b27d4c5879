/** A minute in which 2.5 buyers and a browser arrive each second: under half of what this shop carries on one core of its own. */
import { arriving, definePlan } from 'carnival';
import shop from './shop.ts';

export default definePlan(shop, {
  name: 'vendure',
  phases: [
    {
      name: 'sale',
      calendarMinutes: 1,
      populations: [arriving('buyers', 'buyer', 9000), arriving('browsers', 'browser', 3600)],
    },
  ],
  objectives: [
    { id: 'response-time', kind: 'response-time', targetShare: 0.95 },
    { id: 'logins', kind: 'success', step: 'login', targetShare: 0.97 },
    { id: 'coupons-work', kind: 'success', step: 'coupon', targetShare: 0.97 },
    { id: 'wrong-codes-refused', kind: 'refused', step: 'guess', minShare: 1, maxShare: 1 },
    { id: 'payments', kind: 'success', step: 'pay', targetShare: 0.97 },
    { id: 'orders-lost', kind: 'lost-orders', max: 0 },
  ],
});
