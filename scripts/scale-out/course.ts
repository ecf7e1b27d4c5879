/** One draw on a virtual clock: demand → queue → load → metric → autoscaler → replicas → demand. Pure: its chances come with the draw. */
import { hash } from '../../scenarios/crowd/draws.ts';
import type { Autoscaler, Sample, Seen } from './autoscaler.ts';
import { type Call, CallWatch } from './call.ts';
import { type Delays, delaysOf, Fleet } from './fleet.ts';
import { drawn, quantilesOf } from './quantiles.ts';
import { Queue } from './queue.ts';
import { SECONDS_PER_MINUTE } from './seconds.ts';
import type { Settings } from './settings.ts';
import type { Shoppers } from './shoppers.ts';

/** What all draws have in common. */
export interface World {
  readonly demand: Float64Array;
  /** When the burst begins. */
  readonly burstSeconds: number;
  readonly autoscaler: Autoscaler;
  readonly settings: Settings;
  readonly shoppers: Shoppers;
  /** What no number of replicas goes beyond, requests a second. */
  readonly ceiling: number;
  /** The share of a minute's requests that must be in the objective. */
  readonly targetShare: number;
  /** There are never more. */
  readonly replicasMax: number;
  /** So many are there at the beginning. */
  readonly replicasFirst: number;
}

/** What somebody does beside the autoscaler. */
export interface Strategy {
  /** At least so many from a second on, until another. */
  readonly floor: {
    readonly replicas: number;
    readonly fromSeconds: number;
    readonly untilSeconds: number;
  } | null;
  /** Nobody waits: what is beyond the capacity is turned away at once. */
  readonly shedsFirst: boolean;
  /** Below it, everything is switched on. Null: nobody looks. */
  readonly goal: Goal | null;
  /** Once it is answered, everything is switched on. Null: nobody calls. */
  readonly call: Call | null;
}

/** The campaign's goal. */
export interface Goal {
  /** Of what should have been served since the burst began. */
  readonly share: number;
  /** How often it is looked at. */
  readonly everySeconds: number;
}

export interface Draw {
  /** 32 bits. */
  readonly seed: number;
  /** Requests a second in objective, by the number of ready replicas: of each of them. */
  readonly perReplica: Float64Array;
}

/** Sums over a draw; requests are counted each time they are sent. */
export interface Outcome {
  /** With too few of its requests in the objective. */
  readonly badSeconds: number;
  readonly badMinutes: number;
  readonly arrived: number;
  readonly inObjective: number;
  readonly late: number;
  readonly failed: number;
  /** Shoppers who left unserved. */
  readonly left: number;
  readonly replicaSeconds: number;
  readonly replicasMost: number;
}

/** For pictures and tests: what every second saw. */
export interface Trace {
  readonly second: (at: TraceSecond) => void;
}
export interface TraceSecond {
  readonly second: number;
  readonly demand: number;
  readonly asked: number;
  readonly ready: number;
  readonly capacity: number;
  readonly queue: Queue;
}

const OF = { sync: 11, scrape: 12, late: 13 } as const;

export class Course {
  private readonly world: World;
  private readonly fleet: Fleet;
  private readonly queue: Queue;
  private readonly late: Float64Array;
  /** Ready replicas by second, for what a sample may count. */
  private readonly readyBy: Int32Array;

  constructor(world: World, delays: Delays = delaysOf(world.settings)) {
    const { demand, replicasMax, settings, shoppers } = world;
    this.world = world;
    this.fleet = new Fleet(demand.length, replicasMax, settings, delays);
    this.queue = new Queue(shoppers);
    this.late = quantilesOf(settings.metrics.late);
    this.readyBy = new Int32Array(demand.length);
  }

  /** One long function: a call or an object a second, seventy million times over, would be most of the time it takes. */
  run(
    { seed, perReplica }: Draw,
    { floor, shedsFirst, goal, call }: Strategy,
    trace: Trace | null = null,
  ): Outcome {
    const { world, fleet, queue, late, readyBy } = this;
    const { demand, autoscaler, settings, ceiling, targetShare, replicasMax, burstSeconds } = world;
    const { everySeconds } = settings.metrics;
    const { queueEach } = settings.shoppers;
    const mayWait = world.shoppers.waitSecondsMax != null;
    const looks = everySeconds === 0 ? 1 : everySeconds;
    const floorFrom = floor?.fromSeconds ?? demand.length;
    const floorUntil = floor?.untilSeconds ?? 0;
    const floorReplicas = floor?.replicas ?? 0;
    const deciding = autoscaler.begin(world.replicasFirst);
    fleet.begin(seed, Math.min(replicasMax, world.replicasFirst));
    queue.begin();
    let nextSync = hash(seed, 0, 0, OF.sync) % autoscaler.everySeconds;
    let nextScrape = hash(seed, 0, 0, OF.scrape) % looks;
    let [scrapes, sampledFor] = [0, 0];
    let [used, arriving, served, waiting] = [0, 0, 0, 0];
    let sample: Sample | null = null;
    const coming: { readonly sample: Sample; readonly atSeconds: number }[] = [];
    let asked = fleet.live;
    let isGoalMissed = false;
    const watch = call === null ? null : new CallWatch(call);
    let [wanted, kept] = [0, 0];
    let [badMinutes, minuteArrived, minuteIn] = [0, 0, 0];
    let [badSeconds, allArrived, allIn, allLate, allFailed, allLeft] = [0, 0, 0, 0, 0, 0];
    let [replicaSeconds, replicasMost] = [0, fleet.live];
    for (let second = 0; second < demand.length; second++) {
      fleet.pass(second);
      const { ready } = fleet;
      readyBy[second] = ready;
      if (second === nextSync) {
        nextSync += autoscaler.everySeconds;
        while (coming.length > 0 && coming[0]!.atSeconds <= second) sample = coming.shift()!.sample;
        const isFloor = second >= floorFrom && second < floorUntil;
        const countedBy = sample === null ? -1 : sample.atSeconds - everySeconds;
        const counted = countedBy < 0 ? ready : Math.min(ready, readyBy[countedBy]!);
        const seen: Seen = {
          nowSeconds: second,
          asked,
          sample,
          counted,
          young: ready - counted,
          floor:
            isGoalMissed || watch?.isAnswered(second) === true
              ? autoscaler.maxReplicas
              : isFloor
                ? floorReplicas
                : 0,
          starting: fleet.running - ready,
          pending: fleet.live - fleet.running,
        };
        asked = Math.min(replicasMax, deciding.decide(seen));
        if (asked !== fleet.live) fleet.scaleTo(asked, second);
        if (asked > replicasMost) replicasMost = asked;
      }
      const capacity = Math.min(ceiling, fleet.effective * perReplica[fleet.ready]!);
      queue.pass(second, demand[second]!, capacity, shedsFirst ? 0 : queueEach * fleet.ready);
      const { arrived, inObjective, late: servedLate } = queue;
      // Who may wait is judged once it is answered; who may not is judged at once.
      const answered = inObjective + servedLate + queue.failed;
      const judged = mayWait && answered > 0 ? answered : arrived;
      if (inObjective < targetShare * judged) badSeconds++;
      minuteArrived += judged;
      minuteIn += inObjective;
      if (second % SECONDS_PER_MINUTE === SECONDS_PER_MINUTE - 1 || second === demand.length - 1) {
        if (minuteIn < targetShare * minuteArrived) badMinutes++;
        minuteArrived = minuteIn = 0;
      }
      allArrived += arrived;
      allIn += inObjective;
      allLate += servedLate;
      allFailed += queue.failed;
      allLeft += queue.left;
      replicaSeconds += fleet.live;
      used += capacity > 0 ? (inObjective + servedLate) / capacity : 0;
      arriving += arrived;
      served += inObjective + servedLate;
      waiting += queue.waiting;
      sampledFor++;
      if (second === nextScrape) {
        nextScrape += looks;
        const made = {
          atSeconds: second,
          usedShare: used / sampledFor,
          arriving: arriving / sampledFor,
          served: served / sampledFor,
          waiting: waiting / sampledFor,
        };
        coming.push({ sample: made, atSeconds: second + drawn(late, hash(seed, scrapes++, 0, OF.late)) });
        used = arriving = served = waiting = sampledFor = 0;
      }
      if (goal !== null && second >= burstSeconds) {
        wanted += demand[second]!;
        kept += inObjective + servedLate;
        const isLook = (second - burstSeconds) % goal.everySeconds === goal.everySeconds - 1;
        if (isLook && kept < goal.share * wanted) isGoalMissed = true;
      }
      if (watch !== null) watch.pass(second, answered, servedLate + queue.failed);
      trace?.second({ second, demand: demand[second]!, asked, ready: fleet.ready, capacity, queue });
    }
    return {
      ...{
        badSeconds,
        badMinutes,
        arrived: allArrived,
        inObjective: allIn,
        late: allLate,
        failed: allFailed,
        left: allLeft,
      },
      ...{ replicaSeconds, replicasMost },
    };
  }
}
