/**
 * The continuation phase alone, at once: `k6 run scenarios/continuation.ts` against `carnival shop`, or with CARNIVAL_PLAN naming a run's
 * plan.json for its crowd and its targets: an absolute path, because k6 takes others from this folder.
 */
import { stage } from './crowd/on-k6.ts';

const plan = JSON.parse(open(__ENV.CARNIVAL_PLAN || './campaigns/summer-carnival.plan.json'));
const phase = stage(plan, ['continuation']);

export const options = phase.options;
export default phase.perform;
