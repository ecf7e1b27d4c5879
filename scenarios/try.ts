/** One shopper of each behaviour of the embedded shop. `carnival try` runs it, with a plan that it makes. */
import { stage } from './crowd/try-on-k6.ts';
import { mockShopOf } from './targets/mock-shop/mock-shop.ts';

const trial = stage(JSON.parse(open(__ENV.CARNIVAL_PLAN!)), mockShopOf);

export const options = trial.options;
export default trial.perform;
