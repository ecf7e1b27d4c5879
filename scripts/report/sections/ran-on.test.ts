import { describe, expect, it } from 'vitest';
import type { RunSettings } from '../../../scenarios/campaigns/plan.ts';
import { en } from '../../words/en.ts';
import { ENVIRONMENT } from '../../workshop/testing/compared-runs.ts';
import { reportSource } from '../../workshop/testing/report-source.ts';
import type { ReportSource } from '../source.ts';
import { ranOn } from './ran-on.ts';

const source = reportSource();
const textOf = (of: ReportSource): string => String(ranOn({ ...of, words: en, say: en.report }));
const ranAt = (change: Partial<RunSettings>): ReportSource => ({
  ...source,
  plan: {
    ...source.plan,
    run: { id: 'r', zeroAtMs: 0, targets: { east: 'https://staging.example' }, hosts: {}, ...change },
  },
});

describe('where a run was', () => {
  it('says what each target declared itself to be, and by what', () => {
    const text = textOf(
      ranAt({ environments: { east: { environment: 'staging', by: 'GET /carnival-environment' } } }),
    );
    for (const part of [
      'https://staging.example',
      'staging',
      'GET /carnival-environment',
      '1970-01-01T00:00',
    ])
      expect(text).toContain(part);
    expect(text).not.toContain(en.report.ranOn.notChecked);
  });

  it('of which no check is written says so', () => {
    const text = textOf(ranAt({}));
    expect(text).toContain(en.report.ranOn.notChecked);
    expect(text).not.toContain(en.report.ranOn.columns[3]);
  });

  it('has processor and versions, where they are known', () => {
    const observations = { ...source.observations, environment: ENVIRONMENT };
    expect(textOf({ ...source, observations })).toContain('Carnival 0.1.0, k6 2.2.0');
    expect(textOf(source)).not.toContain('Carnival ');
    expect(textOf(source)).not.toContain('<table');
  });
});
