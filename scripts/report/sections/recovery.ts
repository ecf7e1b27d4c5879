/** How a drill went second by second, around its window: what was asked for and answered, and when it was good again. */
import type { TimedDrill } from '../../evidence/timeline.ts';
import { inShort } from '../../text/numbers.ts';
import type { DrillResult } from '../../verdict/drill-result.ts';
import type { Chart, TimeAxis } from '../chart.ts';
import type { Section } from '../source.ts';

/** As much before the fault as its calm needs to be seen, and after the window as an end needs. */
const BEFORE_SECONDS = 15;
const AFTER_SECONDS = 10;
/** Fewer points are no line. */
const SECONDS_MIN = 3;
/** A chart has no pixels for more. */
const POINTS_MAX = 600;

type Values = readonly (number | null)[];

/**
 * Two charts. None where its fault was never set, or where nothing was counted.
 *
 * @param number of the drill in the plan: names in ids
 */
export function recoveryCharts(section: Section, drill: DrillResult, number: number): readonly Chart[] {
  if (drill.missing !== null && drill.setSeconds === null) return [];
  const { observations, timeline, say } = section;
  const words = say.recovery;
  const [from, until] = windowOf(drill);
  const seconds = observations.seconds.filter(({ atSeconds }) => atSeconds >= from && atSeconds < until);
  if (seconds.length < SECONDS_MIN) return [];
  const each = Math.ceil(seconds.length / POINTS_MAX);
  const axis: TimeAxis = {
    fromSeconds: from,
    sliceSeconds: each,
    slices: Math.ceil(seconds.length / each),
  };
  const own = timeline?.drills?.find((timed) => timed.drill === drill.drill);
  const ofAll = (list: 'intended' | 'responses' | 'good'): Values =>
    sumsOf(
      seconds.map((second) => second[list]),
      each,
    );
  const ofPlace = (list: keyof Omit<TimedDrill, 'drill' | 'fromSeconds'>): Values =>
    sumsOf(
      seconds.map(({ atSeconds }) => own?.[list][atSeconds - own.fromSeconds] ?? null),
      each,
    );
  const perSecond = (sums: Values): Values => sums.map((sum) => (sum === null ? null : sum / each));
  const common = { axis, marks: marksOf(section, drill) };
  return [
    {
      ...common,
      id: `drill-${number}-load`,
      title: words.load(drill.drill),
      says: own === undefined ? words.loadOfAll : words.loadOfPlace(drill.where),
      unit: 'per-second',
      lines: [
        {
          label: words.offered,
          values: perSecond(own === undefined ? ofAll('intended') : ofPlace('offered')),
          ...{ hue: 1, isDashed: true },
        },
        {
          label: words.achieved,
          values: perSecond(own === undefined ? ofAll('responses') : ofPlace('ended')),
          hue: 0,
        },
      ],
    },
    {
      ...common,
      id: `drill-${number}-good`,
      title: words.good(drill.drill),
      says: own === undefined ? words.goodOfAll : words.goodOfPlace(drill.where),
      unit: 'share',
      lines: [
        { label: words.all, values: sharesOf(ofAll('good'), ofAll('responses')), hue: 0 },
        ...(own === undefined
          ? []
          : [{ label: words.place, values: sharesOf(ofPlace('good'), ofPlace('answers')), hue: 1 as const }]),
      ],
    },
  ];
}

/** Seconds from the timetable's zero, whole ones. */
export const windowOf = ({
  beginSeconds,
  recoveredSeconds,
}: Pick<DrillResult, 'beginSeconds' | 'recoveredSeconds'>): readonly [from: number, until: number] => [
  Math.max(0, Math.floor(beginSeconds) - BEFORE_SECONDS),
  Math.ceil(recoveredSeconds) + AFTER_SECONDS,
];

/** What the drill's own clause about it has found: the picture shows what it says. Null: it has none. */
export function recoveryOf({ verdict }: Pick<Section, 'verdict'>, { drill }: Pick<DrillResult, 'drill'>) {
  const clause = verdict.objectives.find((each) => each.drill === drill && each.kind === 'load-recovers');
  const cell = clause?.cells[0];
  return cell === undefined ? null : { ...cell, limitSeconds: clause!.targetMax };
}

function marksOf(section: Section, drill: DrillResult): NonNullable<Chart['marks']> {
  const words = section.say.recovery;
  const { setSeconds, liftedSeconds } = drill;
  const recovery = recoveryOf(section, drill);
  const limitSeconds = recovery?.limitSeconds ?? null;
  const mark = (label: string, at: number | null) => (at === null ? [] : [{ label, at }]);
  const sinceLifted = (seconds: number | null): number | null =>
    liftedSeconds === null || seconds === null ? null : liftedSeconds + seconds;
  return [
    ...mark(words.set, setSeconds),
    ...mark(words.lifted, liftedSeconds),
    ...mark(words.recovered, sinceLifted(recovery?.figure ?? null)),
    ...mark(words.limit(inShort(limitSeconds ?? 0)), sinceLifted(limitSeconds)),
  ];
}

/** Of so many neighbours together. Null: none of them is known. */
function sumsOf(values: Values, each: number): Values {
  return Array.from({ length: Math.ceil(values.length / each) }, (_, i) => {
    const known = values.slice(i * each, (i + 1) * each).filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
  });
}

/** Null where nothing was answered. What is counted late may make a part larger than its whole. */
const sharesOf = (parts: Values, wholes: Values): Values =>
  parts.map((part, i) => {
    const whole = wholes[i] ?? 0;
    return part === null || whole <= 0 ? null : Math.min(1, part / whole);
  });
