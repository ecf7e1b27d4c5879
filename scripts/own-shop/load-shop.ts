/** Loads what a user's shop.ts exports, and knows where its files are. `shop-checks.ts` finds the mistakes in it. */
import { stat } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import type { OwnShop } from '../../scenarios/shop/define-shop.ts';
import { PlanError } from '../mistakes/plan-error.ts';
import { loadModule } from '../plan/load-module.ts';
import { shapeOfShop } from './shop-shape.ts';

const A_SHOP = { noun: 'a shop', line: 'export default defineShop({ … })' };

/** A shop, and where its files are. */
export interface LoadedShop {
  readonly shop: OwnShop;
  /** Absolute path of shop.ts. */
  readonly path: string;
  readonly folder: string;
}

/** @throws PlanError when there is no such file, or it does not parse, throws an error or exports no shop */
export async function loadShop(file: string): Promise<LoadedShop> {
  const path = resolve(file);
  const mistaken = (problem: string, hint: string): PlanError =>
    new PlanError('command line', [{ path: '--shop', value: file, problem, hint }]);
  if (extname(path) !== '.ts') throw mistaken('is not a .ts file', 'give the path of your shop.ts');
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => error);
  if (found instanceof Error)
    throw mistaken(`cannot be read (${found.code})`, 'carnival init makes a folder with one');
  if (!found.isFile()) throw mistaken('is not a file', 'give the path of your shop.ts');
  const shop = await loadModule(path, A_SHOP);
  if (!isShop(shop)) throw mistaken('exports no shop', `write: ${A_SHOP.line}`);
  const flaws = shapeOfShop(shop);
  if (flaws.length > 0) throw new PlanError('the shop', flaws);
  return { shop, path, folder: dirname(path) };
}

const isShop = (value: unknown): value is OwnShop =>
  typeof value === 'object' &&
  value !== null &&
  'steps' in value &&
  Array.isArray(value.steps) &&
  'keeps' in value;
