/**
 * The shop's orders, from its own admin API, as anybody who runs a Vendure could ask for them. A cart is not an order: only what was
 * placed counts. Amounts are in pence, as the shop's answers say them.
 *
 *     orders.mjs <url>          ids on stdin, one a line; writes {"id", "amount", "state"} for each that is stored
 *     orders.mjs <url> --csv    every stored order, as docs/audit.md wants it: id,amount,state
 */
const [url, format] = process.argv.slice(2);
const PAGE = 100;

const LOGIN = `mutation { login(username: "superadmin", password: "superadmin") { __typename } }`;
const ORDERS = `query ($options: OrderListOptions) {
  orders(options: $options) { items { code totalWithTax state orderPlacedAt } }
}`;

async function ask(query, variables, token) {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const body = JSON.stringify({ query, variables });
  const answer = await fetch(new URL('/admin-api', url), { method: 'POST', headers, body });
  const { data, errors } = await answer.json();
  if (errors !== undefined) throw new Error(`the shop's admin API: ${errors[0].message}`);
  return { data, token: answer.headers.get('vendure-auth-token') };
}

const { token } = await ask(LOGIN);

async function placed(filter, skip = 0) {
  const options = { filter, skip, take: PAGE, sort: { createdAt: 'ASC' } };
  const { items } = (await ask(ORDERS, { options }, token)).data.orders;
  const orders = items.filter(({ orderPlacedAt }) => orderPlacedAt !== null);
  return items.length < PAGE ? orders : [...orders, ...(await placed(filter, skip + PAGE))];
}

async function linesOfStdin() {
  let text = '';
  for await (const part of process.stdin) text += part;
  return text.split('\n').filter((line) => line !== '');
}

async function writeLines() {
  const ids = await linesOfStdin();
  for (let i = 0; i < ids.length; i += PAGE)
    for (const { code, totalWithTax, state } of await placed({ code: { in: ids.slice(i, i + PAGE) } }))
      console.log(JSON.stringify({ id: code, amount: String(totalWithTax), state }));
}

async function writeCsv() {
  console.log('id,amount,state');
  for (const { code, totalWithTax, state } of await placed({ active: { eq: false } }))
    console.log(`${code},${totalWithTax},${state}`);
}

await (format === '--csv' ? writeCsv() : writeLines());
