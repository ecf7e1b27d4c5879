/**
 * What the target promised in its answers, kept until the next flush. The audit looks all of it up after the drain, so nothing here
 * may be lost: it leaves a VU once a second.
 */
import { EVERY_OUTCOME } from '../metrics.ts';
import type { PromiseKind } from '../shop/promise-kinds.ts';

/** Behind the words of a promise that was given for later: its answer was degraded. */
export const LATER = ' later';
/** The list of requests that failed or got no answer: their effect may or may not be in the books. */
export const UNSURE = 'unsure';

/** What was promised, by kind, in the words of `Step.promised`. In `unsure`, the kind stands in front. */
export type Promises = Partial<Record<PromiseKind | typeof UNSURE, string[]>>;

const OK = EVERY_OUTCOME.indexOf('ok');
const FAILED = EVERY_OUTCOME.indexOf('failed');
const DEGRADED = EVERY_OUTCOME.indexOf('degraded');

/** Whether an answer with this outcome, an index in EVERY_OUTCOME, promises something or may have had an effect. */
export const isPromised = (outcome: number): boolean =>
  outcome === OK || outcome === FAILED || outcome === DEGRADED;

export class PromiseList {
  private byRegion: Record<string, Promises> = noRegions();
  private isEmpty = true;

  add(region: string, kind: PromiseKind | typeof UNSURE, words: string): void {
    const promises = this.byRegion[region] ?? {};
    this.byRegion[region] = promises;
    this.isEmpty = false;
    const list = promises[kind];
    if (list === undefined) promises[kind] = [words];
    else list.push(words);
  }

  /** @param outcome for which `isPromised` holds */
  note(region: string, kind: PromiseKind, promised: string, outcome: number): void {
    if (outcome === FAILED) this.add(region, UNSURE, `${kind} ${promised}`);
    else this.add(region, kind, outcome === OK ? promised : promised + LATER);
  }

  /** Everything since the last call, by region; `null` if there is nothing. */
  take(): Readonly<Record<string, Promises>> | null {
    if (this.isEmpty) return null;
    const taken = this.byRegion;
    this.byRegion = noRegions();
    this.isEmpty = true;
    return taken;
  }
}

/** Without a prototype: a region may be called `constructor`. */
const noRegions = (): Record<string, Promises> => Object.create(null);
