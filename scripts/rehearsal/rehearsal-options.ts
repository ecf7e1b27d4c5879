/** What a rehearsal is given. */
import type { Plan, RunSettings } from '../../scenarios/campaigns/plan.ts';
import type { TargetAccess } from '../admission/access.ts';
import type { Subject } from '../forecast/subject.ts';
import type { Tools } from '../machine/toolchain/tool.ts';
import type { Language } from '../words/language.ts';
import type { Words } from '../words/words.ts';
import type { AuditWay } from './audit/audit-way.ts';
import type { StartBeside } from './beside.ts';
import type { DrillAddresses } from './drills/admit-drills.ts';
import type { LiveOutput } from './live/live.ts';
import type { LiveView } from './live/state.ts';
import type { TheirPrometheus } from './server-side/their-prometheus.ts';

export interface RehearsalOptions {
  readonly plan: Plan;
  readonly subject: Subject;
  readonly tools: Tools;
  /** Where runs are kept. */
  readonly runs: string;
  /** Admitted targets; `null` starts the embedded shop. */
  readonly targets: Pick<RunSettings, 'targets' | 'hosts' | 'namedHosts' | 'environments'> | null;
  /** The user's own Prometheus, whose queries were tried. Null: the plan asks it nothing. */
  readonly theirs: TheirPrometheus | null;
  /** Where its shoppers' addresses begin: see RunSettings. Left out: at the first. */
  readonly districtsFrom?: number;
  /** How the targets are spoken to. */
  readonly access: TargetAccess;
  /** Where the calls of the plan's drills may go: see admitDrills. */
  readonly drillAddresses: DrillAddresses;
  /** The admin token of a target that is a Carnival shop: with it the audit can read the books. */
  readonly adminToken: string | null;
  /** How the orders of a shop that is not ours are looked up; null: by its admin API, if it is a Carnival shop. */
  readonly audit: AuditWay | null;
  readonly shopPort: number | null;
  readonly prometheusPort: number | null;
  /** A k6 script in place of the rehearsal's own. */
  readonly scenario: string | null;
  /** Of the run's report; null: none is made. */
  readonly language: Language | null;
  /** Whether the embedded shop's books stay even if they were found in order. */
  readonly keepBooks: boolean;
  readonly output: LiveOutput;
  /** The language of the live screen. */
  readonly words: Words;
  /** Where else the run is shown while it happens. */
  readonly views: readonly LiveView[];
  /** Resolves, with the reason in words, when the load has shown what it was sent for, and may end. Left out: it never has. */
  readonly enough?: Promise<string>;
  /** Left out: nothing runs beside the load. */
  readonly beside?: StartBeside;
}
