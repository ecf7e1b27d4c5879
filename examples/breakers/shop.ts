/** One step: a payment. While the bank cannot be asked it is a 202 with `X-Degraded: bank`, which counts as degraded by itself. */
import { defineShop, post } from 'carnival';

export default defineShop({
  name: 'pay',
  steps: { pay: post('/pay', { json: { amount: '9.99' } }) },
  behaviours: {
    payer: { description: 'pay', entry: { pay: 1 }, steps: { pay: { thinkSeconds: 0, ok: {} } } },
  },
});
