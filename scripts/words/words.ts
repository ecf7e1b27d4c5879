/**
 * All words that people see in more than one language, by where they are seen. A language is a file that `satisfies Words`: a missing
 * word breaks the build. Sentences with gaps are functions, because word order differs. Numbers come in as text, with their unit.
 *
 * What stands in verdict.json (reasons, headlines) is English, whatever the language: it is evidence. A language may say it again for its
 * readers, sentence by sentence (reasons/).
 */

import type { CapacityWords } from './capacity/words.ts';
import type { CompareWords } from './compare/words.ts';
import type { DoctorWords } from './doctor/words.ts';
import type { ForecastWords } from './forecast/words.ts';
import type { HelpWords } from './help/words.ts';
import type { LiveWords } from './live/words.ts';
import type { MistakeWords } from './mistakes/words.ts';
import type { ReportWords } from './report/words.ts';
import type { SaidWords } from './said/words.ts';
import type { ScaleOutWords } from './scale-out/words.ts';
import type { ScaleOutDrillWords } from './scale-out-drill/words.ts';
import type { TableWords } from './table/words.ts';
import type { TryWords } from './try/words.ts';

type Texts<Names extends string> = Readonly<Record<Names, string>>;

export interface Words {
  /** For the attribute `lang` of a page. */
  readonly language: string;
  readonly outcome: Texts<'pass' | 'fail' | 'inconclusive'>;
  /** Of a cell. */
  readonly state: Texts<'pass' | 'fail' | 'not-proven' | 'not-judged'>;
  /** Of a check of the load. */
  readonly checkState: Texts<'ok' | 'broken' | 'not-checked'>;
  readonly breakerState: Texts<'closed' | 'half-open' | 'open' | 'unknown'>;
  /** What a check of the load is about. */
  readonly check: Texts<
    | 'series-complete'
    | 'generator-ended'
    | 'clock-steady'
    | 'vus-finished'
    | 'own-failures'
    | 'ticks-on-time'
    | 'sends-on-time'
    | 'achieved-load'
    | 'region-shares'
    | 'later-steps'
    | 'think-times'
    | 'crowd-held'
    | 'conservation'
    | 'littles-law'
    | 'in-flight-bound'
  >;
  readonly wholeRun: string;
  /** A sentence of verdict.json, in this language; as it is, where this language has none for it. */
  readonly reason: (english: string) => string;
  /** The same for what is said where it happens: errors, hints, progress, notes of a comparison. */
  readonly message: (english: string) => string;
  /** Where a drill is, or what goes wrong in it: `bank in north (payment.pay)`. */
  readonly drillText: (english: string) => string;
  readonly report: ReportWords;
  readonly table: TableWords;
  readonly live: LiveWords;
  readonly forecast: ForecastWords;
  readonly capacity: CapacityWords;
  readonly scaleOut: ScaleOutWords;
  readonly scaleOutDrill: ScaleOutDrillWords;
  readonly compare: CompareWords;
  readonly doctor: DoctorWords;
  readonly tried: TryWords;
  readonly said: SaidWords;
  readonly mistake: MistakeWords;
  readonly help: HelpWords;
}
