/** Vendure from npm, on sql.js. What it understands: ../start-shop.mjs. */
import { fileURLToPath } from 'node:url';
import { startShop } from '../start-shop.mjs';

const file = (name) => fileURLToPath(new URL(name, import.meta.url));
const node = process.execPath;

await startShop({
  name: 'vendure',
  wrongs: ['takes-invalid-coupons', 'loses-an-order'],
  lock: [file('server/package.json'), file('server/package-lock.json')],
  seedFiles: [file('server/seed.mjs'), file('server/config.mjs'), file('accounts.csv')],
  install: () => [
    // Without install scripts: nothing that this shop uses is compiled.
    ['npm', 'ci', '--silent', '--no-audit', '--no-fund', '--ignore-scripts'],
  ],
  seed: () => [node, file('server/seed.mjs'), file('accounts.csv')],
  serve: (_installed, port) => [node, file('server/serve.mjs'), String(port)],
  orders: (_installed, url) => [node, file('server/orders.mjs'), url],
  env: (installed) => ({ SHOP_MODULES: installed, NODE_NO_WARNINGS: '1', VENDURE_DISABLE_TELEMETRY: 'true' }),
});
