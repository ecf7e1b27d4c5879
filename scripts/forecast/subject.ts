/** The shop that is rehearsed, and all that commands and stages must know of it. The embedded one: `scripts/embedded/`; a user's: `scripts/own-shop/`. */
import type { Plan, RunFiles } from '../../scenarios/campaigns/plan.ts';
import type { VirtualTarget } from '../../scenarios/crowd/virtual-world.ts';
import type { FixedAccess } from '../../scenarios/shop/secrets.ts';
import { type ClientCertificate, type Shop, type ShopOf, stepNames } from '../../scenarios/shop/shop.ts';
import type { Known } from '../mistakes/draft.ts';
import type { Mistake } from '../mistakes/plan-error.ts';

export interface Subject {
  readonly shopOf: ShopOf;
  /** What it answers in all phases if nothing goes wrong: stock that is sold in one phase is gone in the next. */
  readonly expected: (plan: Plan) => VirtualTarget;
  /** Mistakes in the shop itself, told with those of the plan. */
  readonly mistakes: readonly Mistake[];
  /** What the shop lacks for a plan that has no mistakes of its own. */
  readonly planMistakes: (plan: Plan) => readonly Mistake[];
  /** That the plan needs more accounts than there are, for a command that needs fewer than the plan; null: there are enough. */
  readonly accountsNote: (plan: Plan) => string | null;
  /** What a plan need not say. */
  readonly withDefaults: (raw: unknown) => unknown;
  /** What a plan may use of it. */
  readonly known: Known;
  /** Makes the script that k6 runs, for a rehearsal or for `carnival try`; null: the project's own. */
  readonly script: ((entry: 'rehearsal' | 'try') => Promise<string>) | null;
  /** How its targets are spoken to: credentials by the names of their variables, certificates by absolute path. */
  readonly access: FixedAccess & { readonly tls: ClientCertificate | null };
  /** The hosts that it names besides its own. */
  readonly hosts: readonly string[];
  /** Files that k6 reads itself. */
  readonly files: RunFiles;
}

/** What a plan may use of a shop that has no settings, and that nobody can be told to make worse. */
export const knownOf = (shop: Shop): Known => ({
  behaviours: shop.behaviours,
  steps: stepNames(shop),
  channels: Object.keys(shop.channels),
  refusable: shop.steps.filter(({ refusable }) => refusable).map(({ name }) => name),
  settings: null,
  dependencies: [],
  misbehaviours: [],
});
