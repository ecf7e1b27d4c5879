/**
 * Replicas from the moment they are asked for until they carry all they can, on the clock of one draw. The youngest goes first, as a
 * ReplicaSet takes them. The k-th replica meets the same delays in every strategy of a draw: so strategies differ by what they do, and
 * not by their luck.
 */
import { hash } from '../../scenarios/crowd/draws.ts';
import { drawn, quantilesOf } from './quantiles.ts';
import type { Settings } from './settings.ts';

/** What a hash decides. */
const OF = { scheduling: 1, nodeBoot: 2, imagePull: 3, start: 4, readiness: 5 } as const;
const HASHES = 2 ** 32;
const NEVER = 2 ** 30;

export interface Delays {
  readonly scheduling: Float64Array;
  readonly nodeBoot: Float64Array;
  readonly imagePull: Float64Array;
  readonly start: Float64Array;
}

export const delaysOf = ({ scheduling, nodeBoot, imagePull, start }: Settings): Delays => ({
  scheduling: quantilesOf(scheduling),
  nodeBoot: quantilesOf(nodeBoot),
  imagePull: quantilesOf(imagePull),
  start: quantilesOf(start),
});

export class Fleet {
  /** There are so many, in whatever state. */
  live = 0;
  ready = 0;
  /** Running, ready or not. */
  running = 0;
  /** What the ready ones carry, in whole replicas. */
  effective = Number.NaN;
  /** Ready, and not warm yet. */
  private warming = 0;
  private seed = 0;
  private nodes = 0;
  private atFirst = 0;
  private readonly runningAt: Int32Array;
  private readonly readyAt: Int32Array;
  private readonly nodeAt: Float64Array;
  /** By second: how many begin to run, become ready, and are warm. */
  private readonly begins: Int32Array;
  private readonly becomes: Int32Array;
  private readonly warms: Int32Array;
  private readonly seconds: number;
  private readonly delays: Delays;
  private readonly settings: Settings;
  private readonly warmSeconds: number;
  private readonly coldShare: number;
  private readonly warmsBy: number;

  constructor(seconds: number, replicasMax: number, settings: Settings, delays: Delays) {
    this.seconds = seconds;
    this.settings = settings;
    this.delays = delays;
    this.warmSeconds = Math.round(settings.warmUp.seconds);
    this.coldShare = this.warmSeconds === 0 ? 1 : settings.warmUp.share;
    this.warmsBy = this.warmSeconds === 0 ? 0 : (1 - this.coldShare) / this.warmSeconds;
    this.runningAt = new Int32Array(replicasMax);
    this.readyAt = new Int32Array(replicasMax);
    this.nodeAt = new Float64Array(replicasMax + 1);
    this.begins = new Int32Array(seconds);
    this.becomes = new Int32Array(seconds);
    this.warms = new Int32Array(seconds);
  }

  /** Before the first second: so many that are warm. */
  begin(seed: number, replicas: number): void {
    const { podsEach, sparePods } = this.settings.nodes;
    this.begins.fill(0);
    this.becomes.fill(0);
    this.warms.fill(0);
    this.seed = seed;
    this.live = this.ready = this.running = this.effective = replicas;
    this.warming = 0;
    this.atFirst = replicas + sparePods;
    // A node that runs has room for what is left of it.
    if (podsEach > 1) this.atFirst = Math.ceil(this.atFirst / podsEach) * podsEach;
    this.nodes = 0;
    this.runningAt.fill(-NEVER, 0, replicas);
    this.readyAt.fill(-NEVER, 0, replicas);
  }

  /** What happens to them in this second. */
  pass(second: number): void {
    this.running += this.begins[second]!;
    const warm = this.warms[second]!;
    if (warm !== 0) this.becameWarm(warm);
    if (this.warming > 0) this.effective += this.warming * this.warmsBy;
    const became = this.becomes[second]!;
    if (became === 0) return;
    this.ready += became;
    this.effective += became * this.coldShare;
    if (this.warmSeconds === 0) return;
    this.warming += became;
    const warmAt = second + this.warmSeconds + 1;
    if (warmAt < this.seconds) this.warms[warmAt]! += became;
  }

  private becameWarm(replicas: number): void {
    this.warming -= replicas;
    // Roundings must not add up.
    if (this.warming === 0) this.effective = this.ready;
  }

  /** From now on there should be so many. */
  scaleTo(replicas: number, second: number): void {
    while (this.live < replicas) this.create(second);
    while (this.live > replicas) this.remove(second);
  }

  private create(second: number): void {
    const i = this.live++;
    const { quotaPods } = this.settings.nodes;
    if (quotaPods !== null && i >= quotaPods) {
      this.runningAt[i] = this.readyAt[i] = NEVER;
      return;
    }
    const { scheduling, imagePull, start } = this.delays;
    const boots = i >= this.atFirst;
    const placed = boots ? Math.max(second, this.nodeReadyAt(i, second)) : second;
    const pulls =
      boots && placed > second ? drawn(imagePull, hash(this.seed, this.nodeOf(i), 0, OF.imagePull)) : 0;
    const from = placed + pulls + drawn(scheduling, hash(this.seed, i, 0, OF.scheduling));
    const until =
      from +
      drawn(start, hash(this.seed, i, 0, OF.start)) +
      (hash(this.seed, i, 0, OF.readiness) / HASHES) * this.settings.readinessEverySeconds;
    // What takes no time is there in the next second: this one has begun.
    const runningAt = Math.max(second + 1, Math.ceil(from));
    const readyAt = Math.max(runningAt, Math.ceil(until));
    this.runningAt[i] = runningAt;
    this.readyAt[i] = readyAt;
    if (runningAt < this.seconds) this.begins[runningAt]! += 1;
    if (readyAt < this.seconds) this.becomes[readyAt]! += 1;
  }

  private nodeOf(replica: number): number {
    return Math.floor((replica - this.atFirst) / this.settings.nodes.podsEach);
  }

  /** A node that was ordered stays for the rest of the draw: those that remove empty ones wait for ten minutes and more. */
  private nodeReadyAt(replica: number, second: number): number {
    const node = this.nodeOf(replica);
    for (; this.nodes <= node; this.nodes++)
      this.nodeAt[this.nodes] =
        second + drawn(this.delays.nodeBoot, hash(this.seed, this.nodes, 0, OF.nodeBoot));
    return this.nodeAt[node]!;
  }

  private remove(second: number): void {
    const i = --this.live;
    const runningAt = this.runningAt[i]!;
    const readyAt = this.readyAt[i]!;
    if (runningAt <= second) this.running--;
    else if (runningAt < this.seconds) this.begins[runningAt]! -= 1;
    if (readyAt > second) {
      if (readyAt < this.seconds) this.becomes[readyAt]! -= 1;
      return;
    }
    this.ready--;
    const age = second - readyAt;
    if (this.warmSeconds === 0 || age > this.warmSeconds) {
      this.effective -= 1;
      return;
    }
    this.effective -= this.coldShare + age * this.warmsBy;
    const warmAt = readyAt + this.warmSeconds + 1;
    if (warmAt < this.seconds) this.warms[warmAt]! -= 1;
    this.becameWarm(1);
  }
}
