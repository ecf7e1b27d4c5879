/**
 * Runs the warm-up phase alone, at once: `k6 run scenarios/warm-up.ts` against `carnival shop`. To use the crowd and the targets of
 * a run, set CARNIVAL_PLAN to its plan.json. Use an absolute path, because k6 resolves relative ones from this folder.
 */
import { stage } from './crowd/on-k6.ts';
import { mockShopOf } from './targets/mock-shop/mock-shop.ts';

const plan = JSON.parse(open(__ENV.CARNIVAL_PLAN || './campaigns/summer-carnival.plan.json'));
const phase = stage(plan, mockShopOf, ['warm-up']);

export const options = phase.options;
export default phase.perform;
