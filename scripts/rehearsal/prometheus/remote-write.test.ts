import { expect, it } from 'vitest';
import { remoteWriteEnv } from './remote-write.ts';

it('tells k6 the write endpoint of the Prometheus', () => {
  expect(remoteWriteEnv('http://127.0.0.1:9090')).toMatchObject({
    K6_PROMETHEUS_RW_SERVER_URL: 'http://127.0.0.1:9090/api/v1/write',
  });
});
