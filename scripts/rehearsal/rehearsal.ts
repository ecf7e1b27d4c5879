/**
 * One rehearsal, from a checked plan to its verdict: prepare → shop → Prometheus → load → read → audit → judge. Each stage is a
 * function that takes the results of earlier stages. What must last is in the run's folder.
 */
import { randomBytes } from 'node:crypto';
import { type Plan, settleSecondsMaxOf } from '../../scenarios/campaigns/plan.ts';
import { timetable } from '../../scenarios/crowd/timetable.ts';
import { type CarnivalPlan, isCarnivalPlan } from '../../scenarios/targets/mock-shop/settings.ts';
import { resolveHost } from '../admission/admission.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { OBSERVATIONS_VERSION } from '../evidence/observations.ts';
import { orderStepsOf } from '../forecast/order-steps.ts';
import { environmentOf } from '../machine/environment.ts';
import { startChild } from '../machine/processes/child.ts';
import { type Keeper, startKeeper } from '../machine/processes/keeper.ts';
import { CarnivalError } from '../mistakes/carnival-error.ts';
import { EXIT } from '../mistakes/exit-codes.ts';
import type { ReportSource } from '../report/source.ts';
import { leave, say } from '../text/terminal.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { countedIn, watchedIn } from '../verdict/watched.ts';
import { withAbort } from './abort/default-clause.ts';
import { auditRun } from './audit/audit-run.ts';
import { sourceOf } from './audit/audit-way.ts';
import { auditByContract } from './audit/contract-run.ts';
import { dropBooks, noteBooks } from './books.ts';
import { keepChildren, type RunChildren } from './children.ts';
import { cleanRun } from './clean-run.ts';
import { readRemarks } from './console/read-remarks.ts';
import { leversOf, needsLifter } from './drills/levers.ts';
import { type Lifter, startLifter } from './drills/lifter.ts';
import { herdsOf } from './herds.ts';
import { type Interrupt, listenForInterrupt, NothingSent, stopIfInterrupted } from './interrupt.ts';
import { verdictOf } from './judge-folder.ts';
import { abortable, lateStage } from './late-stages.ts';
import { sendLoad } from './load.ts';
import { prepare } from './prepare.ts';
import { breakerScrapes } from './prometheus/breaker-scrapes.ts';
import { connectPrometheus } from './prometheus/query.ts';
import { readCounters } from './prometheus/read-counters.ts';
import { completeDrills } from './prometheus/read-drills.ts';
import { runRules } from './prometheus/run-rules.ts';
import { startPrometheus } from './prometheus/start.ts';
import type { RehearsalOptions } from './rehearsal-options.ts';
import { reportIn, reportOf } from './report-of-run.ts';
import { createRunFolder, type RunFolder } from './run-folder.ts';
import { scriptOf } from './scenario-script.ts';
import { askObjectives } from './server-side/ask-objectives.ts';
import { ShopFamily } from './shop-family.ts';
import { beginCampaign, shopTargets, startShop } from './shop-regions.ts';
import { keepTimeline } from './timeline-of-run.ts';

export interface Rehearsed {
  readonly folder: string;
  /** The file of its report; null: there is none. */
  readonly report: string | null;
  /** Null: interrupted before any load was sent. */
  readonly verdict: Verdict | null;
}

const MS_PER_SECOND = 1000;

/**
 * @throws Error when it could not begin. Once load was sent there is a verdict. If the disk cannot take the run's files, it is
 * inconclusive at best and says why.
 */
export async function rehearse(options: RehearsalOptions): Promise<Rehearsed> {
  const folder = await createRunFolder(options.runs, options.plan.name, new Date());
  const keeper = await startKeeper((reason, replaced) => {
    folder.note('note', reason);
    // Nobody would end the children if this command were killed now.
    if (!replaced) interrupt.stop('the loss of the keeper');
  });
  const interrupt = listenForInterrupt(() => {
    say(options.output, options.words.said.endedAtOnce);
    keeper.close().finally(() => leave(EXIT.interrupted));
  });
  const children = keepChildren((child) => startChild(keeper, child), folder.note);
  let lifter: Lifter | null = null;
  try {
    if (needsLifter(options.plan))
      lifter = await startLifter(folder.file('events'), (reason) => folder.note('drill', reason));
    const { evidence, ...told } = await runStages({ options, folder, children, keeper, lifter, interrupt });
    const mayGo = options.targets === null && noteBooks(folder, evidence, options.keepBooks);
    const verdict = await verdictOf(folder, evidence, (decided) =>
      reportOf(folder, { ...evidence, ...told, verdict: decided }, options.language),
    );
    // The regions have to end first.
    await children.stop();
    if (mayGo) await dropBooks(folder, evidence);
    return { folder: folder.path, verdict, report: reportIn(folder.path) };
  } catch (error) {
    if (!(error instanceof NothingSent)) throw error;
    folder.note('interrupted', error.message);
    return { folder: folder.path, verdict: null, report: null };
  } finally {
    await children.stop();
    await lifter?.close();
    interrupt.stopListening();
    await keeper.close();
  }
}

/** Ready before the first stage, closed after the last. */
interface Surroundings {
  readonly options: RehearsalOptions;
  readonly folder: RunFolder;
  readonly children: RunChildren;
  readonly keeper: Keeper;
  readonly lifter: Lifter | null;
  readonly interrupt: Interrupt;
}

/** What the stages give. The report shows more than the verdict rests on. */
interface Stages extends Pick<ReportSource, 'plan' | 'timeline'> {
  readonly evidence: Evidence;
}

/** @throws NothingSent when it is interrupted before the load */
async function runStages({
  options,
  folder,
  children,
  keeper,
  lifter,
  interrupt,
}: Surroundings): Promise<Stages> {
  const { tools } = options;
  const plan = withAbort(options.plan, options.targets);
  const isEmbedded = options.targets === null;
  const adminToken = options.adminToken ?? randomBytes(24).toString('hex');
  const knownToken = isEmbedded ? adminToken : options.adminToken;

  const shopOptions = () => ({
    ...{ start: children.start, adminToken, folder: folder.file('shop'), campaignWaits: true },
    plan: laidOutBy(plan),
  });

  const forecast = await prepare(plan, options.subject, folder, process.env);

  stopIfInterrupted(interrupt, 'the shop');
  const shop = isEmbedded
    ? new ShopFamily(shopOptions(), await startShop({ ...shopOptions(), port: options.shopPort }), children)
    : null;
  const targets = options.targets ?? shopTargets(shop?.regions ?? []);

  stopIfInterrupted(interrupt, 'Prometheus');
  const prometheus = await startPrometheus({
    start: children.start,
    command: tools.prometheus.path,
    folder: folder.file('prometheus'),
    logFile: folder.file('prometheusLog'),
    port: options.prometheusPort,
    runId: folder.id,
    targets: shop?.regions ?? [],
    breakers: await breakerScrapes(plan, shop?.regions ?? [], resolveHost),
    rules: runRules({ plan, shop: { orderStep: forecast.shop.orderStep, isEmbedded } }),
  });
  children.noteDeath(prometheus.child, 'prometheus-died', 'Prometheus');

  stopIfInterrupted(interrupt, 'the load');
  const scenario = options.scenario ?? (await scriptOf(options.subject, folder));
  const beside = await options.beside?.({ folder, children, targets, prometheus, adminToken: knownToken });
  const { run, startedAtMs, endedAtMs, generator, use, ...load } = await sendLoad({
    plan,
    targets,
    levers: leversOf(plan, {
      ...{ shop, targets, adminToken: knownToken },
      user: {
        ...{ folder, lifter, addresses: options.drillAddresses, authorities: options.access.authorities },
        start: (child) => startChild(keeper, child),
      },
    }),
    access: options.access,
    k6: tools.k6.path,
    shop: forecast.shop,
    scenario,
    files: options.subject.files,
    districtsFrom: options.districtsFrom ?? null,
    prometheus: prometheus.access,
    theirs: options.theirs,
    folder,
    children,
    interrupt,
    output: options.output,
    words: options.words,
    views: options.views,
    enough: options.enough ?? null,
    beginCampaign: (zeroAtMs) => beginCampaign(shop?.regions ?? [], adminToken, zeroAtMs),
  }).finally(() => beside?.end());

  const late = { interrupt, folder };
  const counters = await lateStage('the reading of Prometheus', late, (signal) =>
    readCounters(abortable(connectPrometheus(prometheus.access), signal), {
      runId: run.id,
      phases: plan.phases.map(({ name }) => name),
      orderSteps: orderStepsOf(forecast.shop),
      hasGray: plan.gray !== undefined,
      holdsConnections: forecast.shop.steps.some(({ staySeconds }) => staySeconds !== undefined),
      watched: watchedIn(plan),
      counted: countedIn(plan),
      startedAtMs,
      zeroAtMs: run.zeroAtMs,
      endedAtMs,
      herds: herdsOf(plan, forecast),
    }),
  );

  const drills = await lateStage('the reading of the drills', late, (signal) =>
    completeDrills(
      abortable(connectPrometheus(prometheus.access), signal),
      { runId: run.id, startedAtMs, zeroAtMs: run.zeroAtMs, endedAtMs },
      plan,
      load.drills,
    ),
  );

  const timeline =
    options.language === null
      ? null
      : await keepTimeline(
          prometheus.access,
          {
            ...{ runId: run.id, startedAtMs, zeroAtMs: run.zeroAtMs, endedAtMs },
            steps: forecast.shop.steps.length,
            use,
          },
          plan,
          folder,
        );

  const audit = await lateStage('the audit', late, (signal) =>
    options.audit === null
      ? auditRun({
          isOwn: forecast.shop.isOwn,
          folder,
          plan,
          run,
          isEmbedded,
          adminToken: knownToken,
          access: options.access,
          nowMs: Date.now,
          restart: async (region) => {
            if (shop === null) throw new Error('it is not a process of this run');
            return shop.restart(region);
          },
          signal,
        })
      : auditByContract({
          consoles: [folder.file('console')],
          run,
          source: sourceOf(options.audit, keeper),
          badStates: forecast.shop.badOrderStates ?? undefined,
          settleMsMax: settleSecondsMaxOf(plan) * MS_PER_SECOND,
          note: (reason) => folder.note('note', reason),
          signal,
        }),
  );

  if (!isEmbedded)
    await lateStage('the clean-up', late, (signal) => {
      const { clean, mark } = options.subject.shopOf(plan);
      return cleanRun({ folder, run, clean, mark, access: options.access, signal });
    });

  const remarks = await readRemarks(folder.file('console'));
  const serverAnswers = await lateStage("the reading of the user's own Prometheus", late, (signal) =>
    askObjectives({ plan, theirs: options.theirs, zeroAtMs: run.zeroAtMs, endedAtMs, signal }),
  );

  const observations = {
    version: OBSERVATIONS_VERSION,
    runId: folder.id,
    ...counters,
    ...(plan.drills === undefined ? {} : { drills }),
    audit,
    remarks,
    serverAnswers,
    generator,
    environment: environmentOf(tools),
    events: folder.events,
  } as const;
  const evidence = { plan, forecast, observations, timetable: timetable(plan) };
  return { evidence, plan: { ...plan, run }, timeline };
}

/** The embedded shop is laid out by its plan. Plans for other shops run with a target, so this is never their way. */
function laidOutBy(plan: Plan): CarnivalPlan {
  if (isCarnivalPlan(plan)) return plan;
  throw new CarnivalError(`plan "${plan.name}" is not for the embedded shop, and there is no target`, {
    hint: 'name one with --target',
    exitCode: EXIT.badPlan,
  });
}
