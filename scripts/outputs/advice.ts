/** What kept a run from an outcome and what to change, and where to look once something failed. From the verdict alone. */
import { cellName } from '../evidence/cell.ts';
import { inFull, inShort } from '../text/numbers.ts';
import { factNotPassed, fullName, type NamedCell } from '../verdict/judge.ts';
import type { CheckId, ObjectiveResult, PhaseScale, Verdict } from '../verdict/verdict.ts';
import type { AdviceFacts, Bottleneck, LookAt } from '../words/table/words.ts';

/** What a broken check points at. Those of time are told apart by how busy the machine was. */
const OF_CHECK: Readonly<Record<CheckId, Bottleneck>> = {
  'series-complete': 'prometheus',
  'generator-ended': 'generator-ended',
  'clock-steady': 'clock',
  'vus-finished': 'generator-ended',
  'own-failures': 'sockets',
  'ticks-on-time': 'generator',
  'sends-on-time': 'generator',
  'achieved-load': 'crowd',
  'region-shares': 'crowd',
  'later-steps': 'crowd',
  'think-times': 'crowd',
  'crowd-held': 'crowd',
  conservation: 'crowd',
  'littles-law': 'crowd',
  'in-flight-bound': 'slots',
};

/** A machine that is busier than this has no room for a second in which more comes. */
export const BUSY_SHARE_MIN = 0.7;
/** As `--pace auto` fills a machine. */
const FILL_SHARE = 0.65;
const PERCENT = 100;

export interface Advice {
  readonly bottleneck: Bottleneck;
  readonly facts: AdviceFacts;
}

/** Null for a run with an outcome. */
export function adviceFor(verdict: Verdict): Advice | null {
  if (verdict.outcome !== 'inconclusive') return null;
  const missing = firstMissing(verdict);
  const busiest = busiestPhase(verdict);
  const bottleneck = bottleneckOf(verdict, missing, busiest?.cpuShare ?? verdict.proven.cpuShare);
  const share = busiest?.cpuShare ?? verdict.proven.cpuShare;
  return {
    bottleneck,
    facts: {
      phase: busiest?.phase ?? '',
      cpu: `${inShort(share * PERCENT)} %`,
      pace: inShort(verdict.pace),
      paceThatFits: inFull(
        Math.max(Math.ceil((verdict.pace * share) / FILL_SHARE), Math.ceil(verdict.pace) + 1),
      ),
      ...(bottleneck === 'aborted'
        ? { name: '', reason: verdict.aborted ?? '' }
        : namedBy(verdict, missing, bottleneck)),
    },
  };
}

/** The first required cell that is not proven, or the fact that nobody could see. */
function firstMissing({ objectives }: Verdict): NamedCell | null {
  for (const objective of objectives)
    for (const cell of objective.cells)
      if (cell.required && cell.state === 'not-proven') return { objective, cell };
  return null;
}

function bottleneckOf(verdict: Verdict, missing: NamedCell | null, cpuShare: number): Bottleneck {
  if (verdict.interrupted) return 'interrupted';
  if (verdict.aborted !== null) return 'aborted';
  const broken = verdict.validity.find(({ state }) => state === 'broken');
  if (broken !== undefined) {
    const of = OF_CHECK[broken.id];
    return of === 'generator' && cpuShare >= BUSY_SHARE_MIN ? 'machine' : of;
  }
  if (missing === null) return 'nothing-asked';
  if (missing.objective === factNotPassed(verdict)) return 'audit';
  if (drillThatDidNotHappen(verdict, missing) !== undefined) return 'drill';
  return missing.cell.sample === null ? 'evidence' : 'samples';
}

const drillThatDidNotHappen = ({ drills }: Verdict, { objective }: NamedCell) =>
  drills.find(({ drill, missing }) => drill === objective.drill && missing !== null);

function namedBy(
  verdict: Verdict,
  missing: NamedCell | null,
  bottleneck: Bottleneck,
): Pick<AdviceFacts, 'name' | 'reason'> {
  if (missing === null) return { name: '', reason: '' };
  const drill = bottleneck === 'drill' ? drillThatDidNotHappen(verdict, missing) : undefined;
  return drill === undefined
    ? { name: fullName(missing), reason: missing.cell.reason }
    : { name: drill.drill, reason: drill.missing ?? '' };
}

const busiestPhase = ({ proven }: Verdict): PhaseScale | undefined =>
  proven.phases
    .filter(({ cpuShare }) => cpuShare !== null)
    .toSorted((one, other) => other.cpuShare! - one.cpuShare!)[0];

/** Where to look, by the kind of what failed. */
const OF_KIND: Readonly<Record<ObjectiveResult['kind'], LookAt>> = {
  'response-time': 'times',
  success: 'answers',
  refused: 'answers',
  degraded: 'answers',
  'dropped-connections': 'connections',
  'lost-orders': 'books',
  oversold: 'books',
  'broken-promises': 'books',
  recovery: 'times',
  'bots-stopped': 'bots',
  'honest-refused': 'bots',
  promql: 'their-prometheus',
  'alert-fires': 'alert',
  canary: 'release',
  'rolled-back': 'release',
  'sheds-in-order': 'answers',
  'breaker-opens': 'breaker',
  'breaker-stays-shut': 'breaker',
  'breaker-sheds': 'breaker',
  'breaker-fallback': 'breaker',
  'breaker-probes': 'breaker',
  'breaker-closes': 'breaker',
  'breaker-steady': 'breaker',
  'breaker-isolated': 'breaker',
  'load-recovers': 'times',
  'steps-reached': 'steps',
  'no-other-refusals': 'answers',
  'no-other-degraded': 'answers',
  'no-dropped-connections': 'connections',
  'no-other-findings': 'books',
  'sent-once': 'client',
  'answers-look-right': 'answers',
};

export interface Look {
  readonly at: LookAt;
  /** The step, the dependency's drill, or the whole run. */
  readonly place: string;
}

/** Each place once, the most serious first. */
export function looksFor(failed: readonly NamedCell[]): readonly Look[] {
  const looks = new Map<LookAt, Look>();
  for (const { objective, cell } of failed) {
    const at = OF_KIND[objective.kind];
    if (!looks.has(at))
      looks.set(at, { at, place: at === 'breaker' ? objective.id : (cell.step ?? cellName(cell)) });
  }
  return [...looks.values()];
}
