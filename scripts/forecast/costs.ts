/**
 * What a request and a shopper cost, measured by the bench. `forecast` and `doctor` know the speed of a machine only from these.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../machine/project-root.ts';
import { CarnivalError } from '../mistakes/carnival-error.ts';

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
  /** Resident memory of the generator: what each shopper adds, and what it takes without any shopper. */
  bytesPerShopper: cost,
  generatorBytesBase: cost,
  /** Bytes of everything (k6, shop, Prometheus, the command) without any shopper. */
  allBytesBase: cost,
});
export type Costs = z.infer<typeof costsSchema>;

/** The bench writes it here. */
export const COSTS_FILE = join('docs', 'costs.json');

/** @throws CarnivalError naming the file and every mistake in it */
export async function readCosts(file = join(projectRoot(), COSTS_FILE)): Promise<Costs> {
  const hint = 'npm run bench writes one';
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new CarnivalError(`cannot read the cost file "${file}": ${cause.message}`, { cause, hint });
  });
  const parsed = costsSchema.safeParse(parse(text, file, hint));
  if (parsed.success) return parsed.data;
  throw new CarnivalError(`the cost file "${file}" has mistakes:\n${z.prettifyError(parsed.error)}`, {
    hint,
  });
}

function parse(text: string, file: string, hint: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CarnivalError(`the cost file "${file}" is not JSON: ${(cause as Error).message}`, {
      cause,
      hint,
    });
  }
}
