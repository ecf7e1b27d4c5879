/** `carnival scale-out`: whether the emergency scale-out arrives in time, simulated (docs/scale-out.md). */
import { relative, resolve } from 'node:path';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { isCarnivalPlan } from '../../scenarios/targets/mock-shop/settings.ts';
import { modelOf } from '../capacity/model.ts';
import { runForecast } from '../forecast/run-forecast.ts';
import { EXIT, type ExitCode } from '../mistakes/exit-codes.ts';
import { PlanError } from '../mistakes/plan-error.ts';
import { printOptions } from '../outputs/index.ts';
import { readAssets } from '../rehearsal/page-assets.ts';
import { demandOf } from '../scale-out/demand.ts';
import { readHpaManifest } from '../scale-out/hpa-manifest.ts';
import { autoscalerAs } from '../scale-out/preset-autoscalers.ts';
import { scaleOutHtml } from '../scale-out/print-html.ts';
import { printScaleOut } from '../scale-out/print-text.ts';
import { type Asked, type Money, type ScaleOut, scaleOutOf } from '../scale-out/scale-out.ts';
import { scaleOutFileOf } from '../scale-out/scale-out-file.ts';
import { SECONDS_PER_MINUTE } from '../scale-out/seconds.ts';
import { settingsWith } from '../scale-out/settings.ts';
import { shoppersOf } from '../scale-out/shoppers.ts';
import { paint, say } from '../text/terminal.ts';
import { languageFrom, wordsOf } from '../words/language.ts';
import { headroomOf } from './capacity.ts';
import { NO_REPLICAS, objectiveMistakes, targetShareOf } from './capacity-for-plan.ts';
import { capacitySourceFrom, smallText } from './capacity-source.ts';
import { delaysIn } from './delays-file.ts';
import { planFrom } from './plan-from.ts';
import { machineMistakes, priceOf, pricesIn } from './price-options.ts';
import { type ScaleOutArguments, type ScaleOutNumbers, scaleOutNumbers } from './scale-out-options.ts';
import { beginsText, progressLines } from './scale-out-progress.ts';
import { subjectFrom } from './subject-from.ts';
import { writeOut } from './write-out.ts';

const FILES = { data: 'scale-out.json', page: 'scale-out.html' } as const;
const DEFAULT_PLAN = 'summer-carnival';

/** Ends with 90 where no pre-warm is enough, or where the measurements do not reach. */
export async function scaleOutCommand(options: ScaleOutArguments): Promise<ExitCode> {
  const { stdout, stderr } = process;
  const words = wordsOf(languageFrom(options.lang, process.env));
  const { numbers, mistakes } = scaleOutNumbers(options);
  if (mistakes.length > 0) throw new PlanError('command line', mistakes);
  const asked = await askedBy(options, numbers);
  say(stderr, beginsText(asked, words.scaleOut));
  const lines = progressLines(words.scaleOut, () => performance.now());
  const scaleOut = scaleOutOf(asked, (at) => lines(at, (line) => say(stderr, line)));
  const file = `${JSON.stringify(scaleOutFileOf(scaleOut), null, 2)}\n`;
  if (options.json === true) say(stdout, file.trimEnd());
  else paint(stdout, printScaleOut(scaleOut, printOptions(stdout, options)).trimEnd());
  if (options.out !== undefined) {
    await writeOut(options.out, [
      { file: FILES.data, text: file },
      { file: FILES.page, text: scaleOutHtml(scaleOut, words, await readAssets()) },
    ]);
    say(stderr, words.scaleOut.page.written(relative(process.cwd(), resolve(options.out)) || '.'));
  }
  return exitOf(scaleOut);
}

const exitOf = ({ preWarm }: ScaleOut): ExitCode => (preWarm === null ? EXIT.inconclusive : EXIT.pass);

async function askedBy(options: ScaleOutArguments, numbers: ScaleOutNumbers): Promise<Asked> {
  const settings = settingsWith(await delaysIn(options.delays));
  const hpa = readHpaManifest(await smallText(options.hpa!, 'name a manifest in YAML'), options.hpa!);
  const leadSeconds = settings.leadMinutes * SECONDS_PER_MINUTE;
  const autoscaler = autoscalerAs(numbers.preset, hpa, settings, leadSeconds);
  const given = await capacitySourceFrom(options.capacity!);
  const model = modelOf(given.source.levels, given.source);
  const prices = await pricesIn(options.prices);
  const subject = await subjectFrom(options.shop);
  const plan = await planFrom(subject, { plan: options.plan ?? DEFAULT_PLAN });
  const more = [
    ...machineMistakes(prices, options.machine),
    ...(model.axis === 'replicas' ? [] : [NO_REPLICAS]),
    ...objectiveMistakes(given, plan),
  ];
  if (more.length > 0) throw new PlanError('command line', more);
  const forecast = runForecast(plan, subject);
  const demand = demandOf(plan, forecast, {
    leadSeconds,
    riseSeconds: settings.riseMinutes * SECONDS_PER_MINUTE,
  });
  const headroom = headroomOf({ extrapolate: numbers.extrapolate }, given);
  return {
    ...{ plan: plan.name, startsAt: plan.startsAt, demand, model, autoscaler, settings },
    ...{ tiers: headroom.tiers, extrapolate: headroom.extrapolate, utilisation: headroom.utilisation },
    shoppers: shoppersOf(plan, subject.shopOf(plan), forecast, demand.phase, settings),
    ...{ targetShare: targetShareOf(given.source, plan), withinMs: plan.withinMs },
    ...{ draws: numbers.draws, seed: numbers.seed, steeper: numbers.steeper },
    price: priceOf(prices, options.machine),
    orderValue: numbers.orderValue ?? orderValueOf(plan),
  };
}

const FEN_PER_YUAN = 100;

/** The embedded shop's goal says what an order is worth. */
function orderValueOf(plan: Plan): Money | null {
  if (!isCarnivalPlan(plan)) return null;
  const { orders, revenueFen } = plan.shop.goal;
  return orders === 0 ? null : { amount: revenueFen / FEN_PER_YUAN / orders, currency: 'CNY' };
}
