/** How base and head took turns in a gate, as plain data. Declared once: types and readers come from it. */
import { z } from 'zod';
import type { DeepReadonly } from '../../mistakes/fields.ts';

const largest = z
  .object({
    name: z.string(),
    difference: z.number().nonnegative(),
    base: z.number().nullable().describe('The figure that it is a difference of.'),
  })
  .nullable();

const floor = z.object({
  share: largest.describe('The share in which base differed most from itself.'),
  time: largest.describe('The step at which base differed most from itself, in milliseconds.'),
  allSteps: z.number().nullable().describe('The same of the time of all steps, in milliseconds.'),
});
export type Floor = DeepReadonly<z.output<typeof floor>>;

const side = z.object({ base: z.string(), head: z.string() });

export const turnsSchema = z.object({
  pairs: z.array(side).describe('The run ids of the pairs that count, in the order in which they ran.'),
  dropped: z.array(side.extend({ why: z.string() })).describe('Pairs with a block that gives no evidence.'),
  floor: floor.nullable().describe('Base against base; `null`: too few pairs.'),
  failed: z.object({ base: z.number(), head: z.number() }).describe('Blocks that fail by themselves.'),
});
export type Turns = DeepReadonly<z.output<typeof turnsSchema>>;
