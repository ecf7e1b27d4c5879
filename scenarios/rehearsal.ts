/** Runs all phases of a plan. `carnival rehearse` uses it. To run it alone: `k6 run scenarios/rehearsal.ts` against `carnival shop`. */
import { stage } from './crowd/on-k6.ts';
import { mockShopOf } from './targets/mock-shop/mock-shop.ts';

const plan = JSON.parse(open(__ENV.CARNIVAL_PLAN || './campaigns/summer-carnival.plan.json'));
const rehearsal = stage(plan, mockShopOf);

export const options = rehearsal.options;
export default rehearsal.perform;
