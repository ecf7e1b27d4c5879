/**
 * Who runs the warehouses: outside the shop, and simulated. In a campaign they overflow (爆倉), and their operator takes no more
 * parcels for a while. The shop asks before each round of dispatch.
 */
import type { FastifyInstance } from 'fastify';
import { createDependency } from '../platform/dependency.ts';
import type { Shop } from '../platform/service.ts';

/** Whether the warehouses take parcels now. If nobody says so, the parcels wait in line. */
type TakesParcels = () => Promise<boolean>;

export function createOperator(app: FastifyInstance, shop: Shop): TakesParcels {
  const ask = createDependency<null, boolean>(app, shop, 'warehouses', {
    answer: () => true,
    fallback: () => false,
  });
  return () => ask(null);
}
