import { holdsNowMs } from '../platform/agenda.ts';
import { answerOnce } from '../platform/idempotency.ts';
import { regularly } from '../platform/regularly.ts';
import type { Service } from '../platform/service.ts';
import { releaseUnorderedCoupons } from './awaited.ts';
import { CAMPAIGNS } from './campaigns.ts';
import { AWAITED, COUPONS, claim, ORDER_COUPONS } from './domain.ts';
import { decideIssuance, ISSUANCE, isWindowOver } from './issuance.ts';
import { couponMetrics } from './metrics.ts';
import { redeem } from './redemption.ts';
import { claimSchema, redeemSchema } from './schema.ts';
import { QUOTAS, USES } from './totals.ts';

/** Real milliseconds between two looks at the campaign's clock; a window of the default plan takes four real minutes. */
export const LOOK_EVERY_MS = 500;
const RELEASE_EVERY_MS = 1000;

export const coupons: Service = {
  name: 'coupons',
  about:
    'Coupons: claims, redemptions and combinations within a quota. How many are used decides whether more are issued.',
  tables: [COUPONS, ORDER_COUPONS, AWAITED, QUOTAS, USES, ISSUANCE],
  fill(tx, settings) {
    for (const [name, campaign] of CAMPAIGNS)
      tx.put(QUOTAS, name, { quota: campaign.quota(settings), issued: 0 });
  },
  routes(app, shop) {
    const { store, catalogue, campaign, settings, reportError } = shop;
    app.post(
      '/coupons/:campaign/claims',
      { schema: claimSchema, config: { step: 'coupon.claim', refusable: true, guarded: true } },
      (request, reply) =>
        answerOnce(store, request, reply, (tx) =>
          claim(
            tx,
            { campaign: request.params.campaign, shopper: request.body.shopper, ingress: request.ingress },
            campaign.nowMs(),
          ),
        ),
    );
    app.post(
      '/coupons/:campaign/redemptions',
      { schema: redeemSchema, config: { step: 'coupon.redeem', refusable: true, guarded: true } },
      (request, reply) =>
        answerOnce(store, request, reply, (tx) =>
          redeem(tx, catalogue, { ...request.body, campaign: request.params.campaign }, campaign.nowMs()),
        ),
    );
    const tellDecision = couponMetrics(shop);
    const look = async (): Promise<void> => {
      if (!isWindowOver(store, campaign.sinceStartMs())) return;
      const decision = await store.transact((tx) => decideIssuance(tx, campaign.sinceStartMs(), settings));
      if (decision !== null) tellDecision(decision);
    };
    regularly(app, LOOK_EVERY_MS, look, reportError);
    const release = () => releaseUnorderedCoupons(store, holdsNowMs(campaign));
    regularly(app, RELEASE_EVERY_MS, release, reportError);
  },
};
