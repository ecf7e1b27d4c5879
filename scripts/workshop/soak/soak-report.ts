/** What a soak has shown besides its verdict: how many kills met requests in flight, and how fast the memory of each process grew. Pure. */
import type { PlannedDrill } from '../../../scenarios/campaigns/plan.ts';
import type { DrillSeen } from '../../evidence/drills-seen.ts';
import { type ProcessMemory, WARM_UP_SECONDS, WATCHED_SECONDS_MIN } from '../../evidence/memory-growth.ts';
import { EXIT } from '../../mistakes/exit-codes.ts';
import { columns } from '../../text/columns.ts';
import { inBytes, inFull, inShort, plural } from '../../text/numbers.ts';

/**
 * The crowd sends every 10 ms what has come due, so some requests that were due before a kill were not yet under way. Of the soak's 260
 * requests a second in a region 2.6 come due in 10 ms, and more than this many once in 200 times (Poisson). Some 18 are under way.
 */
export const UNSENT_MAX = 7;

export interface SoakSeen {
  readonly planned: readonly Pick<PlannedDrill, 'name' | 'fault'>[];
  readonly drills: readonly Pick<DrillSeen, 'drill' | 'missing' | 'cutOff'>[];
  readonly memory: readonly ProcessMemory[];
}
interface SoakGoal {
  /** Kills with requests in flight. */
  readonly killsMin: number;
  /** Whether it lasts long enough for every process to tell how its memory grows. */
  readonly isWhole: boolean;
}
interface SoakReport {
  readonly lines: readonly string[];
  /** What it was to show and did not. */
  readonly missing: readonly string[];
}

export function soakReport(seen: SoakSeen, goal: SoakGoal): SoakReport {
  const { lines, withRequests } = killsSeen(seen);
  const { killsMin, isWhole } = goal;
  const untold = seen.memory.filter(({ growth }) => growth === null).map(({ process }) => process);
  const missing = [
    ...(withRequests >= killsMin
      ? []
      : [`${plural(withRequests, 'kill')} had requests in flight, and ${inFull(killsMin)} are to be shown`]),
    ...(isWhole && seen.memory.length === 0 ? ['the memory of the processes could not be read'] : []),
    ...(isWhole && untold.length > 0 ? [`how memory grows is not known of ${untold.join(', ')}`] : []),
  ];
  return { lines: [...lines, '', ...memoryLines(seen.memory)], missing };
}

/** @param code of the rehearsal: what it found counts for more than what the soak has not shown */
export const endOf = (code: number, missing: readonly string[]): number =>
  code === EXIT.pass && missing.length > 0 ? EXIT.inconclusive : code;

function killsSeen({ planned, drills }: SoakSeen) {
  const kills = planned.filter(({ fault }) => fault.kind === 'kill');
  const happened = drills.filter(({ drill, missing }) => missing === null && isOne(kills, drill));
  const cutOff = happened.map((each) => each.cutOff ?? 0);
  const hits = cutOff.filter((count) => count > UNSENT_MAX);
  const spread =
    hits.length === 0 ? '' : `, from ${inFull(Math.min(...hits))} to ${inFull(Math.max(...hits))} each`;
  return {
    withRequests: hits.length,
    lines: [
      `Kills with -9: ${inFull(kills.length)} planned, ${inFull(happened.length)} carried out, ${inFull(hits.length)} of them with requests in flight`,
      `  They cut off at least ${plural(sum(cutOff), 'request')}${spread}: due before the kill, and never answered.`,
    ],
  };
}

const isOne = (kills: readonly Pick<PlannedDrill, 'name'>[], drill: string): boolean =>
  kills.some(({ name }) => name === drill);
const sum = (counts: readonly number[]): number => counts.reduce((one, other) => one + other, 0);

const WIDTHS = [-14, 8, 12, 12, 12, 17, 26];
const HEADING = ['process', 'lives', 'longest', 'from', 'to', 'an hour', '95 % sure'];

function memoryLines(memory: readonly ProcessMemory[]): readonly string[] {
  if (memory.length === 0) return ['Memory: it cannot be read here.'];
  return [
    'Memory of their own, without mapped files, in the longest life of each process:',
    `  ${columns(HEADING, WIDTHS)}`,
    ...memory.map((each) => `  ${columns(memoryCells(each), WIDTHS)}`),
    `  The first ${WARM_UP_SECONDS} s of a process are left out. It takes ${WATCHED_SECONDS_MIN} s more to tell its growth.`,
  ];
}

function memoryCells({ process, lives, lifeSeconds, firstBytes, lastBytes, growth }: ProcessMemory) {
  const cells = [
    process,
    inFull(lives),
    `${inShort(lifeSeconds)} s`,
    inBytes(firstBytes),
    inBytes(lastBytes),
  ];
  if (growth === null) return [...cells, 'lived too short', ''];
  const { bytesPerHour, lowBytesPerHour, highBytesPerHour } = growth;
  return [...cells, signed(bytesPerHour), `${signed(lowBytesPerHour)} to ${signed(highBytesPerHour)}`];
}

const signed = (bytes: number): string => `${bytes < 0 ? '−' : '+'}${inBytes(Math.abs(bytes))}`;
