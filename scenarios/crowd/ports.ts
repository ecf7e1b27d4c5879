/** What a crowd is made from, and what it needs from its driver. */
import type { Phase, Plan } from '../campaigns/plan.ts';
import type { Reading } from '../shop/read-answer.ts';
import type { Shop } from '../shop/shop.ts';
import type { AccountBook } from './account-ranges.ts';
import type { Meter } from './counters.ts';
import type { Promises } from './promises.ts';
import type { RemarkBook, Remarks } from './remarks.ts';
import type { Share } from './share.ts';
import type { RowVisit } from './visit.ts';

/** Connections that stay open beside the requests. */
export interface HeldConnections {
  /** Open now. */
  readonly open: number;
  /** By step: the target closed them before their time. */
  readonly dropped: Float64Array;
  /** Whether a step opens a connection. */
  readonly stays: (step: number) => boolean;
  /** Connections × seconds since the last call. */
  readonly takeHeldSeconds: () => number;
}

export interface CrowdPorts {
  /**
   * Sends the request of `visit`, an object that is reused after the call. The driver must call the crowd's `answered` once for
   * it, with the same slot.
   * @param slot which of the requests in flight it is, from 0
   */
  readonly send: (slot: number, step: number, region: number, visit: RowVisit) => void;
  /** Whole milliseconds from the phase's start. */
  readonly nowMs: () => number;
  readonly meter: Meter;
  /**
   * Receives what was promised since the last call, by region. Called at most once a flush, and only if there is any. Null: nobody
   * looks it up, so it is not put into words.
   */
  readonly promises: ((byRegion: Readonly<Record<string, Promises>>) => void) | null;
  /** Which version of the gray release answered in a slot, once for each answer: an index in VERSIONS. Left out: there is none. */
  readonly versionIn?: (slot: number) => number;
  /** Told how each request ended. Left out: nobody wants to know. */
  readonly ended?: (slot: number, step: number, outcome: number, responseMs: number) => void;
  /** Where the driver notes what it sees of answers; the crowd adds why they were not ok. Left out: nobody wants to know. */
  readonly remarks?: RemarkBook;
  /** Receives what was remarked since the last call. Called at most once a flush, and only if there is any. */
  readonly remarked?: (remarks: Remarks) => void;
  /** What the driver holds open. Left out: the shop has no step that stays. */
  readonly connections?: HeldConnections;
  /** Receives every response time, for tests that need exact quantiles. */
  readonly sample?: (responseMs: number) => void;
  /** Receives every intended step, for tests of determinism. */
  readonly trace?: (population: string, shopper: number, generation: number, step: string) => void;
}
/** `own`: the request failed inside the generator. `degraded`: the target said that it kept its promise in part, or for later. */
export type AnswerMark = 'own' | 'degraded';

export interface CrowdSettings {
  readonly plan: Plan;
  readonly phase: Phase;
  readonly share: Share;
  readonly shop: Shop;
  /** The VU's label in gauges. */
  readonly vu: string;
  /** Prefix of every id, so that two runs against one target never share ids. */
  readonly runTag: string;
  /** The shop's accounts and how many there are; left out: it has none. */
  readonly accounts?: AccountBook;
}

export interface Crowd {
  /** True once the phase is over and each of its requests has ended or was counted as unsent. */
  readonly finished: boolean;
  /** Call once, before the first tick. Writes a zero for every series. */
  readonly start: () => void;
  /**
   * Advances the crowd to `nowMs`. Call it every few milliseconds until `finished`.
   * @param lateMs how late this tick came
   */
  readonly tick: (nowMs: number, lateMs: number) => void;
  /**
   * The request in a slot has ended.
   * @param status 0 if there was no response
   * @param mark how the answer is marked, if it is
   * @param reading what a step's own reader made of it. Left out: the status decides
   */
  readonly answered: (slot: number, status: number, mark?: AnswerMark, reading?: Reading) => void;
  /** Writes the counts since the last flush, and a zero for every other series. */
  readonly flush: () => void;
}
