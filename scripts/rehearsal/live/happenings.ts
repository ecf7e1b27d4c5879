/** What happens beside the figures, each as one line: where the run is, drills, breakers, and what burns. */
import type { DrillTime } from '../../../scenarios/drills/drill.ts';
import { inFull } from '../../text/numbers.ts';
import type { Words } from '../../words/words.ts';
import { clock } from './figures.ts';
import type { AlertNow, BreakerNow, LiveState } from './state.ts';

export const lengthMs = ({ timetable }: Pick<LiveState, 'timetable'>): number =>
  Math.max(0, ...timetable.map(({ endMs }) => endMs));

export function progressNow(state: LiveState, { live }: Words): string {
  const allMs = lengthMs(state);
  if (state.elapsedMs < 0) return live.begins(clock(-state.elapsedMs));
  if (state.elapsedMs >= allMs) return live.allDone(clock(allMs));
  return live.progress(clock(state.elapsedMs), clock(allMs), clock(allMs - state.elapsedMs));
}

export function phasesNow({ timetable, elapsedMs }: LiveState, { live }: Words): string {
  const running = timetable.filter(({ startMs, endMs }) => startMs <= elapsedMs && elapsedMs < endMs);
  if (running.length > 0) return running.map(({ phase }) => phase).join('+');
  return timetable.every(({ endMs }) => endMs <= elapsedMs) ? live.drain : live.setUp;
}

/** The drills that are on, or else the next one. */
export function drillNow(state: LiveState, words: Words): string {
  const on = drillsOn(state, words);
  if (on.length > 0) return on.join(' · ');
  const next = state.drills.find(({ beginMs }) => beginMs > state.elapsedMs);
  return next === undefined
    ? words.live.drillsOver
    : words.live.nextDrill(next.drill, clock(next.beginMs - state.elapsedMs));
}

export const drillsOn = ({ drills, elapsedMs }: LiveState, { live }: Words): readonly string[] =>
  drills.flatMap((each) => {
    const stage = drillStage(each, elapsedMs);
    if (stage === 'fault') return [live.drillFault(each.drill, clock(each.endMs - elapsedMs))];
    if (stage === 'recovery') return [live.drillRecovery(each.drill, clock(each.recoveredMs - elapsedMs))];
    return [];
  });

export type DrillStage = 'ahead' | 'fault' | 'recovery' | 'over';

export function drillStage({ beginMs, endMs, recoveredMs }: DrillTime, elapsedMs: number): DrillStage {
  if (elapsedMs < beginMs) return 'ahead';
  if (elapsedMs < endMs) return 'fault';
  return elapsedMs < recoveredMs ? 'recovery' : 'over';
}

/** Those that are not closed by name, open ones first; nothing if nobody tells. */
export function breakersNow({ breakers }: Pick<LiveState, 'breakers'>, words: Words): string {
  if (breakers.length === 0) return '';
  const { live, breakerState } = words;
  const away = breakersAway(breakers);
  const closed = inFull(breakers.length - away.length);
  if (away.length === 0) return live.breakers(live.allClosed(closed));
  const named = away.map(({ dependency, region, state }) => `${dependency} ${region} ${breakerState[state]}`);
  return live.breakers([...named, live.othersClosed(closed)].join(' · '));
}

export const breakersAway = (breakers: readonly BreakerNow[]): readonly BreakerNow[] =>
  (['open', 'half-open'] as const).flatMap((meant) => breakers.filter(({ state }) => state === meant));

/** The labels that say where, the widest last. */
const WHERE = ['dependency', 'product', 'step', 'region'] as const;
/** The alerts of scripts/rules that say how fast an objective spends its budget. */
const BURNING = /BurningFast$|BurningSlow$/;
const BURNING_FAST = /BurningFast$/;

export interface WarningNow {
  readonly text: string;
  /** Whether shoppers notice it now. Else it is a ticket. */
  readonly isPage: boolean;
}

/**
 * What needs somebody's eyes now, in a few words each: objectives that burn first, then what else fires. An objective that burns fast
 * burns slowly too, and is told once.
 */
export function warningsNow({ alerts }: Pick<LiveState, 'alerts'>, words: Words): readonly WarningNow[] {
  const loud = alerts.filter(({ severity }) => severity === 'page' || severity === 'ticket');
  const fast = loud.filter(({ alert }) => BURNING_FAST.test(alert));
  const slow = loud.filter(
    (each) => BURNING.test(each.alert) && !fast.includes(each) && !fast.some((other) => isSame(each, other)),
  );
  const others = loud
    .filter(({ alert }) => !BURNING.test(alert))
    .toSorted((one, other) => one.severity.localeCompare(other.severity));
  return [...fast, ...slow, ...others].map((each) => {
    const isPage = each.severity === 'page';
    const text = inWords(each, words);
    // How fast an objective burns says as much.
    const isSaid = isPage || BURNING.test(each.alert);
    return { text: isSaid ? text : words.live.ticket(text), isPage };
  });
}

const isSame = ({ labels: one }: AlertNow, { labels: other }: AlertNow): boolean =>
  one.objective === other.objective && one.region === other.region && one.drill === other.drill;

function inWords({ alert, labels }: AlertNow, { live }: Words): string {
  const where = WHERE.flatMap((label) => labels[label] ?? []);
  const place = [labels.objective ?? alert, ...where].join(' ');
  const burning = BURNING_FAST.test(alert) ? live.burningFast : live.burningSlow;
  const drill = labels.drill === undefined || labels.drill === '' ? [] : [`(${live.inDrill(labels.drill)})`];
  return [BURNING.test(alert) ? burning(place) : place, ...drill].join(' ');
}
