/** Every alert, in the order of the docs. To add one, add it to a list in `alerts/`. */
import type { Alert } from './alert.ts';
import { ANSWERS } from './alerts/answers.ts';
import { BURNING } from './alerts/burning.ts';
import { OF_DRILLS } from './alerts/drills.ts';
import { OF_GENERATOR } from './alerts/generator.ts';
import { OF_SHOP } from './alerts/shop.ts';

export const ALERTS: readonly Alert[] = [...OF_SHOP, ...BURNING, ...ANSWERS, ...OF_GENERATOR, ...OF_DRILLS];
