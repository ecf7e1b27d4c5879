import { describe, expect, it } from 'vitest';
import { MID_DRILL } from '../rehearsal/live/testing/live-state.ts';
import { en } from '../words/en.ts';
import { zh } from '../words/zh.ts';
import { livePage } from './page.ts';
import { pageModel } from './page-model.ts';

describe('what the live page shows', () => {
  const model = pageModel(MID_DRILL, en);

  it('is what the screen shows: drills as they happen, breakers, warnings, figures', () => {
    expect(model.drills).toEqual([
      { name: 'database-pressure', is: 'over', text: 'over' },
      { name: 'payments-down', is: 'fault', text: 'fault for 0:04 more' },
      { name: 'region-killed', is: 'ahead', text: 'in 0:56' },
    ]);
    expect(model.breakers.map(({ name, is }) => `${name} ${is}`).slice(0, 3)).toEqual([
      'bank north open',
      'database south half-open',
      'bank east closed',
    ]);
    expect(model.warnings[0]).toEqual({
      text: 'response-time north burns six times as fast as it may (drill payments-down)',
      isPage: true,
    });
    const stock = {
      alert: 'StockOutAhead',
      severity: 'ticket',
      labels: { product: 'flash-1', region: 'south' },
    };
    expect(pageModel({ ...MID_DRILL, alerts: [stock] }, en).warnings).toEqual([
      { text: 'StockOutAhead flash-1 south (ticket)', isPage: false },
    ]);
    expect(model.figures.find(({ name }) => name === 'requests offered')).toMatchObject({
      recent: '3,710/s',
      whole: '214,332',
    });
  });

  it('has nothing but numbers from 0 to 1 where something is drawn, whatever happened', () => {
    const odd = { ...MID_DRILL.trend[0]!, withinShare: 0.2, sendLagP99: Number.POSITIVE_INFINITY };
    const silent = { ...odd, withinShare: null, sendLagP99: null };
    for (const elapsedMs of [-5000, 74_000, 1e9]) {
      const { phases, figures } = pageModel({ ...MID_DRILL, elapsedMs, trend: [odd, silent] }, en);
      const drawn = [
        ...phases.flatMap(({ from, now, until }) => [from, now, until]),
        ...figures.flatMap(({ trend }) => trend ?? []),
      ];
      for (const figure of drawn)
        expect(figure === null || (figure >= 0 && figure <= 1), String(figure)).toBe(true);
    }
  });

  it('is sent as it is: JSON has no other numbers', () => {
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
  });

  it('is in Chinese where that is asked for', () => {
    expect(pageModel(MID_DRILL, zh).drills[1]).toEqual({
      name: 'payments-down',
      is: 'fault',
      text: '故障还有 0:04',
    });
    expect(livePage(zh, 'n')).toMatch(/<html lang="zh-Hans">[\s\S]*熔断器/);
  });
});
