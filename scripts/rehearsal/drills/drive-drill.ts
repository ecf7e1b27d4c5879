/** Carries out one drill: sets its fault when its time has come, and lifts it when its time is over, or when the load is. */
import type { DrillTime } from '../../../scenarios/drills/drill.ts';
import type { DrillSeen, Moment } from '../../evidence/drills-seen.ts';
import type { DrillClock } from './clock.ts';
import type { Lever } from './lever.ts';
import { type Done, liftFault, timed } from './lift.ts';
import type { Stretch } from './stretches.ts';

/** Later than this is told. It is what is measured that counts, so nothing else comes of it. */
const LATE_MS = 250;
/** The wall clock may be set while nobody looks. */
const LOOK_EVERY_MS = 1000;
const MS_PER_SECOND = 1000;

interface DrillToDrive {
  readonly time: DrillTime;
  /** What goes wrong, and where. */
  readonly words: string;
  readonly stretches: Iterable<Stretch>;
  /** Null: nothing is to be set. The drill happens by itself, or others see to it. */
  readonly lever: Lever | null;
  readonly clock: DrillClock;
  /** Told what happens, in words. */
  readonly tell: (words: string) => void;
  /** Aborted when the load is over. Nothing is set any more, and what is set is lifted at once. */
  readonly over: AbortSignal;
}
export type DrillDriven = Pick<DrillSeen, 'drill' | 'set' | 'lifted' | 'missing'>;

const BEFORE_IT = 'the load ended before it began';
const WITHIN_IT = 'the load ended before its time was over';

/** Never rejects. When it resolves, the fault is lifted, or what a person must do has been told. */
export async function driveDrill(drill: DrillToDrive): Promise<DrillDriven> {
  const seen: DrillDriven = { drill: drill.time.drill, set: null, lifted: null, missing: null };
  if (drill.lever === null) return { ...seen, ...(await announce(drill)) };
  return { ...seen, ...(await drive(drill, drill.lever)) };
}

type Seen = Partial<Omit<DrillDriven, 'drill'>>;

async function announce({ time, words, clock, tell, over }: DrillToDrive): Promise<Seen> {
  const { beginMs, endMs } = time;
  if (!(await isReached(beginMs, clock, over))) return { missing: BEFORE_IT };
  tell(`begins; nothing is set for it: ${words}`);
  const set = at(beginMs);
  if (!(await isReached(endMs, clock, over))) return { set, missing: WITHIN_IT };
  tell('its time is over');
  return { set, lifted: at(endMs) };
}

async function drive(drill: DrillToDrive, lever: Lever): Promise<Seen> {
  const { time, clock, over } = drill;
  let set: Moment | null = null;
  let lifted: Moment | null = null;
  for (const stretch of drill.stretches) {
    if (!(await isReached(stretch.onMs, clock, over)))
      return { set, lifted, missing: set === null ? BEFORE_IT : WITHIN_IT };
    const begun = await setFault(drill, lever, stretch);
    if ('problem' in begun) {
      await liftFault(lever, drill);
      return { set, lifted, missing: `its fault could not be set: ${begun.problem}` };
    }
    set ??= begun.moment;
    await isReached(stretch.offMs, clock, over);
    const wasCut = over.aborted && clock.nowMs() < time.endMs;
    const ended = await liftFault(lever, drill);
    if ('problem' in ended) return { set, missing: `its fault could not be lifted: ${ended.problem}` };
    lifted = ended.moment;
    if (wasCut) return { set, lifted, missing: WITHIN_IT };
  }
  return { set, lifted };
}

/** False when the load ended before. Never true before the time, however the clock is set meanwhile. */
async function isReached(atMs: number, clock: DrillClock, over: AbortSignal): Promise<boolean> {
  while (!over.aborted) {
    const leftMs = atMs - clock.nowMs();
    if (leftMs <= 0) return true;
    await clock.sleep(Math.min(Math.ceil(leftMs), LOOK_EVERY_MS), over);
  }
  return false;
}

async function setFault({ clock, words, tell }: DrillToDrive, lever: Lever, stretch: Stretch): Promise<Done> {
  const done = await timed(() => lever.set(Math.max(0, stretch.offMs - clock.nowMs())), clock);
  if ('problem' in done) tell(`its fault could not be set (${words}): ${done.problem}`);
  else {
    const lateMs = done.moment.byMs - stretch.onMs;
    tell(`its fault is set${lateMs > LATE_MS ? `, ${inSeconds(lateMs)} late` : ''}: ${words}`);
  }
  return done;
}

const at = (ms: number): Moment => ({ afterMs: ms, byMs: ms });
const inSeconds = (ms: number): string => `${(ms / MS_PER_SECOND).toFixed(1)} s`;
