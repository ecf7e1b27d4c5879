/**
 * `carnival forecast`: predicts a plan's load and what it needs. It takes seconds and sends nothing; only `--pace auto` rehearses
 * for some seconds, against the embedded shop.
 */
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { drillTimes } from '../../scenarios/crowd/drill-times.ts';
import { capacityFileOf } from '../capacity/capacity-file.ts';
import { answerText } from '../capacity/sentence.ts';
import { readCosts } from '../forecast/costs.ts';
import { needsOf, peakPerSecond } from '../forecast/needs.ts';
import { printDrills } from '../forecast/print-drills.ts';
import { printForecast } from '../forecast/print-forecast.ts';
import { runForecast } from '../forecast/run-forecast.ts';
import type { Subject } from '../forecast/subject.ts';
import { ensureTools } from '../machine/toolchain/toolchain.ts';
import { EXIT, type ExitCode } from '../mistakes/exit-codes.ts';
import { calibratedPace } from '../rehearsal/calibrate.ts';
import { say } from '../text/terminal.ts';
import { wrap } from '../text/wrap.ts';
import { type Language, languageFrom, wordsOf } from '../words/language.ts';
import type { Words } from '../words/words.ts';
import { capacityForPeak } from './capacity.ts';
import { AUTO_PACE, type PlanArguments, planFrom, planWithAnyPace } from './plan-from.ts';
import { subjectFrom } from './subject-from.ts';

export interface ForecastArguments extends PlanArguments {
  readonly json?: boolean;
  /** A cost file measured on another machine. */
  readonly costs?: string;
  /** A capacity.json: how many machines the plan's peak needs. */
  readonly capacity?: string;
  readonly lang?: Language;
}

export async function forecastCommand(options: ForecastArguments): Promise<ExitCode> {
  const words = wordsOf(languageFrom(options.lang, process.env));
  const subject = await subjectFrom(options.shop);
  const plan = await planOf(subject, options, words);
  const forecast = runForecast(plan, subject);
  const needs = needsOf(plan, forecast, await readCosts(options.costs));
  const capacity =
    options.capacity === undefined ? null : await capacityForPeak(options.capacity, peakPerSecond(needs));
  const answer = capacity === null ? {} : { capacity: capacityFileOf(capacity, []).answer };
  say(
    process.stdout,
    options.json === true
      ? JSON.stringify({ forecast, needs, drills: drillTimes(plan), ...answer }, null, 2)
      : [
          printForecast(forecast, needs, words.forecast).trimEnd(),
          ...(capacity === null ? [] : wrap(answerText(capacity, words.capacity)!, { lead: '  ', hang: 2 })),
          ...drillLines(plan, words),
        ].join('\n'),
  );
  return EXIT.pass;
}

const drillLines = (plan: Plan, words: Words): readonly string[] => {
  const lines = printDrills(plan, words);
  return lines.length === 0 ? [] : ['', ...lines];
};

async function planOf(subject: Subject, options: ForecastArguments, words: Words): Promise<Plan> {
  if (options.pace !== AUTO_PACE) return planFrom(subject, options);
  const output = process.stderr;
  const plan = await planWithAnyPace(subject, options);
  const tools = await ensureTools({ progress: (line) => say(output, words.message(line)) });
  const pace = await calibratedPace({ plan, subject, tools, hasTarget: false, output, words });
  return planFrom(subject, { ...options, pace: String(pace) });
}
