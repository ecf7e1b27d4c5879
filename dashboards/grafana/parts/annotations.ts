/** Phases and drills, marked in every panel over time. */
import { type AnnotationQuery, AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { DRILL_STATE, GAUGE } from '../../../scenarios/metrics.ts';
import type { Words } from '../words/words.ts';
import type { EmptyWithout } from './panel.ts';
import { by, whole } from './queries.ts';
import { DATASOURCE } from './variables.ts';

export interface Marked {
  readonly name: keyof Words['annotations'];
  readonly colour: string;
  readonly expr: string;
  readonly label: 'scenario' | 'drill';
  readonly emptyWithout?: EmptyWithout;
}

/** The crowd writes this gauge each second while the phase lasts. */
const SEEN_SECONDS = 5;
const inState = (state: number): string => `${by('max', ['drill'], whole(GAUGE.drill))} == ${state}`;

export const MARKED: readonly Marked[] = [
  {
    name: 'phases',
    colour: 'blue',
    expr: by('group', ['scenario'], `count_over_time(${whole(GAUGE.inFlight)}[${SEEN_SECONDS}s])`),
    label: 'scenario',
  },
  {
    name: 'faults',
    colour: 'red',
    expr: inState(DRILL_STATE.fault),
    label: 'drill',
    emptyWithout: 'a drill',
  },
  {
    name: 'recoveries',
    colour: 'yellow',
    expr: inState(DRILL_STATE.recovery),
    label: 'drill',
    emptyWithout: 'a drill',
  },
];

/** Points that follow each other by no more than this become one region. Drills last seconds. */
const STEP = '1s';

/** Fields of Prometheus' annotations that the builder does not have. */
interface PrometheusAnnotation extends AnnotationQuery {
  readonly step: string;
  readonly titleFormat: string;
  readonly tagKeys: string;
}

export const annotationsOf = ({ annotations: words }: Words) =>
  MARKED.map(({ name, colour, expr, label }) => ({
    build: (): PrometheusAnnotation => ({
      ...new AnnotationQueryBuilder()
        .name(words[name])
        .datasource(DATASOURCE)
        .enable(true)
        .iconColor(colour)
        .expr(expr)
        .build(),
      step: STEP,
      titleFormat: `{{${label}}}`,
      tagKeys: label,
    }),
  }));
