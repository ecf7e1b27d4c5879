/** Makes the shop's database: 60 products, the accounts of accounts.csv, a coupon, shipping and a payment method. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { config, load } from './config.mjs';

const { bootstrap, CustomerService, PromotionService, RequestContextService, TransactionalConnection } =
  load('@vendure/core');
const { populate } = load('@vendure/core/cli');

const PRODUCTS = 60;
const COUPON = 'TEN';
const SHIPPING_PENCE = 500;
const ANY_PORT = 0;

const INITIAL = {
  defaultLanguage: 'en',
  defaultZone: 'Europe',
  countries: [{ name: 'United Kingdom', code: 'GB', zone: 'Europe' }],
  taxRates: [{ name: 'Standard', percentage: 20 }],
  shippingMethods: [{ name: 'Standard', price: SHIPPING_PENCE }],
  paymentMethods: [
    {
      name: 'Dummy',
      handler: {
        code: 'dummy-payment-handler',
        arguments: [{ name: 'automaticSettle', value: 'true' }],
      },
    },
  ],
  collections: [],
};

const COLUMNS =
  'name,slug,description,assets,facets,optionGroups,optionValues,sku,price,taxCategory,stockOnHand,trackInventory,variantAssets,variantFacets';
const product = (_each, i) => `Thing ${i},thing-${i},,,,,,SKU${i},${10 + i}.00,Standard,1000000,false,,`;

async function addCoupon(app, context) {
  const action = { code: 'order_percentage_discount', arguments: [{ name: 'discount', value: '10' }] };
  await app.get(PromotionService).createPromotion(context, {
    enabled: true,
    couponCode: COUPON,
    conditions: [],
    actions: [action],
    translations: [{ languageCode: 'en', name: 'ten per cent', description: '' }],
  });
}

async function addAccounts(app, context, file) {
  const [, ...rows] = (await readFile(file, 'utf8')).trim().split('\n');
  for (const [emailAddress, password] of rows.map((row) => row.split(','))) {
    const name = { firstName: 'Rehearsal', lastName: 'Shopper' };
    await app.get(CustomerService).create(context, { emailAddress, ...name }, password);
  }
}

const database = process.env.SHOP_DATABASE;
const catalogue = `${database}.csv`;
await writeFile(catalogue, `${[COLUMNS, ...Array.from({ length: PRODUCTS }, product)].join('\n')}\n`);
const app = await populate(() => bootstrap(config(ANY_PORT)), INITIAL, catalogue);
const context = await app.get(RequestContextService).create({ apiType: 'admin' });
await addCoupon(app, context);
await addAccounts(app, context, process.argv[2]);
const { driver } = app.get(TransactionalConnection).rawConnection;
await writeFile(database, driver.export());
await rm(catalogue);
process.exit(0);
