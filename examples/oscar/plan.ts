/** A minute in which 2.5 buyers arrive each second: a quarter of what this shop carries on one core of its own. */
import { arriving, definePlan } from 'carnival';
import shop from './shop.ts';

export default definePlan(shop, {
  name: 'oscar',
  phases: [{ name: 'sale', calendarMinutes: 1, populations: [arriving('buyers', 'buyer', 9000)] }],
  objectives: [
    { id: 'response-time', kind: 'response-time', targetShare: 0.95 },
    { id: 'logins', kind: 'success', step: 'login', targetShare: 0.97 },
    { id: 'vouchers-work', kind: 'success', step: 'voucher', targetShare: 0.97 },
    { id: 'wrong-codes-refused', kind: 'refused', step: 'guess', minShare: 1, maxShare: 1 },
    { id: 'orders-lost', kind: 'lost-orders', max: 0 },
  ],
});
