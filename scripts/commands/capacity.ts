/** `carnival capacity`: how many machines a demand takes, from measurements, or from a plan that is measured (docs/capacity.md). */
import { relative, resolve } from 'node:path';
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import type { Question } from '../capacity/answer.ts';
import { type Capacity, capacityOf, HEADROOM } from '../capacity/capacity.ts';
import { capacityFileOf } from '../capacity/capacity-file.ts';
import { certain, type Demand } from '../capacity/demand.ts';
import { capacityHtml, placesOf } from '../capacity/print-html.ts';
import { printCapacity } from '../capacity/print-text.ts';
import { measuredOf } from '../capacity/samples.ts';
import { readCosts } from '../forecast/costs.ts';
import type { Forecast } from '../forecast/forecast.ts';
import { needsOf, peakPerSecond } from '../forecast/needs.ts';
import { runForecast } from '../forecast/run-forecast.ts';
import { EXIT, type ExitCode } from '../mistakes/exit-codes.ts';
import { type Mistake, PlanError } from '../mistakes/plan-error.ts';
import { printOptions } from '../outputs/index.ts';
import { readAssets } from '../rehearsal/page-assets.ts';
import { paint, say } from '../text/terminal.ts';
import { type Language, languageFrom, wordsOf } from '../words/language.ts';
import type { Words } from '../words/words.ts';
import { type Asked, askedBy, type CapacityOptions } from './capacity-options.ts';
import { capacitySourceFrom, type Given } from './capacity-source.ts';
import { planFrom } from './plan-from.ts';
import { machineMistakes, priceOf, pricesIn } from './price-options.ts';
import { measureCapacity } from './stepped/measure-capacity.ts';
import { subjectFrom } from './subject-from.ts';
import { writeOut } from './write-out.ts';

export interface CapacityArguments extends CapacityOptions {
  readonly json?: boolean;
  readonly lang?: Language;
}

const FILES = { data: 'capacity.json', page: 'capacity.html' } as const;

/** Ends with 90 where the measurements do not tell how many, or the last run does not confirm it. */
export async function capacityCommand(options: CapacityArguments): Promise<ExitCode> {
  const words = wordsOf(languageFrom(options.lang, process.env));
  const { asked, mistakes } = askedBy(options);
  if (options.from === undefined && options.plan !== undefined)
    return measured({ ...options, plan: options.plan }, asked, mistakes, words);
  if (mistakes.length > 0) throw new PlanError('command line', mistakes);
  const given = await capacitySourceFrom(options.from!);
  const source = {
    ...given.source,
    errors: asked.errors ?? given.source.errors,
    seed: asked.seed ?? given.source.seed,
  };
  const prices = await pricesIn(options.prices);
  const more = [
    ...zoneMistakes(asked, given),
    ...machineMistakes(prices, options.machine),
    ...(measuredOf(source.levels).axis === 'load' ? notMachines(options) : []),
  ];
  if (more.length > 0) throw new PlanError('command line', more);
  const question = await questionOf(asked, given, options);
  const price = priceOf(prices, options.machine);
  return show(
    capacityOf(source, question, price),
    options.out === undefined ? [] : [options.out],
    options,
    words,
  );
}

/** A plan is measured, and its files are kept like those of a run. */
async function measured(
  options: CapacityArguments & { readonly plan: string },
  asked: Asked,
  mistakes: readonly Mistake[],
  words: Words,
): Promise<ExitCode> {
  const prices = mistakes.length > 0 ? [] : await pricesIn(options.prices);
  const found = await measureCapacity({
    ...{ options, asked, words, price: priceOf(prices, options.machine) },
    mistakes: [...mistakes, ...(mistakes.length > 0 ? [] : machineMistakes(prices, options.machine))],
    questionOf: async (plan, forecast) => ({
      ...headroomOf(asked, { headroom: plan.capacity ?? null, tiers: [] }),
      demand: asked.demand ?? (await demandOf(plan, forecast)),
    }),
    zoneMistakes: ({ capacity = null }) => zoneMistakes(asked, { headroom: capacity, tiers: [] }),
  });
  if (found === null) return EXIT.interrupted;
  const folders = [found.folder, ...(options.out === undefined ? [] : [options.out])];
  const code = await show(found.capacity, folders, options, words);
  return found.interrupted ? EXIT.interrupted : code;
}

async function show(
  capacity: Capacity,
  folders: readonly string[],
  options: CapacityArguments,
  words: Words,
): Promise<ExitCode> {
  const { stdout, stderr } = process;
  const file = `${JSON.stringify(capacityFileOf(capacity, placesOf(capacity)), null, 2)}\n`;
  if (options.json === true) say(stdout, file.trimEnd());
  else paint(stdout, printCapacity(capacity, printOptions(stdout, options)).trimEnd());
  const page = folders.length === 0 ? '' : capacityHtml(capacity, words, await readAssets());
  for (const folder of folders) {
    await writeOut(folder, [
      { file: FILES.data, text: file },
      { file: FILES.page, text: page },
    ]);
    say(stderr, words.capacity.page.written(relative(process.cwd(), resolve(folder)) || '.'));
  }
  return exitOf(capacity);
}

const exitOf = ({ answer, source: { confirmation } }: Capacity): ExitCode =>
  (answer === null || answer.kind === 'enough') && confirmation?.isConfirmed !== false
    ? EXIT.pass
    : EXIT.inconclusive;

/** Null: nothing is asked. */
async function questionOf(
  asked: Asked,
  given: Given,
  { plan, shop }: Pick<CapacityOptions, 'plan' | 'shop'>,
): Promise<Question | null> {
  const demand =
    asked.demand ?? (plan === undefined ? (given.headroom?.demand ?? null) : await demandOfPlan(plan, shop));
  return demand === null ? null : { ...headroomOf(asked, given), demand };
}

/** What a file asked for last, or a plan says. */
interface Known extends Pick<Given, 'tiers'> {
  readonly headroom: Partial<NonNullable<Given['headroom']>> | null;
}

/** What is typed wins over what the file asked for last, and that over what is usual. */
export const headroomOf = (asked: Partial<Asked>, { headroom, tiers }: Known): Omit<Question, 'demand'> => ({
  utilisation: asked.utilisation ?? headroom?.utilisation ?? HEADROOM.utilisation,
  zones: asked.zones ?? headroom?.zones ?? HEADROOM.zones,
  lostZones: asked.lostZones ?? headroom?.lostZones ?? HEADROOM.lostZones,
  extrapolate: asked.extrapolate ?? headroom?.extrapolate ?? HEADROOM.extrapolate,
  tiers: asked.tiers === undefined || asked.tiers.length === 0 ? tiers : asked.tiers,
});

async function demandOfPlan(name: string, shop: string | undefined): Promise<Demand> {
  const subject = await subjectFrom(shop);
  const plan = await planFrom(subject, { plan: name });
  return demandOf(plan, () => runForecast(plan, subject));
}

/** What the plan says, or what its peak needs at real think times, requests a second. */
const demandOf = async (plan: Plan, forecast: () => Forecast): Promise<Demand> =>
  plan.capacity?.demand ?? certain(peakPerSecond(needsOf(plan, forecast(), await readCosts())));

function zoneMistakes(asked: Asked, given: Known): readonly Mistake[] {
  const { zones, lostZones } = headroomOf(asked, given);
  if (lostZones < zones) return [];
  const problem = `is not less than the ${zones} there ${zones === 1 ? 'is' : 'are'}`;
  return [{ path: '--lost-zones', value: lostZones, problem, hint: 'fewer than there are: say --zones too' }];
}

/** Where n counts who asks at once, nothing is said of machines. */
const notMachines = ({ zones, lostZones, prices }: CapacityOptions): readonly Mistake[] =>
  Object.entries({ '--zones': zones, '--lost-zones': lostZones, '--prices': prices }).flatMap(
    ([path, value]) =>
      value === undefined
        ? []
        : [
            {
              ...{ path, value, problem: 'is for machines, and the measurements count load' },
              hint: 'name the column replicas, if it counts machines',
            },
          ],
  );

/** What `carnival forecast` asks of a capacity.json. */
export async function capacityForPeak(file: string, perSecond: number): Promise<Capacity> {
  const given = await capacitySourceFrom(file);
  return capacityOf(given.source, { ...headroomOf({}, given), demand: certain(perSecond) });
}
