/**
 * One rehearsal, from a checked plan to its verdict. The stages meet only in the run's folder:
 * plan.json → forecast.json → k6's console and Prometheus → observations.json → verdict.json, junit.xml.
 */
import { randomBytes } from 'node:crypto';
import type { Plan, PlannedRun, RunSettings } from '../../scenarios/campaigns/plan.ts';
import { timetable } from '../../scenarios/crowd/timetable.ts';
import { COUPON_STEP, ORDER_STEP } from '../../scenarios/storefront/storefront.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { LedgerAudit } from '../evidence/observations.ts';
import { runForecast } from '../forecast/run-forecast.ts';
import { type Child, type Exit, startChild } from '../machine/processes/child.ts';
import { watchClock } from '../machine/processes/clock.ts';
import { type Keeper, startKeeper } from '../machine/processes/keeper.ts';
import { DEFAULT_PORT, freePort, requirePort } from '../machine/processes/ports.ts';
import { watchUse } from '../machine/processes/use.ts';
import type { Tools } from '../machine/toolchain/tool.ts';
import { EXIT } from '../mistakes/exit-codes.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { orderPrefix, readAcks } from './audit/acks.ts';
import { auditLedger, notAudited } from './audit/audit.ts';
import { foreignVariables, generatorArgs, generatorEnv, generatorUse } from './generator.ts';
import { type Interrupt, listenForInterrupt } from './interrupt.ts';
import { verdictOf } from './judge-folder.ts';
import { startLive } from './live/live.ts';
import { connectPrometheus } from './prometheus/query.ts';
import { readCounters } from './prometheus/read.ts';
import { startPrometheus } from './prometheus/start-prometheus.ts';
import { createRunFolder, type RunFolder, writeJson } from './run-folder.ts';
import { beginCampaign, type ShopRegion, startRegion, startShop } from './shop-regions.ts';

/** From k6's start to the timetable's zero: it reads the scripts for every VU first. */
const K6_START_MS = 2500;
/** Longer than Prometheus may take to start. */
const START_LIMIT_MS = 600_000;
/** Summing k6's pages costs some milliseconds each time. */
const USE_EVERY_MS = 2000;
/** An answer that comes later is of no use on a screen that is drawn each second. */
const LIVE_QUERY_LIMIT_MS = 1000;

export interface RehearsalOptions {
  readonly plan: Plan;
  readonly tools: Tools;
  /** Where runs are kept. */
  readonly runs: string;
  /** Admitted targets; `null` starts the embedded shop. */
  readonly targets: Pick<RunSettings, 'targets' | 'hosts'> | null;
  /** Of a target that is a Carnival shop: lets its ledger be audited. */
  readonly adminToken: string | null;
  readonly shopPort: number | null;
  readonly prometheusPort: number | null;
  /** A k6 script in place of the rehearsal's own. */
  readonly scenario: string | null;
  readonly output: NodeJS.WriteStream;
}
export interface Rehearsed {
  readonly folder: string;
  /** Null: interrupted before any load was sent. */
  readonly verdict: Verdict | null;
}

/**
 * @throws Error when it could not begin. Once load was sent there is a verdict, also of a run whose disk cannot take its files:
 * it is then of no more worth than inconclusive, and says why.
 */
export async function rehearse(options: RehearsalOptions): Promise<Rehearsed> {
  const folder = await createRunFolder(options.runs, options.plan.name, new Date());
  const keeper = await startKeeper();
  const interrupt = listenForInterrupt(() => {
    options.output.write('Ended at once.\n');
    keeper.close().finally(() => process.exit(EXIT.interrupted));
  });
  const run = new Run(options, folder, keeper, interrupt);
  try {
    const evidence = await run.perform();
    return { folder: folder.path, verdict: await verdictOf(folder, evidence) };
  } catch (error) {
    if (!(error instanceof NothingSent)) throw error;
    folder.note('interrupted', error.message);
    return { folder: folder.path, verdict: null };
  } finally {
    await run.stopAll();
    interrupt.stopListening();
    await keeper.close();
  }
}

/** The user's interrupt came before the load. */
class NothingSent extends Error {
  override readonly name = 'NothingSent';
}

/** What a run has started; its end is the keeper's. */
class Run {
  private readonly options: RehearsalOptions;
  private readonly folder: RunFolder;
  private readonly keeper: Keeper;
  private readonly interrupt: Interrupt;
  private readonly children: Child[] = [];
  private readonly adminToken: string;
  private shop: readonly ShopRegion[] = [];
  private ending = false;

  constructor(options: RehearsalOptions, folder: RunFolder, keeper: Keeper, interrupt: Interrupt) {
    this.options = options;
    this.folder = folder;
    this.keeper = keeper;
    this.interrupt = interrupt;
    this.adminToken = options.adminToken ?? randomBytes(24).toString('hex');
  }

  /**
   * Carries the plan out.
   * @throws NothingSent when it is interrupted before the load
   */
  async perform(): Promise<Evidence> {
    const { folder, options } = this;
    const { plan } = options;
    const forecast = runForecast(plan);
    await writeJson(folder.file('forecast'), forecast);
    for (const name of foreignVariables(process.env)) {
      folder.note('note', `${name} is set in the environment and was kept from k6`);
      delete process.env[name];
    }
    this.goOn('the shop');
    if (options.targets === null) await this.startShop();
    this.goOn('Prometheus');
    const prometheusUrl = await this.startPrometheus();
    this.goOn('the load');
    const use = await watchUse(this.children, USE_EVERY_MS);
    const stopClock = watchClock({
      onJump: ({ byMs }) => folder.note('clock-jumped', `the wall clock jumped by ${Math.round(byMs)} ms`),
    });
    const startedAtMs = Date.now();
    const run = this.runSettings(startedAtMs + K6_START_MS);
    await beginCampaign(this.shop, this.adminToken, run.zeroAtMs);
    const { k6, exit } = await this.load(run, prometheusUrl);
    const endedAtMs = Date.now();
    stopClock();
    const used = await use.stop().catch((error: Error) => {
      folder.note('note', `what the processes used could not be read: ${error.message}`);
      return null;
    });
    const counters = await readCounters(connectPrometheus(prometheusUrl), {
      phases: plan.phases.map((phase) => phase.name),
      orderStep: ORDER_STEP,
      startedAtMs,
      zeroAtMs: run.zeroAtMs,
      endedAtMs,
    });
    const audit = await this.audit(run);
    const generator = generatorUse(k6, exit, used);
    const observations = { runId: folder.id, ...counters, audit, generator, events: folder.events };
    return { plan, forecast, observations, timetable: timetable(plan) };
  }

  async stopAll(): Promise<void> {
    this.ending = true;
    await Promise.all(this.children.map((child) => child.stop()));
  }

  private goOn(next: string): void {
    if (this.interrupt.happened)
      throw new NothingSent(`stopped before ${next} was started; nothing was sent`);
  }

  private runSettings(zeroAtMs: number): RunSettings {
    const targets = Object.fromEntries(this.shop.map(({ region, url }) => [region, url]));
    return { id: this.folder.id, zeroAtMs, ...(this.options.targets ?? { targets, hosts: {} }) };
  }

  private async startShop(): Promise<void> {
    this.shop = await startShop({ ...this.shopOptions(), port: this.options.shopPort });
    // Its campaign waits for the crowd's: the real zero is not known before everything else has started.
    await beginCampaign(this.shop, this.adminToken, Date.now() + START_LIMIT_MS);
    for (const { region, child } of this.shop) {
      this.children.push(child);
      this.noteDeath(child, 'shop-died', `the shop's region ${region}`);
    }
  }

  private shopOptions() {
    const { keeper, adminToken } = this;
    return { keeper, adminToken, plan: this.options.plan, folder: this.folder.file('shop') };
  }

  private async startPrometheus(): Promise<string> {
    const { options, folder } = this;
    const port = options.prometheusPort ?? (await freePort({ preferred: DEFAULT_PORT.prometheus }));
    if (options.prometheusPort !== null) await requirePort({ port, option: '--prometheus-port' });
    const { child, url } = await startPrometheus({
      keeper: this.keeper,
      command: options.tools.prometheus.path,
      folder: folder.file('prometheus'),
      logFile: folder.file('prometheusLog'),
      port,
      targets: this.shop,
    });
    this.children.push(child);
    this.noteDeath(child, 'prometheus-died', 'Prometheus');
    return url;
  }

  private noteDeath(child: Child, kind: 'prometheus-died' | 'shop-died', subject: string): void {
    child.exited.then(({ code, signal }) => {
      if (this.ending) return;
      this.folder.note(
        kind,
        `${subject} ended in mid-run (${signal ?? `exit code ${code}`}); see ${child.logFile}`,
      );
    });
  }

  /** Runs k6 to its end, or to the user's interrupt. */
  private async load(run: RunSettings, prometheusUrl: string): Promise<{ k6: Child; exit: Exit }> {
    const { folder, options, interrupt } = this;
    const planned: PlannedRun = { ...options.plan, run };
    await writeJson(folder.file('plan'), planned);
    const generator = {
      scenario: options.scenario,
      planFile: folder.file('plan'),
      consoleFile: folder.file('console'),
      prometheusUrl,
    };
    const k6 = await startChild(this.keeper, {
      name: 'k6',
      command: options.tools.k6.path,
      args: generatorArgs(generator),
      env: generatorEnv(generator),
      logFile: folder.file('k6Log'),
    });
    this.children.push(k6);
    const live = startLive({
      prometheus: connectPrometheus(prometheusUrl, LIVE_QUERY_LIMIT_MS),
      title: `${options.plan.name} · ${folder.id}`,
      timetable: timetable(options.plan),
      zeroAtMs: run.zeroAtMs,
      withinMs: options.plan.withinMs,
      orderStep: ORDER_STEP,
      couponStep: COUPON_STEP,
      output: options.output,
    });
    const first = await Promise.race([k6.exited, interrupt.first]);
    if (typeof first === 'string') {
      folder.note('interrupted', `${first} stopped the load; what was in flight is indeterminate`);
      k6.signal('SIGINT');
    }
    const exit = await k6.exited;
    if (!interrupt.happened && exit.code !== 0)
      folder.note(
        'generator-died',
        `k6 ended with ${exit.signal ?? `exit code ${exit.code}`}; see ${k6.logFile}`,
      );
    await live.stop();
    return { k6, exit };
  }

  private async audit({ id, targets, hosts }: RunSettings): Promise<LedgerAudit> {
    if (this.options.targets !== null && this.options.adminToken === null)
      return notAudited(
        'the target is not the embedded shop: set CARNIVAL_ADMIN_TOKEN if it is a Carnival shop',
      );
    const acks = await readAcks([this.folder.file('console')]).catch((error: Error) => error);
    if (acks instanceof Error) return notAudited(`k6's console output cannot be read: ${acks.message}`);
    for (const note of acks.notes) this.folder.note('note', note);
    return auditLedger({
      acks,
      shops: targets,
      hosts,
      adminToken: this.adminToken,
      runId: id,
      // The embedded shop's books are this run's alone, so that no order in them is a stranger's.
      orderPrefix: this.options.targets === null ? '' : orderPrefix(id),
      restart: (region) => this.restartRegion(region),
    });
  }

  private async restartRegion(region: string): Promise<string> {
    const dead = this.shop.find((each) => each.region === region);
    if (dead === undefined) throw new Error('it is not a process of this run');
    await dead.child.stop(0);
    const port = await freePort({ preferred: Number(new URL(dead.url).port) });
    const again = await startRegion(this.shopOptions(), region, port);
    this.folder.note('shop-restarted', `region ${region} was started again on its data, for the look-up`);
    return again.url;
  }
}
