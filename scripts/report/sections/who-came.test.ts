import { describe, expect, it } from 'vitest';
import { en } from '../../words/en.ts';
import { reportSource } from '../../workshop/testing/report-source.ts';
import { held } from '../../workshop/testing/small-plan.ts';
import type { ReportSource, Section } from '../source.ts';
import { channels, who } from './who-came.ts';

const source = reportSource();
const sectionOf = (of: ReportSource): Section => ({ ...of, words: en, say: en.report });
const PLACE = { phase: 'warm-up', region: 'east', population: held.name } as const;

/** Browsers enter by channels: 100 sessions were forecast, of which 20 were under way when the phase began. */
function byChannel(came: Readonly<Record<string, number>>): ReportSource {
  const [first, ...rest] = source.forecast.phases;
  const phase = {
    ...first!,
    populations: first!.populations.map((each) => ({
      ...each,
      byChannel: each.population === held.name,
    })),
    sessions: { [held.name]: 100 },
    firstSteps: [{ population: held.name, step: 'cart.view', region: 'east', count: 20 }],
  };
  const sessions = [
    { ...PLACE, step: 'home.view', cause: 'plan' as const, count: 20 },
    ...Object.entries(came).map(([step, count]) => ({ ...PLACE, step, cause: 'succession' as const, count })),
  ];
  return {
    ...source,
    forecast: { ...source.forecast, phases: [phase, ...rest] },
    observations: { ...source.observations, sessions },
  };
}
const rowsOf = (text: string): string[][] =>
  [...text.matchAll(/<tr>(.*?)<\/tr>/gs)]
    .slice(1)
    .map(([, row]) =>
      [...row!.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) => cell!).slice(0, 6),
    );

describe('channels against the plan', () => {
  it('are told by the sessions that entered by one, and not by those that were under way', () => {
    const text = String(
      channels(sectionOf(byChannel({ 'home.view': 30, 'search.query': 20, 'activity.view': 50 }))),
    );
    expect(rowsOf(text)).toEqual([
      ['home', 'home.view', '32', '30', '40.0 %', '30.0 %'],
      ['search', 'search.query', '20', '20', '25.0 %', '20.0 %'],
      ['activity', 'activity.view', '28', '50', '35.0 %', '50.0 %'],
    ]);
  });

  it('have no share where nobody came', () => {
    const text = String(channels(sectionOf(byChannel({}))));
    expect(rowsOf(text).map((row) => row.at(-1))).toEqual(['–', '–', '–']);
  });

  it('are left out for a plan without any', () => {
    const { channels: _, ...plan } = source.plan;
    expect(channels(sectionOf({ ...source, plan }))).toBeNull();
  });

  it('of a run that does not say where they led are named, and no more', () => {
    const { channels: _, ...shop } = source.forecast.shop;
    const text = String(channels(sectionOf({ ...source, forecast: { ...source.forecast, shop } })));
    expect(text).toContain('home 40 %');
    expect(text).not.toContain('<table');
  });
});

describe('who came', () => {
  it('is told with orders, planned and acknowledged', () => {
    const phases = source.forecast.phases.map((phase, i) =>
      i === 0 ? { ...phase, ordersByPopulation: { buyers: 7 } } : phase,
    );
    const answers = [
      { phase: 'burst', population: 'buyers', step: 'order.create', region: 'east', outcome: 'ok', count: 5 },
      {
        phase: 'burst',
        population: 'buyers',
        step: 'order.create',
        region: 'east',
        outcome: 'failed',
        count: 3,
      },
      // An order in a livestream is one too.
      { phase: 'burst', population: 'buyers', step: 'live.order', region: 'east', outcome: 'ok', count: 2 },
    ] as const;
    const text = String(
      who(
        sectionOf({
          ...source,
          forecast: { ...source.forecast, phases },
          observations: { ...source.observations, answers },
        }),
      ),
    );
    const [, buyers] = /buyers<\/th>(.*?)<\/tr>/s.exec(text)!;
    expect([...buyers!.matchAll(/>([^<]+)<\/td>/g)].map(([, cell]) => cell).slice(-2)).toEqual(['7', '7']);
  });

  it('has no orders where the shop has none, and an older run has none that were planned', () => {
    const shop = { ...source.forecast.shop, orderStep: null, steps: [] };
    expect(String(who(sectionOf({ ...source, forecast: { ...source.forecast, shop } })))).not.toContain(
      'Orders',
    );
    expect(String(who(sectionOf(source)))).toContain('>–</td>');
  });

  it('is left out where nobody was to come, and nobody came', () => {
    const observations = { ...source.observations, sessions: [], intendedByPopulation: [], answers: [] };
    const forecast = { ...source.forecast, phases: [] };
    expect(who(sectionOf({ ...source, observations, forecast }))).toBeNull();
  });
});
