/** The page of a comparison with something in every part of it. */
import { compare } from '../../compare/compare.ts';
import { printHtml } from '../../compare/print-html.ts';
import { en } from '../../words/en.ts';
import { CALM_TIMES, ENVIRONMENT, runWith, shareOf, slowed, timesDrawn } from './compared-runs.ts';
import { drawsOf } from './seeded-draws.ts';

const WHOLE = { drill: null, phase: null, step: null, region: null } as const;

export function comparedPage(): string {
  const step = 'warenkorb-mit-einem-langen-namen.create';
  const lost = { objective: 'lost', ...WHOLE, required: true, unit: 'count' } as const;
  const base = runWith({
    runId: '2026-11-26T13-31-22-summer-carnival-jimnsl',
    shares: [shareOf({ step }), shareOf({ objective: 'coupons', bad: 300 }), shareOf({ objective: 'gone' })],
    figures: [
      { ...lost, figure: 0, state: 'pass' },
      { ...lost, objective: 'recovery', figure: 2, state: 'pass' },
    ],
    times: timesDrawn(CALM_TIMES, drawsOf(1)),
  });
  const head = runWith({
    runId: '2026-11-26T16-51-26-summer-carnival-hxqjvu',
    shares: [
      shareOf({ step, bad: 400 }),
      shareOf({ objective: 'coupons', bad: 20 }),
      shareOf({ objective: 'new' }),
    ],
    plan: { ...base.plan, scale: 2 },
    environment: { ...ENVIRONMENT, cores: 4 },
    figures: [
      { ...lost, figure: 2, state: 'fail' },
      { ...lost, objective: 'recovery', figure: 3, state: 'pass' },
    ],
    causes: [{ step, cause: 'HTTP 404, "No order o.1"', count: 2 }],
    times: slowed(timesDrawn(CALM_TIMES, drawsOf(2)), 'search.query', 5),
  });
  return printHtml(compare(base, head, { otherMachine: true }), en);
}
