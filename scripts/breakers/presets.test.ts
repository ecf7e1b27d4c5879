import { describe, expect, it } from 'vitest';
import { BREAKER_PRESETS } from '../../scenarios/drills/breaker.ts';
import { SHOP_BREAKER } from '../../scenarios/metrics.ts';
import { PRESETS, resolved } from './presets.ts';
import { breakerQueries, METRICS, metricsOf } from './queries.ts';

const METRICS_URL = { metrics: { east: 'http://127.0.0.1:9100/metrics' } };

describe('resolved settings', () => {
  it('are the library’s defaults where the plan says nothing', () => {
    expect(resolved({ preset: 'resilience4j' })).toMatchObject({
      opens: { by: 'count-window', calls: 100, callsMin: 100, failedShare: 0.5, opensAtShare: true },
      timeoutMs: null,
      openMs: 60_000,
      probesMax: 10,
    });
  });

  it('are the plan’s where it says something, and no limit is something', () => {
    const given = { preset: 'opossum', timeoutMs: null, openMs: 6000, probesMax: 2 } as const;
    expect(resolved(given)).toMatchObject({ timeoutMs: null, openMs: 6000, probesMax: 2 });
    const opens = { by: 'consecutive', failures: 3 } as const;
    expect(resolved({ preset: 'opossum', opens }).opens).toEqual(opens);
  });

  it('assume no threshold that the library does not have', () => {
    expect(resolved({ preset: 'sentinel' })).toMatchObject({ opens: null, openMs: null });
  });

  it('give no probes to a library that lets a host return whole', () => {
    expect(resolved({ preset: 'envoy', probesMax: 3 }).probesMax).toBeNull();
  });

  it('know that the embedded shop tells half-open, where opossum’s own metrics do not', () => {
    expect(resolved({ preset: 'opossum' }).tellsHalfOpen).toBe(true);
    expect(resolved({ preset: 'opossum', ...METRICS_URL }).tellsHalfOpen).toBe(false);
  });
});

describe.each(BREAKER_PRESETS)('the preset %s', (preset) => {
  it('has a source for each of its figures', () => {
    for (const source of Object.values(PRESETS[preset].sources)) expect(source).toMatch(/\S/);
  });

  it('asks for one breaker, by the label that its library names it with', () => {
    const settings = { preset, name: 'the "bank"', ...METRICS_URL };
    const queries = breakerQueries('bank', settings, 'region="east"');
    const asked = Object.values(queries).filter((query) => query !== null);
    expect(asked.length).toBeGreaterThan(0);
    for (const query of asked) {
      const selectors = query.match(/\{[^}]*\}/g) ?? [];
      expect(selectors.length).toBeGreaterThan(0);
      for (const selector of selectors)
        expect(selector).toContain(`{${METRICS[preset].nameLabel}="the \\"bank\\"",region="east"`);
    }
  });
});

it('a breaker without an address of its own is asked for in the embedded shop, by its dependency', () => {
  const { state, opened } = breakerQueries('bank', { preset: 'opossum' }, '');
  expect(state).toBe(`max(${SHOP_BREAKER.state}{dependency="bank"})`);
  expect(opened).toBe(`sum(${SHOP_BREAKER.events}{dependency="bank",event="open"})`);
  expect(metricsOf({ preset: 'opossum', ...METRICS_URL })).toBe(METRICS.opossum);
});
