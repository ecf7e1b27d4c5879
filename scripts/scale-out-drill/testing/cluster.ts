/** What kubectl prints of a small cluster. */

export const clusterHpa = () => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'shop', namespace: 'sale' },
  spec: {
    ...{ minReplicas: 2, maxReplicas: 8 },
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop' },
    metrics: [
      {
        type: 'Resource',
        resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } },
      },
    ],
  },
});

export const clusterAnswer = (of: {
  readonly asked: number;
  readonly current: number;
  readonly ready: number;
}) => ({
  apiVersion: 'v1',
  kind: 'List',
  items: [
    {
      ...clusterHpa(),
      status: {
        ...{ currentReplicas: of.current, desiredReplicas: of.asked },
        conditions: [
          { type: 'AbleToScale', status: 'True', reason: 'SucceededRescale' },
          { type: 'ScalingLimited', status: 'True', reason: 'TooManyReplicas' },
          { type: 'ScalingActive', status: 'False', reason: 'FailedGetResourceMetric' },
        ],
      },
    },
    {
      kind: 'Deployment',
      spec: { replicas: of.asked },
      status: { replicas: of.current, readyReplicas: of.ready },
    },
  ],
});
