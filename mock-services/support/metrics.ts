/** Metrics: who solves questions, and how long they wait. */

import { Counter, Gauge, Histogram } from 'prom-client';
import { SHOP_FIGURE } from '../../scenarios/metrics.ts';
import type { Shop } from '../platform/service.ts';
import { waitingOf } from './domain.ts';

/** From around the 45 s of one answer to half an hour. */
const WAITING_BUCKETS_SECONDS = [0, 15, 45, 90, 180, 300, 600, 1_800];

export function supportMetrics({ store, registry }: Pick<Shop, 'store' | 'registry'>, agents: () => number) {
  const registers = [registry];
  new Gauge({
    name: SHOP_FIGURE.supportWaiting,
    help: 'Questions that wait for an agent.',
    registers,
    collect() {
      this.set(waitingOf(store));
    },
  });
  new Gauge({
    name: 'shop_support_agents',
    help: 'Agents at work.',
    registers,
    collect() {
      this.set(agents());
    },
  });
  const questions = new Counter({
    name: 'shop_support_questions_total',
    help: 'Questions by who solved them. An agent counts when it takes the question from the line.',
    labelNames: ['solved_by'],
    registers,
  });
  const waited = new Histogram({
    name: 'shop_support_waiting_seconds',
    help: 'How long a question waited for an agent, in seconds of the campaign.',
    buckets: WAITING_BUCKETS_SECONDS,
    registers,
  });
  const byBot = questions.labels('bot');
  const byAgent = questions.labels('agent');
  byBot.inc(0);
  byAgent.inc(0);
  return {
    countSolvedByBot: (): void => byBot.inc(),
    countTaken(waitedSeconds: readonly number[]): void {
      byAgent.inc(waitedSeconds.length);
      for (const seconds of waitedSeconds) waited.observe(seconds);
    },
  };
}
