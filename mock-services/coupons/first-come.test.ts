/** First come, first served: nobody who came later has a coupon that somebody before was refused. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openTestShop } from '../testing/test-shop.ts';
import { COUPONS, couponKey } from './domain.ts';

const CAMPAIGN = '40-off-300';

/** What is sent at once: claims, and something else among them; and where the sender takes a breath. */
const crowd = fc.record({
  requests: fc.array(fc.constantFrom('claim', 'claim', 'claim', 'look'), { minLength: 300, maxLength: 500 }),
  breathsAfter: fc.uniqueArray(fc.nat({ max: 500 }), { maxLength: 50 }),
  couponQuota: fc.integer({ min: 0, max: 150 }),
});

it('gives the quota to the first of hundreds of shoppers, in the order of arrival', async () => {
  await fc.assert(
    fc.asyncProperty(crowd, async ({ requests, breathsAfter, couponQuota }) => {
      const test = await openTestShop({ couponQuota });
      try {
        const answers = [];
        for (const [index, request] of requests.entries()) {
          const claim = () => test.post(`/coupons/${CAMPAIGN}/claims`, { shopper: `s${index}` });
          const answer = request === 'claim' ? claim() : test.get('/home');
          answers.push(answer.then(({ statusCode }) => ({ index, request, status: statusCode })));
          if (breathsAfter.includes(index)) await new Promise((resolve) => setImmediate(resolve));
        }
        const claims = (await Promise.all(answers)).filter(({ request }) => request === 'claim');
        const served = claims.filter(({ status }) => status === 201).map(({ index }) => index);
        const refused = claims.filter(({ status }) => status === 409).map(({ index }) => index);
        expect(served.length + refused.length).toBe(claims.length);
        expect(served).toHaveLength(Math.min(couponQuota, claims.length));
        expect(Math.max(-1, ...served)).toBeLessThan(Math.min(requests.length, ...refused));

        // What was sent later came in later: the rows say so of everybody who was served.
        const places = served.map((index) => test.shop.store.get(COUPONS, couponKey(CAMPAIGN, `s${index}`))!);
        for (const [at, { ingress, number }] of places.entries()) {
          expect(number).toBe(at + 1);
          expect(ingress).toBeGreaterThan(places[at - 1]?.ingress ?? 0);
        }
      } finally {
        await test.close();
      }
    }),
    { numRuns: 10 },
  );
});
