import { describe, expect, it } from 'vitest';
import { type BreakerScrape, breakerJobs } from './breaker-jobs.ts';
import { prometheusConfig } from './config.ts';

const scrape = (url: string, change: Partial<BreakerScrape> = {}): BreakerScrape => ({
  url: new URL(url),
  address: '127.0.0.1',
  labels: { region: 'east' },
  ...change,
});
const jobs = (...scrapes: readonly BreakerScrape[]): string => breakerJobs(scrapes, 'run-1').join('');

describe('the jobs that watch breakers', () => {
  it('ask four times a second, and say whose page it is', () => {
    const text = jobs(scrape('http://127.0.0.1:7101/metrics/breakers'));
    expect(text).toContain('scrape_interval: 250ms\n    scrape_timeout: 250ms');
    expect(text).toContain('targets: ["127.0.0.1:7101"]');
    expect(text).toContain(
      '{"job":"breakers","region":"east","run_id":"run-1","__scheme__":"http","__metrics_path__":"/metrics/breakers"}',
    );
  });

  it('go to the checked address of a name, by which its certificate is checked', () => {
    const text = jobs(
      scrape('https://shop.example/actuator/prometheus?only=breakers', { address: '10.1.2.3' }),
      scrape('http://[::1]:9100/metrics', { address: '::1' }),
    );
    expect(text).toContain('job_name: breakers-1');
    expect(text).toContain('tls_config: {"server_name":"shop.example"}');
    expect(text).toContain('targets: ["10.1.2.3:443"]');
    expect(text).toContain('"__metrics_path__":"/actuator/prometheus","__param_only":"breakers"');
    expect(text).toContain('job_name: breakers-2');
    expect(text).toContain('targets: ["[::1]:9100"]');
    expect(text.match(/tls_config/g)).toHaveLength(1);
  });

  it('name a page only once', () => {
    const page = scrape('http://127.0.0.1:7101/metrics');
    expect(jobs(page, page).match(/targets/g)).toHaveLength(1);
    expect(jobs(page, { ...page, labels: { region: 'south' } }).match(/targets/g)).toHaveLength(2);
  });

  it('stand beside the shop’s job, under one heading', () => {
    const config = prometheusConfig([{ region: 'east', url: 'http://127.0.0.1:7101' }], 'run-1', [
      scrape('http://127.0.0.1:7101/metrics/breakers'),
    ]);
    expect(config.match(/^scrape_configs:$/gm)).toHaveLength(1);
    expect(config.match(/^ {2}- job_name: .*$/gm)).toEqual([
      '  - job_name: shop',
      '  - job_name: breakers-1',
    ]);
  });
});
