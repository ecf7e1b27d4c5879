/** Metrics of the push. They are read from its record, so that a restart loses no count. */
import { Counter, Gauge } from 'prom-client';
import type { Shop } from '../platform/service.ts';
import { type Push, pushOf } from './domain.ts';

export function recallMetrics({ store, registry }: Pick<Shop, 'store' | 'registry'>): void {
  const registers = [registry];
  const count = (name: string, help: string, value: (push: Push) => number) =>
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(value(pushOf(store)));
      },
    });
  count('shop_recall_pushed_total', 'Lapsed members to whom the push was sent.', ({ pushed }) => pushed);
  count('shop_recall_reached_total', 'Lapsed members whom the push reached.', ({ reached }) => reached);
  new Gauge({
    name: 'shop_recall_push_minute',
    help: 'Calendar minute of the campaign that is chosen for the push.',
    registers,
    collect() {
      this.set(pushOf(store).atMinute);
    },
  });
}
