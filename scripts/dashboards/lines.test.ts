import { describe, expect, it } from 'vitest';
import { linesFor } from './lines.ts';

const options = {
  run: { id: 'run 1', fromMs: 1000.4, untilMs: 2000.4 },
  access: { url: 'http://127.0.0.1:9090', user: 'run-1' },
  passwordFiles: { prometheus: '/scratch/p', grafana: '/scratch/g' },
  ...{ config: '/scratch/grafana.ini', workFolder: '/scratch', root: '/carnival', port: 3000 },
} as const;

describe('what carnival dashboards says', () => {
  it('is where the dashboard of the run’s time is, and where the passwords are, but no password', () => {
    expect(linesFor({ ...options, language: 'en', isGrafanaStarted: true })).toEqual([
      'run         run 1',
      'Prometheus  http://127.0.0.1:9090   user run-1   password in /scratch/p',
      'Grafana     http://127.0.0.1:3000/d/carnival-rehearsal-en?from=1000&to=2001&var-run=run+1&refresh=',
      '            user admin   password in /scratch/g',
      'Ctrl-C stops it.',
    ]);
  });

  it('is how to start Grafana by hand, where it was not started', () => {
    const said = linesFor({ ...options, language: 'zh', isGrafanaStarted: false }).join('\n');
    expect(said).toContain('grafana server --homepath <Grafana 的目录> --config /scratch/grafana.ini');
    expect(said).toContain('-v /carnival/dashboards/grafana/json/zh:/carnival/dashboards/grafana/json/zh:ro');
  });
});
