/**
 * While the breaker is open, at most its probes reach the dependency, and the calls that were on their way when it opened. Arrivals are
 * counted at the dependency, behind the breaker: its own metrics prove nothing. They are counted in the stretches in which it stayed
 * open, so no probe is among them, unless its openings are not counted. Of a stretch the first two and the last two readings are left out.
 */
import type { z } from 'zod';
import { callsIn, growth, type Reading } from '../breakers/readings.ts';
import type { DeepReadonly } from '../mistakes/fields.ts';
import { inFull, plural } from '../text/numbers.ts';
import { awayIn, episodesBetween, onTheirWay, openStretches, surelyIn } from './away.ts';
import {
  ABOUT_A_BREAKER,
  type BreakerInDrill,
  type Found,
  judgeClause,
  MS_PER_SECOND,
  notProven,
} from './clause.ts';
import { checkBreaker } from './clause-checks.ts';
import { type ObjectiveKind, objectiveFields } from './kind.ts';

const schema = objectiveFields('breaker-sheds', ABOUT_A_BREAKER);
type BreakerSheds = DeepReadonly<z.output<typeof schema>>;
declare module '../../scenarios/campaigns/plan.ts' {
  interface ObjectiveKinds {
    'breaker-sheds': BreakerSheds;
  }
}

export const breakerSheds = {
  schema,
  isA: 'census',
  check: (objective, at) => void checkBreaker(objective, at, ['openMs']),
  judge: (objective, evidence) => judgeClause(objective, evidence, 'count', judged),
} satisfies ObjectiveKind<BreakerSheds>;

function judged(at: BreakerInDrill): Found {
  const away = awayIn(at);
  if (typeof away === 'string') return notProven(away);
  const stretches = openStretches(away.readings).map((stretch) => ({ stretch, counted: surelyIn(stretch) }));
  const whole = stretches.filter(({ counted }) => counted.length > 1);
  if (whole.length === 0) return notProven('it never stayed open for six readings');
  if (whole.some(({ counted }) => growth(counted, 'arrivals') === null))
    return notProven('nobody counted arrivals behind it while it was open');
  const sum = (count: (counted: readonly Reading[]) => number): number =>
    whole.reduce((total, { counted }) => total + count(counted), 0);
  const arrivals = sum((counted) => growth(counted, 'arrivals') ?? 0);
  const { probesMax } = at.breaker;
  const episodes = sum((counted) => episodesBetween(counted, at) ?? 0);
  const probes = episodes * (probesMax ?? 0);
  const isFromTheBeginning = whole[0] === stretches[0];
  const underWay = isFromTheBeginning ? (onTheirWay(at, whole[0]!.counted[0]!) ?? 0) : 0;
  const bound = probes + underWay;
  const wanted = sum(
    (counted) => growth(counted, 'calls') ?? expectedCalls(at, counted.at(-1)!.atMs - counted[0]!.atMs),
  );
  const reason = `${plural(arrivals, 'call')} of ${inFull(wanted)} reached ${at.dependency} while it was open; allowed: ${plural(probes, 'probe')} and ${inFull(underWay)} under way`;
  if (arrivals > bound) return { state: 'fail', figure: arrivals, n: wanted, bound, reason };
  if (wanted <= bound) return notProven(`${reason}; too few calls to tell`, arrivals, wanted);
  return { state: 'pass', figure: arrivals, n: wanted, bound, reason };
}

/** Where it does not count what it rejects: as many as came before. */
function expectedCalls({ readings, set }: BreakerInDrill, ms: number): number {
  const before = callsIn(readings.filter(({ atMs }) => atMs <= set.afterMs));
  return before === null ? 0 : Math.floor((before.calls / before.seconds) * (ms / MS_PER_SECOND));
}
