import { describe, expect, it } from 'vitest';
import type { Plan, Population } from '../../scenarios/campaigns/plan.ts';
import smoke from '../../scenarios/campaigns/smoke.ts';
import { mockShop } from '../../scenarios/targets/mock-shop/mock-shop.ts';
import { EMBEDDED } from '../embedded/subject.ts';
import { en } from '../words/en.ts';
import { needsOf } from './needs.ts';
import { printForecast } from './print-forecast.ts';
import { runForecast } from './run-forecast.ts';

const arriving = (name: string, behaviour: string): Population => ({
  kind: 'arriving',
  name,
  behaviour,
  perHour: [{ atMinute: 0, value: 36_000 }],
  process: 'even',
  paced: false,
});
const SECONDS = 20;
const plan: Plan = {
  ...smoke,
  speed: 60,
  scale: 1,
  phases: [
    {
      name: 'burst',
      calendarMinutes: SECONDS,
      begins: { after: 'previous' },
      populations: [arriving('buyers', 'coupon-buyer'), arriving('scalpers', 'scalper')],
    },
    {
      name: 'after',
      calendarMinutes: SECONDS,
      begins: { after: 'previous' },
      populations: [
        { ...arriving('trackers', 'parcel-tracker'), of: { phase: 'burst', population: 'buyers' } },
      ],
    },
  ],
};
const forecast = runForecast(plan, EMBEDDED);
const [burst, after] = forecast.phases;
const COSTS = {
  machine: 'a test',
  measuredOn: 'today',
  generatorCpuSecondsPerRequest: 1e-4,
  generatorCoresIdle: 0.1,
  allCpuSecondsPerRequest: 3e-4,
  bytesPerShopper: 100,
  generatorBytesBase: 1e8,
  allBytesBase: 5e8,
};
const text = printForecast(forecast, needsOf(plan, forecast, COSTS, 2), en.forecast);

describe('a forecast', () => {
  it('has every step of the shop in every phase, also those that nobody comes to', () => {
    const steps = mockShop(1).steps.map(({ name }) => name);
    for (const { intendedByStep } of forecast.phases) expect(Object.keys(intendedByStep)).toEqual(steps);
    expect(after!.intendedByStep['order.create']).toBe(0);
    expect(after!.intendedByStep['parcel.track']).toBeGreaterThan(0);
  });

  it('expects bots to be stopped at the first guarded step, and shoppers to come through', () => {
    const claims = burst!.intendedByStep['coupon.claim']!;
    const { buyers, scalpers } = burst!.sessions;
    // A scalper whose appeal is heard tries again.
    const again = claims - buyers! - scalpers!;
    expect(again).toBeGreaterThanOrEqual(0);
    expect(again).toBeLessThanOrEqual(burst!.intendedByStep['risk.appeal']!);
    const redeems = burst!.intendedByStep['coupon.redeem']!;
    expect(redeems).toBeLessThanOrEqual(burst!.sessions.buyers!);
    expect(redeems).toBeGreaterThan(burst!.sessions.buyers! * 0.8);
  });

  it('says who is in each phase, who of them is a bot, and who meets risk control', () => {
    expect(burst!.populations).toMatchObject([
      { population: 'buyers', behaviour: 'coupon-buyer', isBot: false, meetsGuards: true },
      { population: 'scalpers', behaviour: 'scalper', isBot: true, meetsGuards: true },
    ]);
    expect(after!.populations).toMatchObject([
      { population: 'trackers', behaviour: 'parcel-tracker', isBot: false, meetsGuards: false },
    ]);
  });

  it('says where each session begins, and what follows an answer', () => {
    const [buyers] = burst!.populations;
    expect(buyers!.steps).toEqual(['coupon.claim', 'coupon.redeem', 'order.create', 'payment.pay']);
    expect(buyers!.following).toContainEqual({
      step: 'coupon.claim',
      outcome: 'refused',
      next: 'order.create',
      share: 1,
    });
    expect(buyers!.following.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    for (const { firstSteps, sessions } of forecast.phases)
      for (const [population, all] of Object.entries(sessions)) {
        const begun = firstSteps.filter((each) => each.population === population);
        expect(begun.reduce((sum, { count }) => sum + count, 0)).toBe(all);
      }
  });

  it('adds up: the requests of all populations are those of all steps', () => {
    for (const { intended, intendedByStep, intendedByPopulation } of forecast.phases)
      for (const counts of [intendedByStep, intendedByPopulation])
        expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(intended);
  });
});

const inOneLine = (printed: string): string => printed.replaceAll(/\s+/g, ' ');

describe('the printed forecast', () => {
  it('fits into 100 columns', () => {
    for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(100);
  });

  it('says how steep the herd is, whether this machine carries it, and what a fleet does', () => {
    const said = (cores: number, given: Plan = smoke): string => {
      const seen = runForecast(given, EMBEDDED);
      return inOneLine(printForecast(seen, needsOf(given, seen, COSTS, cores), en.forecast));
    };
    expect(said(2)).toMatch(
      /Herd of flash-sale: 300 shoppers, half of it within 0\.5 s, 99 % within 2 s: \d+ requests in its busiest second, beside 1,\d\d\d\/s\./,
    );
    expect(said(2)).toMatch(/carries it: up to [\d,]+ shoppers as steep as this\. A fleet of/);
    expect(said(0.6)).toMatch(
      /does not carry it on time: up to \d+ shoppers as steep as this\. It would carry this one if 99 % took [\d.]+ s or more/,
    );
    expect(said(2)).not.toContain('inFlightMax');
    const few = { ...smoke, generator: { ...smoke.generator, inFlightMax: 600 } };
    expect(said(2, few)).toMatch(
      /flash-sale may need 61\d requests in flight\. generator\.inFlightMax allows 600: raise it/,
    );
    expect(text).not.toContain('Herd of');
  });

  it('warns of a herd that acts at one instant', () => {
    const [, , flashSale] = smoke.phases;
    const populations = flashSale!.populations.map((each) => {
      if (each.kind !== 'herd') return each;
      const { reaction: _, ...instant } = each;
      return instant;
    });
    const given = {
      ...smoke,
      drills: [],
      phases: [{ ...flashSale!, begins: { after: 'previous' } as const, populations }],
    };
    const seen = runForecast(given, EMBEDDED);
    expect(seen.phases[0]!.herdRequestsPerSecondMax).toBeGreaterThanOrEqual(300);
    expect(inOneLine(printForecast(seen, needsOf(given, seen, COSTS, 2), en.forecast))).toMatch(
      /300 shoppers, all at one instant:.* A herd without `reaction` acts at one instant/,
    );
  });

  it('shows each step as requests a session and as a share, and 0 where nobody comes', () => {
    const visits = text.slice(text.indexOf('requests a session by step')).split('\n');
    const row = (step: string) =>
      visits
        .find((line) => line.trimStart().startsWith(step))!
        .trim()
        .split(/\s+/);
    const { intendedByStep, sessions, intended } = after!;
    const tracked = intendedByStep['parcel.track']!;
    const ratio = (tracked / sessions.trackers!).toFixed(3);
    const share = ((tracked / intended) * 100).toFixed(1);
    expect(row('parcel.track')).toEqual(['parcel.track', '0', ratio, share, '%']);
    expect(row('home.view')).toEqual(['home.view', '0', '0']);
  });

  it('lists the populations with their sessions, bots as bots', () => {
    const { sessions, intendedByPopulation } = burst!;
    const line = text.split('\n').find((each) => each.includes('scalpers'))!;
    expect(line.trim().split(/\s{2,}/)).toEqual([
      'burst',
      'scalpers',
      'scalper (bot)',
      String(sessions.scalpers),
      String(intendedByPopulation.scalpers),
      (intendedByPopulation.scalpers! / sessions.scalpers!).toFixed(2),
    ]);
  });
});
