import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { temporaryFolder } from '../../scenarios/testing/temporary-folder.ts';
import { projectRoot } from '../machine/project-root.ts';
import { findGrafana, grafanaArgs } from './find-grafana.ts';
import { withValues, writeGrafanaFiles } from './grafana-files.ts';

describe('the files for Grafana', () => {
  it('name the run’s Prometheus, its credentials and the dashboards of the language, for this user alone', async () => {
    const workFolder = temporaryFolder();
    const config = await writeGrafanaFiles({
      ...{ root: projectRoot(), workFolder, language: 'zh', port: 3001, password: 'p-1' },
      prometheus: { url: 'http://127.0.0.1:9091', user: 'run-1', password: 'p-2' },
    });
    const written = async (kind: string) =>
      parse(await readFile(join(workFolder, 'provisioning', kind, 'carnival.yml'), 'utf8'));
    expect((await written('datasources')).datasources).toEqual([
      expect.objectContaining({
        url: 'http://127.0.0.1:9091',
        basicAuthUser: 'run-1',
        secureJsonData: { basicAuthPassword: 'p-2' },
      }),
    ]);
    const [provider] = (await written('dashboards')).providers;
    const rehearsal = join(provider.options.path, 'rehearsal.json');
    expect(JSON.parse(await readFile(rehearsal, 'utf8')).uid).toBe('carnival-rehearsal-zh');
    const ini = await readFile(config, 'utf8');
    for (const line of [
      'http_addr = 127.0.0.1',
      'http_port = 3001',
      'admin_password = p-1',
      'reporting_enabled = false',
    ])
      expect(ini.split('\n')).toContain(line);
    for (const file of [config, join(workFolder, 'provisioning', 'datasources', 'carnival.yml')])
      expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('hold any value as it is: Grafana puts nothing in its place', () => {
    const filled = withValues('a: $NAME\nb: $OTHER\n', { NAME: 'x: "$HOME" #' });
    expect(parse(filled)).toEqual({ a: 'x: "$$HOME" #', b: '$OTHER' });
  });
});

describe('Grafana on PATH', () => {
  const program = async (...path: readonly string[]): Promise<string> => {
    const file = join(...path);
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, '');
    await chmod(file, 0o755);
    return file;
  };

  it('is taken with the folder that it came in', async () => {
    const [root, empty] = [temporaryFolder(), temporaryFolder()];
    const command = await program(root, 'bin', 'grafana');
    await program(root, 'conf', 'defaults.ini');
    const found = await findGrafana([empty, join(root, 'bin')].join(delimiter));
    expect(found).toMatchObject({ command, home: root });
    expect(grafanaArgs(found!, 'x.ini')).toEqual(['server', '--homepath', root, '--config', 'x.ini']);
  });

  it('may be the older program, and know its folder itself', async () => {
    const root = temporaryFolder();
    await program(root, 'grafana-server');
    expect(grafanaArgs((await findGrafana(root, []))!, 'x.ini')).toEqual(['--config', 'x.ini']);
  });

  it('is not there', async () => {
    expect(await findGrafana(temporaryFolder())).toBeNull();
  });
});
