import { describe, expect, it } from 'vitest';
import { prometheusArgs, prometheusConfig } from './config.ts';

describe('a run’s prometheus.yml', () => {
  it('scrapes every region under its name', () => {
    const config = prometheusConfig(
      [
        { region: 'east', url: 'http://127.0.0.1:7101' },
        { region: 'south', url: 'http://127.0.0.1:7102/' },
      ],
      'run-1',
    );
    expect(config).toContain(
      'targets: ["127.0.0.1:7101"]\n        labels: {"region":"east","run_id":"run-1","__scheme__":"http"}',
    );
    expect(config).toContain(
      'targets: ["127.0.0.1:7102"]\n        labels: {"region":"south","run_id":"run-1","__scheme__":"http"}',
    );
  });

  it('scrapes nothing when there is no shop of ours to scrape', () => {
    expect(prometheusConfig([], 'run-1')).not.toContain('scrape_configs');
  });

  it('keeps a name with quotes in its place', () => {
    const config = prometheusConfig(
      [{ region: '"]\nrule_files: ["/etc/passwd"]', url: 'http://127.0.0.1:1' }],
      'run-1',
    );
    expect(config.match(/^rule_files.*/gm)).toEqual(['rule_files: [rules.yml]']);
  });

  it('names a target that is no URL', () => {
    expect(() => prometheusConfig([{ region: 'east', url: 'nowhere' }], 'run-1')).toThrow(/Invalid URL/);
  });
});

describe('the command line', () => {
  it('listens on loopback only and keeps everything in the run’s folder', () => {
    expect(prometheusArgs('runs/1/prometheus', 9090)).toEqual([
      '--config.file=runs/1/prometheus/prometheus.yml',
      '--storage.tsdb.path=runs/1/prometheus/data',
      '--web.listen-address=127.0.0.1:9090',
      '--web.config.file=runs/1/prometheus/web.yml',
      '--web.cors.origin=nobody',
      '--web.enable-remote-write-receiver',
      '--query.max-samples=5000000',
    ]);
  });
});
