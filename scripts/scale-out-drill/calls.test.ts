import { describe, expect, it } from 'vitest';
import scaleOutDrill from '../../scenarios/campaigns/scale-out-drill.ts';
import { ALERTS } from '../rules/alerts.ts';
import { callOf } from './calls.ts';

const calling = (...scaleOutCalls: readonly ('goal' | 'emergency')[]) =>
  callOf({ ...scaleOutDrill, shop: { ...scaleOutDrill.shop, scaleOutCalls } });

describe('who calls for everything', () => {
  it('is nobody unless the plan asks for it', () => {
    expect(callOf(scaleOutDrill)).toEqual({ alerts: [], call: false, goal: null });
  });

  it('is an alert that the run has, for the goal and for the emergency plan', () => {
    const { alerts, call, goal } = calling('goal', 'emergency');
    expect({ call, goal }).toEqual({ call: true, goal: { share: 0.6, everySeconds: 1 } });
    for (const alert of alerts) expect(ALERTS.map(({ name }) => name)).toContain(alert);
    expect(calling('goal').call).toBe(false);
  });
});
