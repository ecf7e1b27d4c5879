/** `carnival scale-out`: whether the emergency scale-out arrives in time, simulated (docs/scale-out.md). */
import { relative, resolve } from 'node:path';
import { parse } from 'yaml';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { isCarnivalPlan } from '../../scenarios/targets/mock-shop/settings.ts';
import { modelOf } from '../capacity/model.ts';
import { runForecast } from '../forecast/run-forecast.ts';
import { EXIT, type ExitCode } from '../mistakes/exit-codes.ts';
import { type Mistake, PlanError } from '../mistakes/plan-error.ts';
import { shapeMistakes } from '../mistakes/shape-mistakes.ts';
import { printOptions } from '../outputs/index.ts';
import { folderError } from '../rehearsal/folder-file.ts';
import { readAssets } from '../rehearsal/page-assets.ts';
import { demandOf } from '../scale-out/demand.ts';
import { readHpaManifest } from '../scale-out/hpa-manifest.ts';
import { autoscalerAs } from '../scale-out/preset-autoscalers.ts';
import { scaleOutHtml } from '../scale-out/print-html.ts';
import { printScaleOut } from '../scale-out/print-text.ts';
import { type Asked, type Money, type ScaleOut, scaleOutOf } from '../scale-out/scale-out.ts';
import { scaleOutFileOf } from '../scale-out/scale-out-file.ts';
import { MS_PER_SECOND, SECONDS_PER_MINUTE } from '../scale-out/seconds.ts';
import { type Settings, settingsSchema, settingsWith } from '../scale-out/settings.ts';
import { shoppersOf } from '../scale-out/shoppers.ts';
import { paint, say } from '../text/terminal.ts';
import { type Language, languageFrom, wordsOf } from '../words/language.ts';
import { headroomOf } from './capacity.ts';
import { capacitySourceFrom, type Given, smallText } from './capacity-source.ts';
import { planFrom } from './plan-from.ts';
import { machineMistakes, priceOf, pricesIn } from './price-options.ts';
import { type ScaleOutNumbers, type ScaleOutOptions, scaleOutNumbers } from './scale-out-options.ts';
import { beginsText, progressLines } from './scale-out-progress.ts';
import { subjectFrom } from './subject-from.ts';
import { writeOut } from './write-out.ts';

export interface ScaleOutArguments extends ScaleOutOptions {
  readonly json?: boolean;
  readonly lang?: Language;
}

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
  const settings = await settingsIn(options.delays);
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
    ...{ targetShare: targetShareOf(given, plan), withinMs: plan.withinMs },
    ...{ draws: numbers.draws, seed: numbers.seed, steeper: numbers.steeper },
    price: priceOf(prices, options.machine),
    orderValue: numbers.orderValue ?? orderValueOf(plan),
  };
}

const NO_REPLICAS: Mistake = {
  path: '--capacity',
  value: undefined,
  problem: 'counts load, and not machines',
  hint: 'measure several counts of machines, in a column replicas',
};

/** Capacity at another limit says nothing of this one. */
function objectiveMistakes({ source }: Given, { withinMs }: Plan): readonly Mistake[] {
  const { objective } = source;
  if (objective === null || objective.withinMs <= withinMs) return [];
  return [
    {
      path: '--capacity',
      value: undefined,
      problem: `was measured within ${objective.withinMs / MS_PER_SECOND} s, and the plan asks for ${withinMs / MS_PER_SECOND} s`,
      hint: 'measure it at the limit of the plan',
    },
  ];
}

/** Assumption, where nobody says: as the campaign's review has it. */
const TARGET_SHARE = 0.99;

function targetShareOf({ source }: Given, plan: Plan): number {
  const ofPlan = plan.objectives.find(({ kind }) => kind === 'response-time');
  return ofPlan !== undefined && 'targetShare' in ofPlan
    ? ofPlan.targetShare
    : (source.objective?.share ?? TARGET_SHARE);
}

const FEN_PER_YUAN = 100;

/** The embedded shop's goal says what an order is worth. */
function orderValueOf(plan: Plan): Money | null {
  if (!isCarnivalPlan(plan)) return null;
  const { orders, revenueFen } = plan.shop.goal;
  return orders === 0 ? null : { amount: revenueFen / FEN_PER_YUAN / orders, currency: 'CNY' };
}

const DELAYS_HINT = 'name a file in YAML or JSON: docs/scale-out.md has its fields';

async function settingsIn(file: string | undefined): Promise<Settings> {
  if (file === undefined) return settingsWith();
  const text = await smallText(file, DELAYS_HINT);
  let given: unknown;
  try {
    given = parse(text) ?? {};
  } catch (cause) {
    throw folderError(
      `${file} does not parse: ${(cause as Error).message.split('\n')[0]}`,
      DELAYS_HINT,
      cause,
    );
  }
  const parsed = settingsSchema.safeParse(given);
  if (!parsed.success) throw new PlanError(file, shapeMistakes(given, parsed.error.issues));
  return parsed.data;
}
