/** django-oscar behind oscarapi: a session cookie, a CSRF token, baskets and order numbers that the server makes. */
import { csv, defineShop, get, json, post } from 'carnival';

const HOME = { last_name: 'Test', line1: '1 Test Street', postcode: 'N1 9GU', country: '/api/countries/GB/' };

export default defineShop({
  name: 'oscar',
  accounts: csv('accounts.csv', { per: 'session' }),
  cookies: ['sessionid', 'csrftoken'],
  headers: { 'X-CSRFToken': ({ kept }) => kept.csrftoken }, // without it a write is a 403, "CSRF token missing"
  mark: { header: 'X-Rehearsal', note: 'rehearsal, please ignore' },
  steps: {
    login: post('/api/login/', { json: ({ account }) => account }),
    list: get('/api/products/', {
      query: { limit: 20, offset: ({ draw }) => Math.floor(draw * 3) * 20 },
      take: { product: json('results.0.url') },
    }),
    product: get(({ kept }) => kept.product, { needs: ['product'] }),
    add: post('/api/basket/add-product/', {
      needs: ['product', 'sessionid'],
      json: ({ kept }) => ({ url: kept.product, quantity: 1 }),
      take: { basket: json('url') },
    }),
    // 200 {"name":"ten per cent","code":"TEN",…} or 406 {"non_field_errors":["Voucher code unknown"]}
    voucher: post('/api/basket/add-voucher/', { needs: ['basket'], json: { vouchercode: 'TEN' } }),
    guess: post('/api/basket/add-voucher/', {
      needs: ['basket'],
      json: { vouchercode: 'NOBODY-ISSUED-IT' },
      outcome: ({ status }) =>
        status === 406 ? 'refused' : { outcome: 'failed', reason: `HTTP ${status} to a code nobody issued` },
    }),
    checkout: post('/api/checkout/', {
      needs: ['basket'],
      json: ({ kept: { basket }, note: notes }) => ({
        basket,
        shipping_address: { ...HOME, notes },
      }),
      take: { number: json('number'), total: json('total_incl_tax'), order: json('url') },
      promises: { kind: 'order', id: ({ kept }) => kept.number, amount: ({ kept }) => kept.total },
    }),
    order: get(({ kept }) => kept.order, { needs: ['order'] }),
  },
  behaviours: {
    buyer: {
      description: 'login → list → product → add → (a wrong code) → voucher → checkout → order',
      entry: { login: 1 },
      steps: {
        login: { thinkSeconds: 1, ok: { list: 1 } },
        list: { thinkSeconds: 1, ok: { product: 1 } },
        product: { thinkSeconds: 1, ok: { add: 1 } },
        add: { thinkSeconds: 1, ok: { guess: 0.25, voucher: 0.75 } },
        guess: { thinkSeconds: 1, ok: {}, refused: { voucher: 1 } },
        voucher: { thinkSeconds: 1, ok: { checkout: 1 } },
        checkout: { thinkSeconds: 1, ok: { order: 1 } },
        order: { thinkSeconds: 0, ok: {} },
      },
    },
  },
});
