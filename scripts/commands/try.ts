/** `carnival try`: sends one shopper of each behaviour through the target, and shows every request. */
import type { Plan } from '../../scenarios/campaigns/plan.ts';
import { isCarnivalPlan } from '../../scenarios/targets/mock-shop/settings.ts';
import type { Subject } from '../forecast/subject.ts';
import { ensureTool } from '../machine/toolchain/toolchain.ts';
import { CarnivalError } from '../mistakes/carnival-error.ts';
import { didYouMean } from '../mistakes/did-you-mean.ts';
import { EXIT, type ExitCode } from '../mistakes/exit-codes.ts';
import type { Mistake } from '../mistakes/plan-error.ts';
import { colourWanted, paintsFor } from '../text/colour.ts';
import { shown } from '../text/shown.ts';
import { columnsOf, paint, say } from '../text/terminal.ts';
import { TryLines } from '../try/lines.ts';
import { runTry } from '../try/run-try.ts';
import { TrySummary } from '../try/summary.ts';
import { silentPlan, tryPlan } from '../try/try-plan.ts';
import { type Language, languageFrom, wordsOf } from '../words/language.ts';
import { BUILT_IN_PLAN } from './found-config.ts';
import { type PlanArguments, planFrom } from './plan-from.ts';
import { subjectFrom } from './subject-from.ts';
import { accessFor, admitted, type TargetArguments, withTargets } from './target-option.ts';

export interface TryArguments extends Omit<PlanArguments, 'plan' | 'written'>, TargetArguments {
  /** Left out: the embedded shop's own plan, or for another shop one that says nothing. */
  readonly plan?: string;
  readonly behaviour: readonly string[];
  readonly verbose?: boolean;
  readonly lang?: Language;
}

export async function tryCommand(options: TryArguments): Promise<ExitCode> {
  const { stdout, stderr } = process;
  const words = wordsOf(languageFrom(options.lang, process.env));
  const subject = await subjectFrom(options.shop);
  const { access, mistakes } = accessFor(options, subject);
  const plan = await planFrom(
    subject,
    { ...options, ...planOf(options, subject) },
    withTargets(options, subject, [...otherMistakes(options, subject), ...mistakes]),
    // One shopper after the other: a single account is enough, because they take them in turn.
    (checked) => subject.planMistakes(checked).filter(({ path }) => path !== 'accounts'),
  );
  // Without a plan nobody knows how many it needs.
  const note = options.plan === undefined ? null : subject.accountsNote(plan);
  const shop = subject.shopOf(plan);
  const isEmbedded = options.target.length === 0;
  const targets = isEmbedded ? startable(plan) : await admitted(options, subject, plan, access);
  const k6 = await ensureTool('k6', { progress: (line) => say(stderr, words.message(line)) });

  const look = { columns: columnsOf(stdout), paints: paintsFor(colourWanted(stdout)), words };
  const summary = new TrySummary(shop);
  let lines: TryLines | null = null;
  const beganMs = performance.now();
  const { isInterrupted } = await runTry({
    plan: tryPlan(plan, shop, options.behaviour),
    subject,
    k6: k6.path,
    targets,
    access,
    onTarget: (target) => {
      lines = new TryLines({
        ...look,
        target,
        isVerbose: options.verbose === true,
        describe: (behaviour) => shown(words.message(shop.behaviours[behaviour]?.description ?? '')),
      });
      paint(stdout, `${look.paints.bold(shown(`${shop.name} · ${target}`))}${words.tried.withoutThinkTimes}`);
    },
    onEvent: (event) => {
      summary.take(event);
      for (const line of lines?.of(event) ?? []) paint(stdout, line);
    },
  });
  const ms = performance.now() - beganMs;
  for (const line of summary.lines({ ...look, ms, isInterrupted, isKept: !isEmbedded, note }))
    paint(stdout, line);
  if (isInterrupted) return EXIT.interrupted;
  return summary.exitCode;
}

/** A folder has a shop before it has a plan. */
function planOf(
  { plan, shop }: TryArguments,
  { known: { behaviours, channels } }: Subject,
): Pick<PlanArguments, 'plan' | 'written'> {
  if (plan !== undefined) return { plan };
  if (shop === undefined) return { plan: BUILT_IN_PLAN };
  return { plan: 'none', written: silentPlan(Object.keys(behaviours), channels) };
}

/** Mistakes in options that do not change the plan. While there are any, nothing is sent. */
function otherMistakes({ behaviour, target, shop }: TryArguments, { known }: Subject): readonly Mistake[] {
  const behaviours = Object.keys(known.behaviours);
  const mistakes: Mistake[] = behaviour
    .filter((name) => !behaviours.includes(name))
    .map((name) => ({
      path: '--behaviour',
      value: name,
      problem: 'is not a behaviour of the shop',
      hint: didYouMean(name, behaviours),
    }));
  if (target.length === 0 && shop !== undefined)
    mistakes.push({
      path: '--target',
      value: undefined,
      problem: 'is missing: nobody knows where your shop is',
      hint: '--target https://staging…',
    });
  return mistakes;
}

/** Without a target, the embedded shop is started. */
function startable(plan: Plan) {
  if (isCarnivalPlan(plan)) return { start: plan };
  throw new CarnivalError(`plan "${plan.name}" is not for the embedded shop, and there is no target`, {
    hint: 'name one with --target',
    exitCode: EXIT.badPlan,
  });
}
