import { expect, it } from 'vitest';
import { remoteWriteEnv } from './remote-write.ts';

it('tells k6 the write endpoint of the Prometheus, and how to get in', () => {
  const access = { url: 'http://127.0.0.1:9090', user: 'run', password: 'secret' };
  expect(remoteWriteEnv(access)).toMatchObject({
    K6_PROMETHEUS_RW_SERVER_URL: 'http://127.0.0.1:9090/api/v1/write',
    K6_PROMETHEUS_RW_USERNAME: 'run',
    K6_PROMETHEUS_RW_PASSWORD: 'secret',
  });
});
