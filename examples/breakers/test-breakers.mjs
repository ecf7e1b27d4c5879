/**
 * Rehearses every service with the real command: its breaker as it is, and set wrong in each way that it can be. `npm run test:breakers`
 *
 *     node examples/breakers/test-breakers.mjs                            all, after each service was built once
 *     node examples/breakers/test-breakers.mjs resilience4j:never-closes  some of them
 *
 * Ends with 0 if each is as expected, with 1 if one is not, and with 2 if one could not be rehearsed: a skip proves nothing.
 */
import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import { AS_IT_IS, file, tryAll } from '../tries.mjs';

/** By service: the clause of conformance that finds the setting. */
const CAUGHT_BY = {
  resilience4j: {
    'opens-too-late': 'breaker-opens',
    'floods-probes': 'breaker-probes',
    'never-closes': 'breaker-closes',
  },
  pybreaker: {
    'opens-too-late': 'breaker-opens',
    'never-closes': 'breaker-closes',
  },
};
/** What else may fail, and no more. Where the breaker stays open, every payment after the drill is for later. */
const MAY_FOLLOW = { 'never-closes': ['success', 'response-time', 'degraded'] };

function surprise({ shop, state }, { verdict }) {
  const mistakes = CAUGHT_BY[basename(shop)];
  const kindsThat = (has) => new Set(verdict.objectives.filter(has).map(({ kind }) => kind));
  if (state === AS_IT_IS) {
    const proven = kindsThat((each) => each.drill !== null && each.state === 'pass');
    const missing = Object.values(mistakes).find((kind) => !proven.has(kind));
    return missing === undefined ? null : `${missing} is not proven`;
  }
  const wanted = mistakes[state];
  const failed = kindsThat((each) => each.state === 'fail');
  if (!failed.has(wanted)) return `${wanted} did not find it; failed: ${[...failed].join(', ')}`;
  const more = [...failed].filter((kind) => kind !== wanted && !MAY_FOLLOW[state]?.includes(kind));
  return more.length === 0 ? null : `more than ${wanted} failed: ${more.join(', ')}`;
}

process.env.CARNIVAL_BOUNDARY_TOKEN ??= randomBytes(16).toString('hex');
await tryAll({
  cases: Object.entries(CAUGHT_BY).flatMap(([service, wrongs]) =>
    [AS_IT_IS, ...Object.keys(wrongs)].map((state) => ({ shop: `breakers/${service}`, state })),
  ),
  optionsOf: ({ shop }) => ['--shop', file('breakers/shop.ts'), '--plan', file(`${shop}/plan.ts`)],
  surprise,
});
