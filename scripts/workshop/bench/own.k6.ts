/** The crowd, in one of the bench's shops of a user's. BENCH_SHOP names it. */
import { stage } from '../../../scenarios/crowd/on-k6.ts';
import { OWN_SHOPS, type OwnShopName } from './own-shops.ts';

const crowd = stage(JSON.parse(open(__ENV.CARNIVAL_PLAN!)), () => OWN_SHOPS[__ENV.BENCH_SHOP as OwnShopName]);

export const options = crowd.options;
export default crowd.perform;
