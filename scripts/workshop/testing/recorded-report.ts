/** What the report of a real run is made of: one of the plan `drills`, which failed, kept by `scripts/workshop/record-run.mjs`. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { PlannedRun } from '../../../scenarios/campaigns/plan.ts';
import { timetable } from '../../../scenarios/crowd/timetable.ts';
import { observationsSchema } from '../../evidence/observations.ts';
import { timelineSchema } from '../../evidence/timeline.ts';
import { forecastSchema } from '../../forecast/forecast.ts';
import type { ReportSource } from '../../report/source.ts';
import { verdictSchema } from '../../verdict/verdict.ts';

export function recordedReport(): ReportSource {
  const packed = readFileSync(new URL('./generated/report-run.json.gz', import.meta.url));
  const files = JSON.parse(gunzipSync(packed).toString()) as Record<string, unknown>;
  const plan = files['plan.json'] as PlannedRun;
  return {
    plan,
    forecast: forecastSchema.parse(files['forecast.json']),
    observations: observationsSchema.parse(files['observations.json']),
    verdict: verdictSchema.parse(files['verdict.json']),
    timeline: timelineSchema.parse(files['timeline.json']),
    timetable: timetable(plan),
  };
}
