/** What a dashboard is made of: rows of panels, and the queries of each. Data without words: the words are in words/. */
import type { LegendWord, PanelName, RowName } from '../words/words.ts';

export interface Query {
  readonly expr: string;
  /** A word, or labels in braces: `{{region}}`. */
  readonly legend: LegendWord | `{{${string}`;
  /** The labels that each series of the answer has, and no others. */
  readonly labels: readonly string[];
  /**
   * For series that grow seldom: the crowd writes each of them every 15 s at least, so a rate looks back 20 s. Left out: 8 s.
   */
  readonly isRare?: boolean;
  /** Asked once, for the whole time that is shown. */
  readonly isInstant?: boolean;
  /** What a run must have had, or the answer is rightly empty. Left out: every rehearsal of the default plan has it. */
  readonly emptyWithout?: EmptyWithout;
}

/** Why a query may have no answer. */
export type EmptyWithout =
  | 'a drill'
  | 'a drill that compares bystanders'
  | 'a drill that judges a breaker'
  | 'a boundary of the plan'
  | 'a flash sale'
  | 'an alert'
  | 'an answer that failed'
  | 'a drill whose share is recorded';

export interface Limit {
  readonly value: number;
  /** On which side of it all is well. */
  readonly good: 'above' | 'below';
}

/** Which of its values over time a figure shows. */
export type Shown = 'last' | 'highest';

interface PanelBase {
  readonly name: PanelName;
  /** Of the 24 columns of a dashboard. */
  readonly width: number;
  /** Grafana's id of the unit. */
  readonly unit: string;
  readonly queries: readonly Query[];
  readonly limit?: Limit;
}
export interface Lines extends PanelBase {
  readonly kind: 'lines';
  readonly isStacked?: boolean;
}
export interface Figure extends PanelBase {
  readonly kind: 'figure';
  readonly shown: Shown;
}
export interface Bars extends PanelBase {
  readonly kind: 'bars';
}
/** What a value of a state timeline means, and its colour. */
export interface State {
  readonly value: number;
  readonly word: LegendWord;
  readonly colour: 'green' | 'yellow' | 'red' | 'transparent';
}
export interface States extends PanelBase {
  readonly kind: 'states';
  readonly states: readonly State[];
}
export type Panel = Lines | Figure | Bars | States;

export interface Row {
  readonly name: RowName;
  readonly panels: readonly Panel[];
}

export type DashboardName = 'rehearsal' | 'shop' | 'drills' | 'campaign' | 'generator';
export interface Dashboard {
  readonly name: DashboardName;
  /** Whether it reads the embedded shop, and so has the variables `job` and `instance`. */
  readonly readsShop: boolean;
  readonly rows: readonly Row[];
}
