/**
 * Runs crowds without traffic: a virtual clock drives them, and every request gets a response after a latency. So the forecast
 * and the unit tests run the same engine as k6.
 */
import type { CounterName, GaugeName } from '../metrics.ts';
import type { Reading } from '../shop/read-answer.ts';
import { stepNames } from '../shop/shop.ts';
import type { Visit } from '../shop/visit.ts';
import type { Labels, Meter } from './counters.ts';
import { createCrowd } from './crowd.ts';
import type { AnswerMark, Crowd, CrowdPorts, CrowdSettings } from './ports.ts';
import type { Promises } from './promises.ts';

export interface VirtualAnswer {
  readonly status: number;
  readonly latencyMs: number;
  readonly mark?: AnswerMark;
  /** What a step's own reader would make of it. */
  readonly reading?: Reading;
}
export interface VirtualTarget {
  /** @param visit the shopper who sends the request; valid only during the call */
  answer(step: string, region: string, nowMs: number, visit: Visit): VirtualAnswer;
}

export const TICK_MS = 5;

/** Sums the counters of crowds by name and labels. */
export class Totals implements Meter {
  private readonly sums = new Map<string, Map<Labels, number>>();

  add(name: CounterName, value: number, labels: Labels): void {
    const byLabels = this.sums.get(name) ?? new Map<Labels, number>();
    this.sums.set(name, byLabels);
    byLabels.set(labels, (byLabels.get(labels) ?? 0) + value);
  }

  set(_name: GaugeName): void {}

  /** Every series of a counter. */
  entries(name: CounterName): readonly { readonly labels: Labels; readonly value: number }[] {
    return [...(this.sums.get(name) ?? [])].map(([labels, value]) => ({ labels, value }));
  }

  /** Sum over all series whose labels include `where`. */
  sum(name: CounterName, where: Labels = {}): number {
    let sum = 0;
    for (const [labels, value] of this.sums.get(name) ?? [])
      if (Object.entries(where).every(([key, wanted]) => labels[key] === wanted)) sum += value;
    return sum;
  }

  /** Sums by one label. */
  by(name: CounterName, label: string): Record<string, number> {
    // Without a prototype: somebody's population may be called `constructor`.
    const sums: Record<string, number> = Object.create(null);
    for (const [labels, value] of this.sums.get(name) ?? []) {
      const key = labels[label] ?? '';
      sums[key] = (sums[key] ?? 0) + value;
    }
    return sums;
  }
}

export interface VirtualRun {
  readonly totals: Totals;
  /** What was promised, a second and VU an entry, by region. */
  readonly promises: readonly Readonly<Record<string, Promises>>[];
}
export interface VirtualRunOptions {
  readonly target: VirtualTarget;
  /** Left out: false. A forecast needs none, and a shop's own words for them may need an answer that never came. */
  readonly withoutPromises?: boolean;
  readonly trace?: CrowdPorts['trace'];
  readonly sample?: CrowdPorts['sample'];
  /** Called after every tick with the time and the number of requests in flight. */
  readonly ticked?: (nowMs: number, inFlight: number) => void;
}

/** Runs all given shares of one phase together until they finish. */
export function runVirtually(crowds: readonly CrowdSettings[], options: VirtualRunOptions): VirtualRun {
  const totals = new Totals();
  const promises: Readonly<Record<string, Promises>>[] = [];
  const answers = new Map<number, (() => void)[]>();
  let nowMs = 0;
  let inFlight = 0;

  const running = crowds.map((settings): Crowd => {
    const steps = stepNames(settings.shop);
    const regions = settings.plan.regions.map((region) => region.name);
    const crowd = createCrowd(settings, {
      nowMs: () => nowMs,
      meter: totals,
      promises: options.withoutPromises === true ? null : (byRegion) => promises.push(byRegion),
      ...(options.trace === undefined ? {} : { trace: options.trace }),
      ...(options.sample === undefined ? {} : { sample: options.sample }),
      send: (slot, step, region, visit) => {
        inFlight++;
        const { target } = options;
        const { status, latencyMs, mark, reading } = target.answer(
          steps[step]!,
          regions[region]!,
          nowMs,
          visit,
        );
        const tick = Math.ceil((nowMs + latencyMs) / TICK_MS) * TICK_MS;
        const at = Math.max(tick, nowMs + TICK_MS);
        const due = answers.get(at) ?? [];
        answers.set(at, due);
        due.push(() => {
          inFlight--;
          crowd.answered(slot, status, mark, reading);
        });
      },
    });
    return crowd;
  });
  for (const crowd of running) crowd.start();
  for (; running.some((crowd) => !crowd.finished); nowMs += TICK_MS) {
    for (const answer of answers.get(nowMs) ?? []) answer();
    answers.delete(nowMs);
    for (const crowd of running) crowd.tick(nowMs, 0);
    options.ticked?.(nowMs, inFlight);
  }
  for (const crowd of running) crowd.flush();
  return { totals, promises };
}
