/** Which shop is rehearsed: the embedded one, or the user's. */
import { EMBEDDED } from '../embedded/subject.ts';
import type { Subject } from '../forecast/subject.ts';
import { loadShop } from '../own-shop/load-shop.ts';
import { ownSubject } from '../own-shop/own-subject.ts';

/**
 * @param file of a shop.ts; undefined: the embedded shop
 * @throws PlanError when the file is no shop
 */
export const subjectFrom = async (file: string | undefined): Promise<Subject> =>
  file === undefined ? EMBEDDED : ownSubject(await loadShop(file));
