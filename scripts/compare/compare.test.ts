import { describe, expect, it } from 'vitest';
import type { RunSettings } from '../../scenarios/campaigns/plan.ts';
import { judge } from '../verdict/judge.ts';
import { en } from '../words/en.ts';
import {
  CALM_TIMES,
  ENVIRONMENT,
  runWith,
  shareOf,
  slowed,
  timesDrawn,
} from '../workshop/testing/compared-runs.ts';
import { recordedRun } from '../workshop/testing/recorded-run.ts';
import { drawsOf } from '../workshop/testing/seeded-draws.ts';
import { compare } from './compare.ts';
import { comparisonSchema } from './comparison.ts';
import { type Extract, extractOf, extractSchema } from './extract.ts';
import { printHtml } from './print-html.ts';
import { printComparison } from './print-text.ts';
import { summaryOf } from './words.ts';

const HERE = { otherMachine: false };
const times = timesDrawn(CALM_TIMES, drawsOf(1));
const others = timesDrawn(CALM_TIMES, drawsOf(2));
const SHARES = [
  shareOf(),
  shareOf({ step: 'home.view', required: false }),
  shareOf({ objective: 'redeemed', step: 'coupon.redeem', bad: 0, n: 3000 }),
];
const BASE = runWith({ shares: SHARES, times });

const findings = (base: Extract, head: Extract, options = HERE) =>
  Object.fromEntries(compare(base, head, options).differences.map(({ name, finding }) => [name, finding]));
const shownIn = (base: Extract, head: Extract): readonly string[] =>
  Object.entries(findings(base, head)).flatMap(([name, finding]) =>
    finding === 'worse' || finding === 'better' ? [`${name}: ${finding}`] : [],
  );

describe('two runs', () => {
  it('that are one and the same differ in nothing', () => {
    const comparison = compare(BASE, BASE, HERE);
    expect(comparison.differences.map(({ finding }) => finding)).toEqual(Array(7).fill('none-shown'));
    expect(comparison.planChanges).toEqual([]);
    expect(summaryOf(comparison, en.compare)).toBe('no difference that could be shown in 7 comparisons');
  });

  it('that are one run say so, and a base that fails says so', () => {
    const notes = compare(BASE, { ...BASE }, HERE).notes.join();
    expect(notes).toContain('base and head are one run');
    const failed = runWith({ runId: 'run-0', outcome: 'fail', headline: 'oversold failed: 3' });
    expect(compare(failed, BASE, HERE).notes.join()).toContain('base fails by itself');
  });

  it('may have parts with the names that every object has', () => {
    const named = (name: string) => runWith({ plan: { name: 'trial', regions: [{ name, share: 1 }] } });
    for (const name of ['constructor', '__proto__', 'toString']) {
      const comparison = compare(named(name), named('north'), HERE);
      expect(comparison.planChanges.map(({ path }) => path)).toEqual([`regions.${name}`, 'regions.north']);
      expect(comparison.planChanges[0]).not.toHaveProperty('head');
      expect(printComparison(comparison, { colour: false })).toContain(`regions.${name}`);
    }
  });

  it('of one build differ in nothing that could be shown', () => {
    expect(shownIn(BASE, runWith({ shares: SHARES, times: others }))).toEqual([]);
  });

  it('of which one is 5 ms slower at one step differ there, by that much', () => {
    const head = runWith({ shares: SHARES, times: slowed(others, 'search.query', 5) });
    const comparison = compare(BASE, head, HERE);
    const search = comparison.differences.find(({ name }) => name === 'time · search.query')!;
    expect(search.finding).toBe('worse');
    expect(search.difference).toBeGreaterThan(4);
    expect(search.difference).toBeLessThan(6);
    expect(findings(BASE, head)['time · home.view']).toBe('none-shown');
    expect(shownIn(head, BASE)).toContain('time · search.query: better');
  });

  it('of which one answers worse differ in that share, and the swapped pair says better', () => {
    const head = runWith({ shares: [shareOf({ bad: 60 }), ...SHARES.slice(1)] });
    expect(shownIn(BASE, head)).toEqual(['response-time · whole run: worse']);
    expect(shownIn(head, BASE)).toEqual(['response-time · whole run: better']);
  });

  it('say which difference would have shown', () => {
    const [share] = compare(BASE, BASE, HERE).differences;
    expect(share!.wouldShow).toBeGreaterThan(0.001);
    expect(share!.wouldShow).toBeLessThan(0.005);
  });

  it('of which one had no valid load, or was cut short, are not compared, and it is said why', () => {
    for (const head of [
      runWith({ shares: SHARES, loadValid: false, headline: 'the load was not valid (ticks-on-time)' }),
      runWith({ shares: SHARES, cutShort: true, headline: 'interrupted' }),
    ]) {
      const comparison = compare(BASE, head, HERE);
      expect(new Set(comparison.differences.map(({ finding }) => finding))).toEqual(new Set(['no-evidence']));
      expect(comparison.notes[1]).toContain(head.headline);
      expect(summaryOf(comparison, en.compare)).toContain('nothing is compared');
    }
  });

  it('of different machines are compared by shares and not by times, unless that is asked for', () => {
    const head = runWith({ shares: SHARES, times: slowed(others, 'search.query', 50) });
    const elsewhere = { ...head, environment: { ...ENVIRONMENT, processor: 'another' } };
    expect(findings(BASE, elsewhere)).toMatchObject({
      'time · search.query': 'no-evidence',
      'response-time · whole run': 'none-shown',
    });
    expect(compare(BASE, elsewhere, HERE).notes.join()).toContain('the machines differ');
    expect(findings(BASE, elsewhere, { otherMachine: true })['time · search.query']).toBe('worse');
    const unknown = { ...head, environment: null };
    expect(compare(BASE, unknown, HERE).notes.join()).toContain('nobody knows');
  });

  it('name what changed in the plan, and say when that makes it another load', () => {
    const plan = { ...BASE.plan, scale: 2, phases: [{ name: 'burst', calendarMinutes: 3 }] };
    const comparison = compare(BASE, runWith({ plan, shares: SHARES }), HERE);
    expect(comparison.planChanges).toEqual([
      { path: 'scale', base: 1, head: 2 },
      { path: 'phases.burst.calendarMinutes', base: 2, head: 3 },
    ]);
    expect(comparison.notes.join()).toContain('the load is another one (phases, scale)');
  });

  it('say which targets differ, and where nobody knows', () => {
    const [target] = BASE.targets!;
    const other = runWith({
      runId: 'run-2',
      targets: [{ ...target!, address: 'https://other.test' }],
      shares: SHARES,
    });
    const comparison = compare(BASE, other, HERE);
    expect(comparison.targetChanges).toEqual([
      { path: 'all.address', base: 'https://staging.test', head: 'https://other.test' },
    ]);
    expect(comparison.notes.join()).toContain('the targets differ (all)');
    expect(printComparison(comparison, { colour: false })).toContain('TARGETS\n');
    expect(printHtml(comparison, en)).toContain('What changed in the targets');
    const old = compare(runWith({ targets: null }), other, HERE);
    expect(old.notes.join()).toContain(
      'nobody knows what was loaded in run-1: it may have been another target',
    );
    expect(compare(BASE, runWith({ runId: 'run-2', shares: SHARES }), HERE).notes.join()).not.toContain(
      'target',
    );
  });

  it('name what is only in one of them', () => {
    const comparison = compare(
      BASE,
      runWith({ shares: SHARES.slice(0, 2), times: times!.slice(0, 2) }),
      HERE,
    );
    expect(comparison.onlyInBase).toEqual(['redeemed · coupon.redeem', 'time · order.create']);
    expect(comparison.onlyInHead).toEqual([]);
  });

  it('are not compared by times in a phase that is not as long', () => {
    const longer = { ...BASE, phases: [{ phase: 'burst', startSeconds: 1, seconds: 150 }] };
    const comparison = compare(BASE, longer, HERE);
    expect(comparison.notes.join()).toContain('times are not compared in burst');
    expect(comparison.differences.find(({ of }) => of === 'time')!.lower).toBeNull();
  });
});

describe('what a comparison needs of a run', () => {
  const evidence = recordedRun();
  const verdict = judge(evidence);

  it('is taken from its verdict, without single regions, and reads again', () => {
    const extract = extractOf(evidence.plan, evidence.observations, verdict);
    expect(extractSchema.parse(JSON.parse(JSON.stringify(extract)))).toEqual(extract);
    expect(extract.shares.some(({ region }) => region !== null)).toBe(false);
    const whole = extract.shares.find(
      ({ objective, phase, step }) => objective === 'response-time' && !phase && !step,
    )!;
    const [cell] = verdict.objectives.find(({ id }) => id === 'response-time')!.cells;
    expect([whole.n, whole.bad]).toEqual([cell!.n, Math.round((1 - cell!.figure!) * cell!.n)]);
    expect(extract.plan).not.toHaveProperty('run');
  });

  it('knows the targets, and nothing that lets anybody in', () => {
    const run: RunSettings = {
      ...{ id: 'run-1', zeroAtMs: 0, hosts: {}, admission: 'a-proof' },
      targets: { east: 'https://user:secret@staging.test:8443/path?key=secret', south: 'no address: secret' },
      namedHosts: { constructor: 'https://auth.test' },
      environments: { east: { environment: 'staging', by: 'GET /' } },
    };
    const { shop, ...plan } = evidence.plan;
    const extract = extractOf({ ...plan, run }, evidence.observations, verdict);
    expect(extract.targets).toEqual([
      {
        ...{ name: 'east', kind: 'region', address: 'https://staging.test:8443' },
        ...{ environment: 'staging', by: 'GET /' },
      },
      { name: 'south', kind: 'region', address: null, environment: null, by: null },
      { name: 'constructor', kind: 'host', address: 'https://auth.test', environment: null, by: null },
    ]);
    expect(JSON.stringify(extract)).not.toMatch(/secret|a-proof/);
    const embedded = extractOf({ ...plan, shop: {}, run }, evidence.observations, verdict);
    expect(embedded.targets![0]).toMatchObject({ kind: 'embedded', address: null });
  });

  it('keeps of samples that are not compared what became of them', () => {
    const { judged, shares } = extractOf(evidence.plan, evidence.observations, verdict);
    const inDrills = verdict.objectives.filter(({ drill }) => drill !== null);
    const sampled = inDrills.flatMap(({ cells }) => cells.filter(({ sample }) => sample !== null));
    expect(judged!.length).toBe(sampled.filter(({ required, region }) => required || region === null).length);
    expect(shares.every(({ drill }) => drill === null)).toBe(true);
    // A canary's figure is a difference, and below 0 where it fails less than the stable version.
    const [objective] = verdict.objectives.filter(({ id }) => id === 'response-time');
    const [cell] = objective!.cells;
    const canary = {
      ...cell!,
      figure: -0.1,
      state: 'fail' as const,
      gray: {} as NonNullable<typeof cell>['gray'] & {},
    };
    const gray = extractOf(evidence.plan, evidence.observations, {
      ...verdict,
      objectives: [{ ...objective!, targetMin: null, targetMax: 0.01, cells: [canary] }],
    });
    expect(gray.shares).toEqual([]);
    expect(gray.judged).toEqual([expect.objectContaining({ objective: 'response-time', state: 'fail' })]);
  });

  it('does not know how bad answers came together where their seconds were not read, and takes shoppers for independent', () => {
    const half = recordedRun(({ dispersion }) => ({ dispersion: dispersion.slice(0, 1) }));
    const { shares } = extractOf(half.plan, half.observations, judge(half));
    const deffs = (objective: string) =>
      new Set(shares.filter((share) => share.objective === objective && share.n > 0).map(({ deff }) => deff));
    expect(deffs('response-time')).toContain(null);
    expect(deffs('honest-refused')).toEqual(new Set([1]));
  });

  it('was less in a baseline of an earlier version, which still reads', () => {
    const { targets, judged, ...old } = extractOf(evidence.plan, evidence.observations, verdict);
    expect(extractSchema.parse(old)).toMatchObject({ targets: null, judged: null });
  });
});

describe('the page and the lines', () => {
  const evil = '<script>alert(1)</script>\u001b[2J';
  const head = runWith({ runId: evil, shares: [shareOf({ bad: 60 }), ...SHARES.slice(1)], times: others });

  it('hold no markup and no escape of somebody else', () => {
    const page = printHtml(compare(BASE, head, HERE), en);
    expect(page).not.toContain('<script');
    expect(page).toContain('&lt;script&gt;alert(1)');
    expect(page).not.toContain('\u001b');
    expect(page).not.toMatch(/https?:|url\(|@import/);
    expect(printComparison(compare(BASE, head, HERE), { colour: false })).not.toContain('\u001b');
  });

  it('say in words what was found', () => {
    const lines = printComparison(compare(BASE, head, HERE), { colour: false });
    expect(lines).toContain('1 worse, 0 better');
    expect(lines).toMatch(/✗ response-time · whole run +0.1 % +0.6 % +\+0.5 points/);
    expect(lines).toContain('or more would have shown');
  });

  it('are of a shape that programs can rely on', () => {
    const comparison = compare(BASE, head, HERE);
    expect(comparisonSchema.parse(JSON.parse(JSON.stringify(comparison)))).toEqual(comparison);
  });
});
