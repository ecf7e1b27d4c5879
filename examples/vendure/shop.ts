/** Vendure: GraphQL, a token in a response header, and errors inside a 200. */
import { csv, defineShop, gql, header, json } from 'carnival';

const path = '/shop-api';
const ERROR = '... on ErrorResult { errorCode message }';
const ADDRESS = {
  fullName: 'Load Test',
  streetLine1: '1 Test Street',
  city: 'London',
  postalCode: 'N1 9GU',
  countryCode: 'GB',
};
const APPLY = `mutation ($code: String!) { applyCouponCode(couponCode: $code) { __typename ${ERROR} } }`;

export default defineShop({
  name: 'vendure',
  accounts: csv('accounts.csv', { per: 'session' }),
  headers: { Authorization: ({ kept }) => (kept.token ? `Bearer ${kept.token}` : '') },
  mark: { header: 'X-Rehearsal', note: 'rehearsal, please ignore' },
  steps: {
    // 200 and the header, or 200 {"data":{"login":{"errorCode":"INVALID_CREDENTIALS_ERROR",…}}} and none
    login: gql(
      `mutation ($username: String!, $password: String!) {
        login(username: $username, password: $password) { __typename ${ERROR} }
      }`,
      { path, variables: ({ account }) => account, take: { token: header('vendure-auth-token') } },
    ),
    list: gql('query ($skip: Int) { products(options: { take: 20, skip: $skip }) { items { id name } } }', {
      path,
      variables: ({ draw }) => ({ skip: Math.floor(draw * 3) * 20 }),
      take: { product: json('data.products.items.0.id') },
    }),
    product: gql('query ($id: ID!) { product(id: $id) { name description variants { id priceWithTax } } }', {
      path,
      needs: ['product'],
      variables: ({ kept }) => ({ id: kept.product }),
      take: { variant: json('data.product.variants.0.id') },
    }),
    add: gql(
      `mutation ($id: ID!) {
        addItemToOrder(productVariantId: $id, quantity: 1) { __typename ... on Order { code } ${ERROR} }
      }`,
      {
        path,
        needs: ['token', 'variant'],
        variables: ({ kept }) => ({ id: kept.variant }),
        take: { cart: json('data.addItemToOrder.code') },
      },
    ),
    coupon: gql(APPLY, { path, needs: ['cart'], variables: { code: 'TEN' } }),
    // A code that nobody issued must be a no: 200 {"data":{"applyCouponCode":{"errorCode":"COUPON_CODE_INVALID_ERROR",…}}}
    guess: gql(APPLY, {
      path,
      needs: ['cart'],
      variables: { code: 'NOBODY-ISSUED-IT' },
      refusedCodes: ['COUPON_CODE_INVALID_ERROR'],
      outcome: () => ({ outcome: 'failed', reason: 'a code that nobody issued was valid' }),
    }),
    address: gql(
      `mutation ($input: CreateAddressInput!) { setOrderShippingAddress(input: $input) { __typename ${ERROR} } }`,
      { path, needs: ['cart'], variables: ({ note }) => ({ input: { ...ADDRESS, company: note } }) },
    ),
    methods: gql('{ eligibleShippingMethods { id } }', {
      path,
      needs: ['cart'],
      take: { method: json('data.eligibleShippingMethods.0.id') },
    }),
    shipping: gql(
      `mutation ($id: [ID!]!) { setOrderShippingMethod(shippingMethodId: $id) { __typename ${ERROR} } }`,
      { path, needs: ['method'], variables: ({ kept }) => ({ id: [kept.method] }) },
    ),
    arrange: gql(`mutation { transitionOrderToState(state: "ArrangingPayment") { __typename ${ERROR} } }`, {
      path,
      needs: ['method'],
    }),
    // 200 {"data":{"addPaymentToOrder":{"__typename":"Order","code":"AA9R6XZJCTRZ5ZJS","totalWithTax":3740,…}}}
    pay: gql(
      `mutation {
        addPaymentToOrder(input: { method: "dummy", metadata: {} }) {
          __typename ... on Order { code totalWithTax state } ${ERROR}
        }
      }`,
      {
        path,
        needs: ['method'],
        take: {
          code: json('data.addPaymentToOrder.code'),
          total: json('data.addPaymentToOrder.totalWithTax'),
        },
        promises: { kind: 'order', id: ({ kept }) => kept.code, amount: ({ kept }) => kept.total },
      },
    ),
    // A shop that knows nothing of the order answers {"data":{"orderByCode":null}}
    order: gql('query ($code: String!) { orderByCode(code: $code) { state totalWithTax } }', {
      path,
      needs: ['code'],
      variables: ({ kept }) => ({ code: kept.code }),
      outcome: (answer) =>
        answer.json('data.orderByCode.state')
          ? 'ok'
          : { outcome: 'failed', reason: 'the order is not there' },
    }),
  },
  behaviours: {
    buyer: {
      description:
        'login → list → product → add → (a wrong code) → coupon → address → shipping → pay → order',
      entry: { login: 1 },
      steps: {
        login: { thinkSeconds: 1, ok: { list: 1 } },
        list: { thinkSeconds: 1, ok: { product: 1 } },
        product: { thinkSeconds: 1, ok: { add: 1 } },
        add: { thinkSeconds: 1, ok: { guess: 0.25, coupon: 0.75 } },
        guess: { thinkSeconds: 1, ok: {}, refused: { coupon: 1 } },
        coupon: { thinkSeconds: 1, ok: { address: 1 } },
        address: { thinkSeconds: 1, ok: { methods: 1 } },
        methods: { thinkSeconds: 0, ok: { shipping: 1 } },
        shipping: { thinkSeconds: 0, ok: { arrange: 1 } },
        arrange: { thinkSeconds: 1, ok: { pay: 1 } },
        pay: { thinkSeconds: 1, ok: { order: 1 } },
        order: { thinkSeconds: 0, ok: {} },
      },
    },
    browser: {
      description: 'list ⇄ product, without an account',
      entry: { list: 1 },
      steps: {
        list: { thinkSeconds: 2, ok: { product: 0.8 } },
        product: { thinkSeconds: 2, ok: { list: 0.6 } },
      },
    },
  },
});
