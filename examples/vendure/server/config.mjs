/** Vendure on sql.js: the whole shop in one Node process, its database in memory. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { losingOrders, wrongs } from './wrong.mjs';

// The packages lie in the cache, not above this file.
export const load = createRequire(`${process.env.SHOP_MODULES}/`);
const { DefaultLogger, LogLevel, dummyPaymentHandler } = load('@vendure/core');

/** The real one takes a quarter of a second of CPU, on purpose: four logins a second would be all that this shop can do. */
const quickHash = {
  hash: async (text) => createHash('sha256').update(text).digest('hex'),
  check: async (text, hash) => createHash('sha256').update(text).digest('hex') === hash,
};

/**
 * One request after the other. sql.js is one connection, and a transaction that begins during another becomes a part of it: if one
 * is rolled back, so is what the other acknowledged. It costs no time, because all of it happens on one thread anyway.
 */
function oneAfterTheOther() {
  let last = Promise.resolve();
  return (_request, response, next) => {
    const before = last;
    last = new Promise((resolve) => response.once('close', resolve));
    void before.then(() => next());
  };
}

const environment = (_request, response) => response.json({ environment: 'staging' });

export function config(port) {
  const turns = oneAfterTheOther();
  const database = process.env.SHOP_DATABASE;
  return {
    apiOptions: {
      port,
      hostname: '127.0.0.1',
      shopApiPath: 'shop-api',
      adminApiPath: 'admin-api',
      apolloServerPlugins: [losingOrders],
      middleware: [
        { route: 'carnival-environment', handler: environment },
        { route: 'shop-api', handler: turns, beforeListen: true },
        { route: 'admin-api', handler: turns, beforeListen: true },
      ],
    },
    authOptions: {
      tokenMethod: ['bearer'],
      requireVerification: false,
      passwordHashingStrategy: quickHash,
      // Not a secret: the shop listens on loopback, for as long as a rehearsal.
      superadminCredentials: { identifier: 'superadmin', password: 'superadmin' },
    },
    dbConnectionOptions: {
      type: 'sqljs',
      autoSave: false,
      synchronize: !existsSync(database),
      ...(existsSync(database) && { database: readFileSync(database) }),
    },
    paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
    logger: new DefaultLogger({ level: LogLevel.Error }),
    plugins: wrongs(load)[process.env.SHOP_WRONG ?? ''],
  };
}
