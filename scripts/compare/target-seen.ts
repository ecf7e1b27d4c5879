/** What a run loaded: whoever compares two runs must know whether it was the same. Nothing in it lets anybody in. */
import { z } from 'zod';
import type { PlannedRun } from '../../scenarios/campaigns/plan.ts';
import type { DeepReadonly } from '../mistakes/fields.ts';

export const targetSeen = z.object({
  name: z.string().describe('Of the region, or of the host that the shop names.'),
  kind: z.enum(['embedded', 'region', 'host']),
  address: z
    .string()
    .nullable()
    .describe(
      'Scheme, host and port, without credentials. `null`: the embedded shop, which is started anywhere.',
    ),
  environment: z.string().nullable().describe('What it declared itself to be. `null`: it was not asked.'),
  by: z.string().nullable().describe('Where it says so.'),
});
export type TargetSeen = DeepReadonly<z.output<typeof targetSeen>>;

/** Null: the plan was kept without its run. */
export function targetsOf({ run, shop }: PlannedRun): readonly TargetSeen[] | null {
  if (run === undefined) return null;
  // Only the embedded shop has settings.
  const isEmbedded = shop !== undefined;
  const seen = (kind: TargetSeen['kind'], all: Readonly<Record<string, string>>): readonly TargetSeen[] =>
    Object.entries(all).map(([name, url]) => {
      const declared = Object.hasOwn(run.environments ?? {}, name) ? run.environments![name] : undefined;
      return {
        ...{ name, kind, address: kind === 'embedded' ? null : originOf(url) },
        ...{ environment: declared?.environment ?? null, by: declared?.by ?? null },
      };
    });
  return [...seen(isEmbedded ? 'embedded' : 'region', run.targets), ...seen('host', run.namedHosts ?? {})];
}

/** No run has a target with credentials, but its plan is a file that anybody may edit. */
function originOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
