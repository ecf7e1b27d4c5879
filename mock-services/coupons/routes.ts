import { Gauge } from 'prom-client';
import { answerOnce } from '../platform/idempotency.ts';
import type { Service } from '../platform/shop.ts';
import { CAMPAIGNS } from './campaigns.ts';
import { COUPONS, claim, QUOTAS, redeem } from './domain.ts';
import { type CampaignParams, type ClaimBody, claimSchema, type RedeemBody, redeemSchema } from './schema.ts';

export const coupons: Service = {
  name: 'coupons',
  about: 'Coupons claimed and redeemed within their quota.',
  tables: [COUPONS, QUOTAS],
  fill(tx, settings) {
    for (const [name, campaign] of CAMPAIGNS)
      tx.put(QUOTAS, name, { quota: campaign.quota(settings), issued: 0 });
  },
  routes(app, { store, registry, nowMs }) {
    app.post<{ Params: CampaignParams; Body: ClaimBody }>(
      '/coupons/:campaign/claims',
      { schema: claimSchema, config: { step: 'coupon.claim', refusable: true } },
      (request, reply) =>
        answerOnce(store, request, reply, (tx) =>
          claim(tx, request.params.campaign, request.body.shopper, nowMs()),
        ),
    );
    app.post<{ Params: CampaignParams; Body: RedeemBody }>(
      '/coupons/:campaign/redemptions',
      { schema: redeemSchema, config: { step: 'coupon.redeem', refusable: true } },
      (request, reply) =>
        answerOnce(store, request, reply, (tx) =>
          redeem(tx, { ...request.body, campaign: request.params.campaign }, nowMs()),
        ),
    );
    new Gauge({
      name: 'shop_coupons_left',
      help: 'Coupons that may still be issued.',
      labelNames: ['campaign'],
      registers: [registry],
      collect() {
        for (const { key, value } of store.range(QUOTAS))
          this.set({ campaign: key }, value.quota - value.issued);
      },
    });
  },
};
