/** The package: what a user's `shop.ts` and `plan.ts` import from 'carnival'. */

// Each kind of objective adds its fields to the plan's types. Only the types are needed, so nothing of it is bundled.
import type {} from './scripts/objectives/index.ts';

export * from './scenarios/shop/index.ts';
