import { salesSoFar } from '../orders/domain.ts';
import { adminOnly } from '../platform/admin.ts';
import { regularly } from '../platform/regularly.ts';
import type { Service } from '../platform/shop.ts';
import { type Judgement, judge } from './domain.ts';
import { kpiGauges } from './metrics.ts';
import { kpiSchema } from './schema.ts';

export const JUDGE_EVERY_MS = 1_000;

export const kpi: Service = {
  name: 'kpi',
  about: 'Orders and revenue against the goal; below 60 % of it, more resources.',
  tables: [],
  routes(app, shop) {
    const { store, settings, campaign, resources } = shop;
    // What is boosted follows from the sales, so that a restart needs to remember nothing.
    const judgeNow = (): Judgement =>
      judge(settings, salesSoFar(store), campaign.sinceStartMs(), resources.factor);
    app.get('/admin/kpi', { onRequest: adminOnly(shop.adminToken), schema: kpiSchema }, async () => {
      const { goalShare, ...judged } = judgeNow();
      return goalShare === null ? judged : { ...judged, goalShare };
    });
    const round = async () => {
      resources.factor = judgeNow().boost;
    };
    regularly(app, JUDGE_EVERY_MS, round, shop.reportError);
    kpiGauges(shop, judgeNow);
  },
};
