import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Behaviour } from '../shop/behaviour.ts';
import { arriving, binomialSigmas, crowdsOf, held, herd, once, planOf, SIGMAS } from '../testing/world.ts';
import { householdOf } from './address.ts';
import { castOf, type Member } from './cast.ts';
import { Kept } from './kept.ts';
import { RowVisit, regionOf } from './visit.ts';

const OF_BUYERS = { phase: 'burst', population: 'buyers' };
const OF_BACK = { phase: 'burst', population: 'back' };
/** A farm of bots: all behind one address and on one device. */
const farm: Behaviour = {
  ...once('order.create'),
  name: 'farm',
  bot: { sharesAddress: true, sharesDevice: true },
};
const script: Behaviour = { ...once('order.create'), name: 'script', bot: { sharesDevice: true } };
const [settings] = crowdsOf(
  planOf(60, [
    held(10),
    arriving(60_000),
    herd(10, 0),
    { ...arriving(10), name: 'back', of: OF_BUYERS },
    { ...held(10, 'once'), name: 'again', of: OF_BACK },
    { ...arriving(10, 'farm'), name: 'farm' },
    { ...arriving(10, 'script'), name: 'scripts' },
    { ...arriving(10, 'once'), name: 'farm-again', of: { phase: 'burst', population: 'farm' } },
  ]),
  { behaviours: [once('order.create'), farm, script] },
);
const { plan, phase, shop } = settings!;
const everybody = castOf(plan, phase, shop);
const member = (name: string): Member => everybody.find(({ population }) => population.name === name)!;
const buyers = member('buyers');
const back = member('back');
const again = member('again');
const bots = member('farm');
const scripts = member('scripts');
const botsAgain = member('farm-again');
const nothingKept = new Kept(0, 1);
const visitsOf = (runTag: string) => new RowVisit({ ...settings!, runTag }, everybody, nothingKept);
const visit = visitsOf('run');
/** Only what a session keeps depends on the row. */
const ROW = 0;
/** Those who are of nobody but themselves, and share nothing. */
const cast = everybody.slice(0, 3);

/** A visit is one object that moves on, so what it says is copied. */
const said = (member: Member, number: number, generation: number, n: number) => {
  const { shopper, order, earlierOrder, key, address, device, draw, behaviour } = visit.at(
    ROW,
    member,
    number,
    generation,
    n,
  );
  return { shopper, order, earlierOrder, key, address, device, draw, behaviour };
};

const homeOf = ({ identity }: Member, number: number): number => householdOf(number, identity.homeBits);

const place = fc.record({
  member: fc.constantFrom(...cast),
  number: fc.nat(2_000_000),
  generation: fc.nat(65_535),
  n: fc.nat(100_000),
});

describe('the ids of a visit', () => {
  it('are the same for the same shopper, and for no other one', () => {
    fc.assert(
      fc.property(place, place, (a, b) => {
        const [first, second] = [a, b].map(({ member, number, generation, n }) =>
          said(member, number, generation, n),
        );
        const same = a.member === b.member && a.number === b.number && a.generation === b.generation;
        expect(first!.shopper === second!.shopper).toBe(same);
        expect(first!.order === second!.order).toBe(same);
        expect(first!.earlierOrder).toBe(first!.order);
        expect(first!.device === second!.device).toBe(same);
        const sameHome = a.member === b.member && homeOf(a.member, a.number) === homeOf(b.member, b.number);
        expect(first!.address === second!.address).toBe(sameHome);
        expect(first!.key === second!.key).toBe(same && a.n === b.n);
      }),
    );
  });

  it('are apart also where digits of one part could be taken for another', () => {
    const near = [0, 1, 11, 35, 36, 37, 1296].flatMap((number) =>
      [0, 1, 11, 111].flatMap((generation) =>
        [0, 1, 11].flatMap((n) => cast.map((member) => said(member, number, generation, n).key)),
      ),
    );
    expect(new Set(near).size).toBe(near.length);
  });

  it('begin with the run, so that two runs against one target never meet', () => {
    const other = visitsOf('other').at(ROW, cast[0]!, 1, 0, 1);
    expect([other.shopper, other.order]).toEqual([
      expect.stringMatching(/^other\./),
      expect.stringMatching(/^o\.other\./),
    ]);
  });

  it("are safe in a path, and name the population's behaviour", () => {
    const { order, behaviour } = said(cast[1]!, 1_999_999, 3, 4);
    expect(encodeURIComponent(order)).toBe(order);
    expect(behaviour).toBe('coupon-buyer');
  });
});

describe('who comes back', () => {
  const is = ({ shopper, address, device, draw }: ReturnType<typeof said>) => ({
    shopper,
    address,
    device,
    draw,
  });

  it('is the same shopper with the same address, device and taste, number by number', () => {
    for (const number of [0, 1, 77, 1_999_999]) {
      expect(is(said(back, number, 0, 1))).toEqual(is(said(buyers, number, 0, 9)));
      expect(said(back, number, 0, 1).shopper).not.toBe(said(buyers, number + 1, 0, 1).shopper);
      const { shopper, address, device } = said(again, number, 0, 1);
      expect(said(buyers, number, 0, 1)).toMatchObject({ shopper, address, device });
    }
  });

  it('is the same one also in a later session of a held place', () => {
    const [first, later] = [said(again, 5, 0, 1), said(again, 5, 3, 2)];
    expect(later).toMatchObject({ shopper: first.shopper, address: first.address, device: first.device });
    expect(later.earlierOrder).toBe(first.earlierOrder);
    expect(later.order).not.toBe(first.order);
  });

  it('remembers the order it placed as one of those the plan names, and places another', () => {
    expect(said(back, 7, 0, 1).earlierOrder).toBe(said(buyers, 7, 0, 4).order);
    expect(said(again, 7, 0, 1).earlierOrder).toBe(said(back, 7, 0, 4).order);
    const orders = [buyers, back, again].map((member) => said(member, 7, 0, 1).order);
    expect(new Set(orders).size).toBe(3);
  });

  it('sends keys that it never sent before', () => {
    const keys = [buyers, back, again].flatMap((member) => [1, 2, 3].map((n) => said(member, 7, 0, n).key));
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('a household', () => {
  const addressAndRegion = (number: number) => {
    const { address } = said(buyers, number, 0, 1);
    return { address, region: regionOf(buyers, number, [0.5, 0.75, 1]) };
  };

  const { homeBits } = buyers.identity;

  it('is two shoppers of a population at one address in one region, on devices of their own, and no third', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.nat(2_000_000), (household, other) => {
        const low = household & ((1 << homeBits) - 1);
        const one = ((household - low) << 1) | low;
        const two = one + (1 << homeBits);
        expect(addressAndRegion(one)).toEqual(addressAndRegion(two));
        expect(said(buyers, one, 0, 1).device).not.toBe(said(buyers, two, 0, 1).device);
        fc.pre(other !== one && other !== two);
        expect(addressAndRegion(other).address).not.toBe(addressAndRegion(one).address);
      }),
    );
  });

  it('is nobody of another population', () => {
    const addresses = [...cast, bots, scripts].map((member) => said(member, 0, 0, 1).address);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it('is not shared by a bot with many addresses', () => {
    const addresses = Array.from({ length: 100 }, (_, number) => said(scripts, number, 0, 1).address);
    expect(new Set(addresses).size).toBe(100);
  });
});

describe('bots', () => {
  const over = (member: Member, key: 'address' | 'device' | 'shopper') =>
    new Set([0, 1, 2, 500].map((number) => said(member, number, 0, 1)[key])).size;

  it('share an address or a device where their behaviour says so, and never a name', () => {
    expect([over(bots, 'address'), over(bots, 'device'), over(bots, 'shopper')]).toEqual([1, 1, 4]);
    expect([over(scripts, 'address'), over(scripts, 'device')]).toEqual([4, 1]);
  });

  it('share with no other population', () => {
    const devices = [bots, scripts, buyers].map((member) => said(member, 0, 0, 1).device);
    const addresses = [bots, scripts, buyers].map((member) => said(member, 0, 0, 1).address);
    expect([new Set(devices).size, new Set(addresses).size]).toEqual([3, 3]);
  });

  it('still share it when they return in another population', () => {
    const { address, device } = said(bots, 1, 0, 1);
    expect(said(botsAgain, 2, 0, 1)).toMatchObject({ address, device });
  });
});

describe('the session draw', () => {
  it("stays the same for a session's requests and changes with the next shopper of the place", () => {
    const draws = [1, 2, 3].map((n) => said(cast[0]!, 77, 5, n).draw);
    expect(new Set(draws).size).toBe(1);
    expect(said(cast[0]!, 77, 6, 1).draw).not.toBe(draws[0]);
  });

  it.each([
    { given: 'shoppers', draw: (i: number) => said(cast[0]!, i, 0, 1).draw },
    { given: 'the generations of one place', draw: (i: number) => said(cast[0]!, 42, i, 1).draw },
    { given: "one VU's shoppers of seven", draw: (i: number) => said(cast[0]!, 7 * i + 3, 0, 1).draw },
  ])('is even over $given', ({ draw }) => {
    const DRAWS = 50_000;
    const bins = new Array<number>(20).fill(0);
    for (let i = 0; i < DRAWS; i++) bins[Math.floor(draw(i) * bins.length)]!++;
    for (const count of bins) expect(Math.abs(count / (DRAWS / bins.length) - 1)).toBeLessThan(0.02);
  });
});

describe('the region of a shopper', () => {
  const shares = plan.regions.map(({ share }) => share);
  const cumulated = shares.map((_, i) => shares.slice(0, i + 1).reduce((a, b) => a + b, 0));

  it.each([
    { given: 'all', of: 1, index: 0 },
    { given: 'the second of three VUs', of: 3, index: 1 },
    { given: 'the last of seven', of: 7, index: 6 },
  ])("has the plan's chances among the shoppers of $given", ({ of, index }) => {
    const SHOPPERS = 50_000;
    const counts = shares.map(() => 0);
    for (let i = 0; i < SHOPPERS; i++) counts[regionOf(buyers, i * of + index, cumulated)]!++;
    counts.forEach((count, region) => {
      // Two of a household are drawn as one where both are of these shoppers, which doubles the variance.
      expect(Math.abs(binomialSigmas(count, SHOPPERS, shares[region]!))).toBeLessThan(SIGMAS * Math.SQRT2);
    });
  });

  it('is some region, even where rounding leaves the shares a little short of 1', () => {
    for (let shopper = 0; shopper < 1000; shopper++)
      expect(regionOf(buyers, shopper, [0.3, 0.6])).toBeGreaterThanOrEqual(0);
  });
});
