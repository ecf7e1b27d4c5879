/** Metrics of accounts, cards and logins. */
import { Counter, type Registry } from 'prom-client';

export function memberMetrics(registry: Registry) {
  const registers = [registry];
  const registered = new Counter({
    name: 'shop_members_registered_total',
    help: 'Accounts opened or activated again.',
    registers,
  });
  const cards = new Counter({ name: 'shop_members_cards_total', help: 'Annual cards sold.', registers });
  const logins = new Counter({
    name: 'shop_members_logins_total',
    help: 'Logins, by whether the member had lapsed.',
    labelNames: ['kind'],
    registers,
  });
  return { registered, cards, active: logins.labels('active'), lapsed: logins.labels('lapsed') };
}
