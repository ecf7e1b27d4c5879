/** What a Grafana beside a finished run is given: its configuration, its data source and where the dashboards lie. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LOOPBACK } from '../machine/processes/ports.ts';
import type { PrometheusAccess } from '../rehearsal/prometheus/access.ts';
import type { Language } from '../words/language.ts';

export interface GrafanaFilesOptions {
  /** The project's folder, with the dashboards. */
  readonly root: string;
  /** Where the files go; it is there already. */
  readonly workFolder: string;
  readonly prometheus: PrometheusAccess;
  readonly language: Language;
  readonly port: number;
  /** Of the user `admin`. */
  readonly password: string;
}

export const GRAFANA_USER = 'admin';
/** They hold passwords. */
const OWNER_ONLY = { mode: 0o600 } as const;
const LANGUAGE_CODES: Readonly<Record<Language, string>> = { en: 'en-US', zh: 'zh-Hans' };

/** Where the generated dashboards of a language are. */
export const dashboardsFolder = (root: string, language: Language): string =>
  join(root, 'dashboards', 'grafana', 'json', language);

/** Writes the files, readable for this user alone. Returns the path of grafana.ini, which names the others. */
export async function writeGrafanaFiles(options: GrafanaFilesOptions): Promise<string> {
  const { root, workFolder, prometheus, language } = options;
  const values = {
    CARNIVAL_PROMETHEUS_URL: prometheus.url,
    CARNIVAL_PROMETHEUS_USER: prometheus.user,
    CARNIVAL_PROMETHEUS_PASSWORD: prometheus.password,
    CARNIVAL_DASHBOARDS: dashboardsFolder(root, language),
  };
  for (const kind of ['datasources', 'dashboards']) {
    const template = join(root, 'dashboards', 'grafana', 'provisioning', kind, 'carnival.yml');
    await mkdir(join(workFolder, 'provisioning', kind), { recursive: true });
    await writeFile(
      join(workFolder, 'provisioning', kind, 'carnival.yml'),
      withValues(await readFile(template, 'utf8'), values),
      OWNER_ONLY,
    );
  }
  const file = join(workFolder, 'grafana.ini');
  await writeFile(file, grafanaIni(options), OWNER_ONLY);
  return file;
}

/** JSON strings are YAML strings. Grafana would read a `$` in one as a variable again, and takes `$$` for the sign itself. */
export const withValues = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replaceAll(/\$([A-Z_]+)/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : JSON.stringify(value.replaceAll('$', '$$$$'));
  });

/** Listens on loopback, asks everybody for the password, and calls no other machine. */
export const grafanaIni = ({
  workFolder,
  port,
  password,
  language,
}: Pick<GrafanaFilesOptions, 'workFolder' | 'port' | 'password' | 'language'>): string =>
  Object.entries({
    server: { http_addr: LOOPBACK, http_port: port },
    paths: {
      data: join(workFolder, 'grafana'),
      logs: join(workFolder, 'grafana'),
      plugins: join(workFolder, 'grafana', 'plugins'),
      provisioning: join(workFolder, 'provisioning'),
    },
    security: { admin_user: GRAFANA_USER, admin_password: password, disable_gravatar: true },
    users: { allow_sign_up: false, default_language: LANGUAGE_CODES[language] },
    'auth.anonymous': { enabled: false },
    analytics: { reporting_enabled: false, check_for_updates: false, check_for_plugin_updates: false },
    news: { news_feed_enabled: false },
    plugins: { plugin_admin_enabled: false, preinstall_disabled: true },
    // The run is over: nothing can fire any more.
    unified_alerting: { enabled: false },
    log: { mode: 'console' },
  })
    .map(
      ([section, entries]) =>
        `[${section}]\n${Object.entries(entries)
          .map(([name, value]) => `${name} = ${value}\n`)
          .join('')}`,
    )
    .join('\n');
