/**
 * Rehearses every example shop with the real command: as it is, and wrong in each way that it can be. `npm run test:shops`
 *
 *     node examples/test-shops.mjs                          all: about eight minutes, after each shop was installed once
 *     node examples/test-shops.mjs oscar vendure:as-it-is   some of them
 *
 * Ends with 0 if each is as expected, with 1 if one is not, and with 2 if one could not be rehearsed: a skip proves nothing.
 */
import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AS_IT_IS, CARNIVAL, EXIT, failedIn, file, readJson, runToText, statesOf, tryAll } from './tries.mjs';

const SHOPS = ['oscar', 'vendure'];
/** The objective that must fail in a shop that is wrong so. An answer that failed was not in time either; no other may fail. */
const CAUGHT_BY = { 'takes-invalid-coupons': 'wrong-codes-refused', 'loses-an-order': 'orders-lost' };
const MAY_FOLLOW = { 'takes-invalid-coupons': ['response-time'], 'loses-an-order': [] };
/** What an honest shop must have proven: that it was not idle. */
const PROVEN = ['logins', 'wrong-codes-refused', 'orders-lost'];
const COUPONS = /^(?:coupons|vouchers)-work$/;

async function surprise({ shop, state }, { verdict, audit, folder }, url) {
  if (!audit.done) return `its orders were not looked up: ${audit.reason}`;
  if (audit.acknowledged === 0) return 'no order was acknowledged';
  if (state === AS_IT_IS) return unproven(verdict) ?? (await auditExport(shop, url, folder));
  const failed = failedIn(verdict);
  const wanted = CAUGHT_BY[state];
  if (!failed.includes(wanted)) return `${wanted} did not find it; failed: ${failed.join(', ')}`;
  const others = failed.filter((id) => id !== wanted && !MAY_FOLLOW[state].includes(id));
  if (others.length > 0) return `more than ${wanted} failed: ${others.join(', ')}`;
  return state === 'loses-an-order' && audit.lost === 0 ? 'the audit counts no lost order' : null;
}

function unproven(verdict) {
  const all = [...PROVEN, ...verdict.objectives.map(({ id }) => id).filter((id) => COUPONS.test(id))];
  if (all.length === PROVEN.length) return 'its plan has no objective for coupons';
  const first = all.find((id) => !statesOf(verdict, id).includes('pass'));
  return first === undefined ? null : `${first} is not proven`;
}

/** The same orders again, as an export of the shop's database: whole, and with a row deleted. What is not as expected; or null. */
async function auditExport(shop, url, folder) {
  const { code, text } = await runToText([file(`${shop}/start.mjs`), '--export', url]);
  if (code !== 0) return `its orders could not be exported (${code})`;
  const [header, ...rows] = text.trimEnd().split('\n');
  // `carnival audit` replaces the verdict: the rehearsal's own is kept beside it.
  for (const name of ['verdict.json', 'observations.json'])
    await copyFile(join(folder, name), join(folder, name.replace('.json', '.rehearsed.json')));
  for (const [exported, want] of [
    [rows.slice(1), EXIT.fail],
    [rows, EXIT.pass],
  ]) {
    const orders = join(folder, 'orders.csv');
    await writeFile(orders, `${[header, ...exported].join('\n')}\n`);
    const audited = await runToText([CARNIVAL, 'audit', folder, '--orders', orders, '--run-only'], 'ignore');
    const { audit } = await readJson(join(folder, 'observations.json'));
    const missing = rows.length - exported.length;
    if (audited.code !== want || audit.lost !== missing)
      return `the audit of its export without ${missing} of ${rows.length} rows ended with ${audited.code}, and found ${audit.lost} lost`;
  }
  return null;
}

await tryAll({
  cases: SHOPS.flatMap((shop) => [AS_IT_IS, ...Object.keys(CAUGHT_BY)].map((state) => ({ shop, state }))),
  optionsOf: ({ shop }, url) => [
    ...['--shop', file(`${shop}/shop.ts`), '--plan', file(`${shop}/plan.ts`)],
    ...['--audit', `"${process.execPath}" "${file(`${shop}/start.mjs`)}" --orders ${url}`],
  ],
  surprise,
});
