/**
 * What the start scripts of the example shops share: install once, seed once, then serve a fresh copy of the database on loopback,
 * and leave no process behind.
 *
 *     node start.mjs [--port 8611] [--wrong <name>]   prints {"url", "pid"} when the shop answers; SIGTERM to that pid ends it
 *     node start.mjs --orders <url>                   ids on stdin, one a line → {"id", "amount", "state"} for each stored order
 *     node start.mjs --export <url>                   every stored order as CSV: id,amount,state
 */
import { cp, mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  atTheEnd,
  CACHE,
  digest,
  isOk,
  madeOnce,
  portToUse,
  runToEnd,
  serveUntilTheEnd,
  untilTheEnd,
} from './processes.mjs';

const SHOPS = join(CACHE, 'shops');

/**
 * @typedef {import('./processes.mjs').Command} Command
 * @typedef {object} Shop
 * @property {string} name
 * @property {readonly string[]} wrongs ways in which it can be wrong on purpose
 * @property {readonly string[]} lock files that say what is installed, and are copied there; a change installs again
 * @property {readonly string[]} seedFiles files that say what the database holds; a change seeds again
 * @property {(folder: string) => readonly Command[]} install run in the folder that becomes `installed`
 * @property {(installed: string) => Command} seed writes $SHOP_DATABASE
 * @property {(installed: string, port: number) => Command} serve serves $SHOP_DATABASE until its stdin ends
 * @property {(installed: string, url: string) => Command} orders ids on stdin → lines; with --csv: all as CSV
 * @property {(installed: string) => Record<string, string>} env
 */

const toErrors = { stdio: ['ignore', 2, 2] };

async function installed(shop) {
  const folder = join(SHOPS, `${shop.name}-${await digest(shop.lock)}`);
  return await madeOnce(folder, async (draft) => {
    console.error(`installing ${shop.name}: once, and it takes about half a minute`);
    for (const file of shop.lock) await cp(file, join(draft, basename(file)));
    for (const command of shop.install(draft)) await runToEnd(command, { ...toErrors, cwd: draft });
  });
}

async function seeded(shop, base) {
  const key = await digest([...shop.lock, ...shop.seedFiles]);
  const folder = await madeOnce(join(SHOPS, `${shop.name}-database-${key}`), async (draft) => {
    console.error(`seeding ${shop.name}: once`);
    await runToEnd(shop.seed(base), { ...toErrors, env: environment(shop, base, join(draft, 'database')) });
  });
  return join(folder, 'database');
}

const environment = (shop, base, database) => ({
  ...process.env,
  ...shop.env(base),
  SHOP_DATABASE: database,
});

const folderAt = (shop, port) => join(SHOPS, 'running', `${shop.name}-${port}`);
const answers = (url) => isOk(new URL('/carnival-environment', url));

async function serve(shop, { port: wanted, wrong }) {
  const base = await installed(shop);
  const template = await seeded(shop, base);
  const port = await portToUse(wanted);
  const url = `http://127.0.0.1:${port}`;
  const folder = folderAt(shop, port);
  const database = join(folder, 'database');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await cp(template, database);
  atTheEnd(() => rm(folder, { recursive: true, force: true }));

  const env = { ...environment(shop, base, database), SHOP_WRONG: wrong };
  const { failed } = await serveUntilTheEnd(shop.name, shop.serve(base, port), () => answers(url), env);
  console.log(JSON.stringify({ url, pid: process.pid }));
  await failed;
}

/** The shop's orders, as the program in its own language writes them. */
async function printOrders(shop, url, rest) {
  if (!(await answers(url))) throw new Error(`no shop answers at ${url}`);
  const base = await installed(shop);
  const env = environment(shop, base, join(folderAt(shop, new URL(url).port), 'database'));
  await runToEnd([...shop.orders(base, url), ...rest], { stdio: ['inherit', 'inherit', 2], env });
}

function readOptions(shop) {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      wrong: { type: 'string', default: '' },
      orders: { type: 'string' },
      export: { type: 'string' },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port ${values.port}: no port`);
  if (values.wrong !== '' && !shop.wrongs.includes(values.wrong))
    throw new Error(`--wrong ${values.wrong}: ${shop.name} can be ${shop.wrongs.join(' or ')}`);
  return { ...values, port };
}

/** @param {Shop} shop */
export const startShop = (shop) =>
  untilTheEnd(shop.name, async () => {
    const options = readOptions(shop);
    if (options.orders !== undefined) await printOrders(shop, options.orders, []);
    else if (options.export !== undefined) await printOrders(shop, options.export, ['--csv']);
    else await serve(shop, options);
  });
