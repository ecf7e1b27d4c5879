/** What the live page shows, as texts and shares: the page only puts them in their places. Pure. */
import { figureRows, recentHeading } from '../rehearsal/live/figure-rows.ts';
import { clock } from '../rehearsal/live/figures.ts';
import {
  drillStage,
  lengthMs,
  progressNow,
  type WarningNow,
  warningsNow,
} from '../rehearsal/live/happenings.ts';
import { silenceNow } from '../rehearsal/live/screen.ts';
import type { LiveState } from '../rehearsal/live/state.ts';
import { shown } from '../text/shown.ts';
import type { Words } from '../words/words.ts';

export interface PageModel {
  readonly title: string;
  readonly progress: string;
  /** On one scale from 0 to 1. */
  readonly phases: readonly {
    readonly name: string;
    readonly from: number;
    readonly until: number;
    readonly now: number;
    readonly text: string;
  }[];
  readonly recent: string;
  readonly figures: readonly {
    readonly name: string;
    readonly recent: string;
    readonly whole: string;
    readonly trend: readonly (number | null)[] | null;
  }[];
  readonly drills: readonly { readonly name: string; readonly is: string; readonly text: string }[];
  readonly breakers: readonly { readonly name: string; readonly is: string; readonly text: string }[];
  readonly warnings: readonly WarningNow[];
  readonly silence: string;
}

export function pageModel(state: LiveState, words: Words): PageModel {
  const { live } = words;
  const allMs = Math.max(1, lengthMs(state));
  const { elapsedMs } = state;
  const share = (ms: number): number => Math.min(1, Math.max(0, ms / allMs));
  return {
    title: shown(state.title),
    progress: progressNow(state, words),
    phases: state.timetable.map(({ phase, startMs, endMs }) => ({
      name: phase,
      from: share(startMs),
      until: share(endMs),
      now: share(Math.min(Math.max(elapsedMs, startMs), endMs)),
      text:
        elapsedMs >= endMs
          ? live.done
          : elapsedMs >= startMs
            ? live.left(clock(endMs - elapsedMs))
            : live.startsIn(clock(startMs - elapsedMs)),
    })),
    recent: recentHeading(state, words),
    figures: figureRows(state, words).map(({ name, recent, whole, trend }) => ({
      name,
      recent,
      whole,
      trend,
    })),
    drills: state.drills.map((drill) => {
      const is = drillStage(drill, elapsedMs);
      const until = {
        ahead: drill.beginMs,
        fault: drill.endMs,
        recovery: drill.recoveredMs,
        over: elapsedMs,
      };
      return { name: drill.drill, is, text: live.stage[is](clock(until[is] - elapsedMs)) };
    }),
    breakers: state.breakers
      .toSorted((one, other) => rank(other.state) - rank(one.state))
      .map(({ dependency, region, state: is }) => ({
        name: `${dependency} ${region}`,
        is,
        text: words.breakerState[is],
      })),
    warnings: warningsNow(state, words),
    silence: silenceNow(state, words),
  };
}

const rank = (state: LiveState['breakers'][number]['state']): number =>
  ['closed', 'half-open', 'open'].indexOf(state);
