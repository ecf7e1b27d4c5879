/** What a request and a shopper cost, as the bench measured them: the only numbers of a forecast that depend on a machine. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../machine/project-root.ts';

const cost = z.number().nonnegative();
const costsSchema = z.strictObject({
  /** The machine that was measured, in words: processor, cores, memory. */
  machine: z.string().min(1),
  measuredOn: z.string(),
  /** CPU seconds of k6 a request, at the crowd's steady load with remote write. */
  generatorCpuSecondsPerRequest: cost,
  /** Cores that the generator keeps busy whatever the load: ticks, flushes, remote write. */
  generatorCoresIdle: cost,
  /** CPU seconds of everything (k6, shop, Prometheus, the command) a request. */
  allCpuSecondsPerRequest: cost,
  /** Resident bytes a shopper, and of a generator that holds none. */
  bytesPerShopper: cost,
  generatorBytesBase: cost,
});
export type Costs = z.infer<typeof costsSchema>;

/** The bench writes it here. */
export const COSTS_FILE = join('docs', 'costs.json');

/** @throws Error naming the file and every mistake in it */
export async function readCosts(file = join(projectRoot(), COSTS_FILE)): Promise<Costs> {
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new Error(
      `Cannot read the cost file "${file}": ${cause.message}. Hint: npm run bench writes one.`,
      { cause },
    );
  });
  const parsed = costsSchema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new Error(`The cost file "${file}" has mistakes:\n${z.prettifyError(parsed.error)}`);
}
