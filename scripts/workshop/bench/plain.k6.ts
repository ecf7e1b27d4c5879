/**
 * Plain k6, written as its documentation says. With BENCH_VUS it holds one shopper per VU. Without, it sends at a constant arrival
 * rate and holds nobody. BENCH_TUNED makes the same savings as the crowd: no bodies kept, two system tags, no check.
 */
import { check, sleep } from 'k6';
import exec from 'k6/execution';
import http, { type Params } from 'k6/http';
import { Trend } from 'k6/metrics';
import type { Options, Scenario } from 'k6/options';

const rate = Number(__ENV.BENCH_RATE);
const vus = Number(__ENV.BENCH_VUS);
const tuned = __ENV.BENCH_TUNED === '1';
const lag = __ENV.BENCH_LAG === '1' ? new Trend('bench_send_lag', true) : null;

/** The target answers in milliseconds; k6 adds VUs when it does not. */
const OPEN_VUS = 50;
const OPEN_VUS_MAX = 500;
/** The bench stops k6 when it has seen enough. */
const LONGEST = '10m';

const open: Scenario = {
  executor: 'constant-arrival-rate',
  rate,
  timeUnit: '1s',
  duration: LONGEST,
  preAllocatedVUs: OPEN_VUS,
  maxVUs: OPEN_VUS_MAX,
};
const held: Scenario = { executor: 'constant-vus', vus, duration: LONGEST, exec: 'hold' };

export const options = {
  scenarios: { bench: vus > 0 ? held : open },
  ...(tuned ? { discardResponseBodies: true, systemTags: ['scenario', 'name'] } : {}),
} as Options;

/** The crowd's mix of pages and its header, a hundred requests to choose from. */
const SEARCH_WORDS = ['dress', 'phone', 'tea', 'lamp', 'toys', 'shoes', 'rice', 'camera'];
const PATHS: Readonly<Record<string, (i: number) => string>> = {
  'home.view': () => '/home',
  'focus.view': () => '/focus',
  'activity.view': () => '/activity',
  'search.query': (i) => `/search?q=${SEARCH_WORDS[i % SEARCH_WORDS.length]}`,
  'product.view': (i) => `/products/${i + 1}`,
};
const headers = { 'X-Carnival-Run': 'bench' };
const shares = Object.entries(JSON.parse(__ENV.BENCH_PAGES!) as Record<string, number>);
const requests = shares.flatMap(([name, share]) =>
  Array.from({ length: Math.round(share * 100) }, (_, i): [string, Params] => [
    __ENV.BENCH_TARGET + PATHS[name]!(i),
    { headers, tags: { name } },
  ]),
);

export default function shop(): void {
  if (lag !== null) {
    const { iterationInTest, startTime } = exec.scenario;
    lag.add(Math.max(0, Date.now() - startTime - (iterationInTest * 1000) / rate));
  }
  const [url, params] = requests[Math.floor(Math.random() * requests.length)]!;
  const response = http.get(url, params);
  if (!tuned) check(response, { 'status is 200': ({ status }) => status === 200 });
}

const thinkSeconds = vus / rate;
let first = true;
export function hold(): void {
  // Each VU starts at a random point of its think time, which is always the same. So the rate is even from the start.
  sleep(first ? Math.random() * thinkSeconds : thinkSeconds);
  first = false;
  shop();
}
