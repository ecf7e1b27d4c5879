/**
 * What the crowd wrote to k6's console besides promises: why answers were not ok, which only looked ok, which protocol was spoken,
 * which traced requests are worth a look. It explains a verdict and, but for what looks wrong, decides nothing; so a torn line is
 * left out here, and told where promises are read.
 */
import { open } from 'node:fs/promises';
import { z } from 'zod';
import { beginningOf } from '../../../scenarios/crowd/console-lines.ts';
import { byWorth } from '../../../scenarios/crowd/remarks.ts';
import { NO_REMARKS, type RemarksSeen, type SaidOfStep, traceSchema } from '../../evidence/remarks.ts';
import { parsedJson } from '../parsed-json.ts';
import { markOf, readLine } from './console-line.ts';

const said = z.record(z.string(), z.record(z.string(), z.number()));
const REMARKS_BEGIN = beginningOf('remarks');
const REMARKS_MARK = markOf('remarks');
const remarksLine = z.object({
  phase: z.string(),
  causes: said.optional(),
  looks: said.optional(),
  errors: said.optional(),
  protocols: said.optional(),
  traces: z.array(traceSchema).optional(),
});

/** The ids of so many failed or slow requests are enough to look for. */
const TRACES_MAX = 20;

/** Streams the file. Nothing was remarked if it cannot be read: the audit says so. */
export async function readRemarks(file: string): Promise<RemarksSeen> {
  const causes = new Sums();
  const looks = new Sums();
  const errors = new Sums();
  const protocols = new Sums();
  let traces: RemarksSeen['traces'] = [];
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => error);
  if (handle instanceof Error) return NO_REMARKS;
  for await (const line of handle.readLines()) {
    if (!line.includes(REMARKS_MARK)) continue;
    const msg = readLine(line)?.msg ?? '';
    if (!msg.startsWith(REMARKS_BEGIN)) continue;
    const inner = remarksLine.safeParse(parsedJson(msg));
    if (!inner.success) continue;
    const { phase } = inner.data;
    causes.add(phase, inner.data.causes);
    looks.add(phase, inner.data.looks);
    errors.add(phase, inner.data.errors);
    protocols.add(phase, inner.data.protocols);
    traces = [...traces, ...(inner.data.traces ?? [])].sort(byWorth).slice(0, TRACES_MAX);
  }
  return { causes: causes.list, looks: looks.list, errors: errors.list, protocols: protocols.list, traces };
}

/** Counts by phase, step and words. */
class Sums {
  private readonly counts = new Map<string, SaidOfStep>();

  add(phase: string, all: z.output<typeof said> = {}): void {
    for (const [step, words] of Object.entries(all))
      for (const [text, count] of Object.entries(words)) {
        const key = JSON.stringify([phase, step, text]);
        const before = this.counts.get(key)?.count ?? 0;
        this.counts.set(key, { phase, step, words: text, count: before + count });
      }
  }

  get list(): readonly SaidOfStep[] {
    return [...this.counts.values()].sort((one, other) => other.count - one.count);
  }
}
