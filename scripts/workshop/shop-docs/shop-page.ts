/** The page of the shop as it is now; `generate-pages.mjs` writes it, and a test compares it with the committed one. */
import { MISBEHAVIOURS } from '../../../mock-services/misbehaviour/index.ts';
import { NEEDS } from '../../../mock-services/misbehaviour/misbehaviour.ts';
import { DEPENDENCIES } from '../../../mock-services/platform/dependencies.ts';
import { BEHAVIOURS } from '../../../scenarios/targets/mock-shop/behaviours/index.ts';
import { shopPage } from './page.ts';
import { readShop } from './shop-facts.ts';

export const PAGE_FILE = 'docs/shop.md';

export const currentPage = async (): Promise<string> =>
  shopPage({
    ...(await readShop()),
    dependencies: DEPENDENCIES,
    behaviours: Object.values(BEHAVIOURS),
    misbehaviours: MISBEHAVIOURS.map(({ needs, ...each }) => ({
      ...each,
      ...(needs === undefined ? {} : { needs: NEEDS[needs] }),
    })),
  });
