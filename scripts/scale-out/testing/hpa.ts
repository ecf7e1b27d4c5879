import { type Hpa, type Metric, SPEC_DEFAULTS } from '../hpa-spec.ts';

export const cpu = (percent: number): Metric => ({
  kind: 'Resource',
  resource: 'cpu',
  container: null,
  target: { type: 'Utilization', percent },
});

/** With a behavior of nothing but defaults. */
export const hpaOf = (other: Partial<Hpa> = {}): Hpa => ({
  name: 'web',
  scales: 'Deployment/web',
  minReplicas: 1,
  maxReplicas: 100,
  metrics: [cpu(50)],
  behavior: { scaleUp: SPEC_DEFAULTS.scaleUp, scaleDown: SPEC_DEFAULTS.scaleDown },
  ...other,
});
