import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pairKey, pairOf } from './pair.ts';

it('a pair is read back from its key, whatever the shopper is called', () => {
  const thing = fc.string({ minLength: 1 }).filter((text) => !text.includes('/'));
  fc.assert(
    fc.property(thing, fc.string(), (campaign, shopper) => {
      expect(pairOf(pairKey(campaign, shopper))).toEqual({ thing: campaign, shopper });
    }),
  );
});
