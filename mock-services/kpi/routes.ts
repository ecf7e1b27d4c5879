import { salesSoFar } from '../orders/domain.ts';
import { adminOnly } from '../platform/admin.ts';
import { regularly } from '../platform/regularly.ts';
import type { Service } from '../platform/service.ts';
import { BOOST, type Judgement, judge, NOW } from './domain.ts';
import { kpiMetrics } from './metrics.ts';
import { kpiSchema } from './schema.ts';

export const JUDGE_EVERY_MS = 1_000;

export const kpi: Service = {
  name: 'kpi',
  about: 'Orders and revenue against the goal. Below 60 % of it, more resources are switched on.',
  tables: [BOOST],
  routes(app, shop) {
    const { store, settings, campaign, resources } = shop;
    resources.factor = store.get(BOOST, NOW) ?? resources.factor;
    const judgeNow = (): Judgement =>
      judge(settings, salesSoFar(store), campaign.sinceStartMs(), resources.factor);
    app.get('/admin/kpi', { onRequest: adminOnly(shop.adminToken), schema: kpiSchema }, async () => {
      const { goalShare, ...judged } = judgeNow();
      return goalShare === null ? judged : { ...judged, goalShare };
    });
    const round = async () => {
      const { boost } = judgeNow();
      if (boost === resources.factor) return;
      await store.transact((tx) => tx.put(BOOST, NOW, boost));
      resources.factor = boost;
    };
    regularly(app, JUDGE_EVERY_MS, round, shop.reportError);
    kpiMetrics(shop, judgeNow);
  },
};
