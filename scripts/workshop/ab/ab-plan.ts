/** What `npm run study:ab` rehearses in each block: browsers alone, who think a fiftieth as long as people do. Light for two cores. */

import { held } from '../../../scenarios/campaigns/populations.ts';
import summerCarnival from '../../../scenarios/campaigns/summer-carnival.ts';
import { defineCarnivalPlan } from '../../../scenarios/targets/mock-shop/settings.ts';

/** Calendar minutes are real seconds at this speed. */
const SPEED = 60;
const BLOCK_SECONDS = 3;
const SOURCE = 'assumption: a block of a study, so short that a gate ends within two minutes';

const { drills, gray, breakers, abort, sources, ...carnival } = summerCarnival;

export default defineCarnivalPlan({
  ...carnival,
  name: 'ab',
  description: 'a block of the study of `gate --ab`',
  speed: SPEED,
  pace: 0.02,
  regions: [{ name: 'north', share: 1 }],
  shop: { ...carnival.shop, products: 1000 },
  generator: { ...carnival.generator, vus: 2, inFlightMax: 1000 },
  phases: [
    {
      name: 'burst',
      calendarMinutes: BLOCK_SECONDS,
      begins: { after: 'previous' },
      populations: [held('browsers', 'browser', 200)],
    },
  ],
  objectives: [{ kind: 'response-time', id: 'response-time', source: SOURCE, targetShare: 0.95 }],
  sources: { ...sources, pace: SOURCE, phases: SOURCE, regions: SOURCE },
});
