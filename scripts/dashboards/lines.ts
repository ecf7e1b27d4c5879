/** What `carnival dashboards` says: where the data and the dashboards are, who may see them, and how Grafana is started by hand. */
import { LOOPBACK } from '../machine/processes/ports.ts';
import type { PrometheusAccess } from '../rehearsal/prometheus/access.ts';
import type { Language } from '../words/language.ts';
import type { FinishedRun } from './finished-run.ts';
import { dashboardsFolder, GRAFANA_USER } from './grafana-files.ts';

export interface LinesOptions {
  readonly run: Pick<FinishedRun, 'id' | 'fromMs' | 'untilMs'>;
  readonly access: Pick<PrometheusAccess, 'url' | 'user'>;
  readonly passwordFiles: { readonly prometheus: string; readonly grafana: string };
  /** grafana.ini. */
  readonly config: string;
  readonly workFolder: string;
  readonly root: string;
  /** Grafana's. */
  readonly port: number;
  readonly language: Language;
  readonly isGrafanaStarted: boolean;
}

/** The one that docker-compose.yml has, too: a test compares them. */
export const GRAFANA_IMAGE = 'grafana/grafana:13.2.3';

export function linesFor(options: LinesOptions): readonly string[] {
  const { run, access, passwordFiles, isGrafanaStarted } = options;
  return [
    `run         ${run.id}`,
    `Prometheus  ${access.url}   user ${access.user}   password in ${passwordFiles.prometheus}`,
    ...(isGrafanaStarted ? [] : byHand(options)),
    `Grafana     ${pageOf(options)}`,
    `            user ${GRAFANA_USER}   password in ${passwordFiles.grafana}`,
    'Ctrl-C stops it.',
  ];
}

/** The rehearsal's dashboard, at the time of this run. */
export function pageOf({ run, port, language }: LinesOptions): string {
  const query = new URLSearchParams({
    from: String(Math.floor(run.fromMs)),
    to: String(Math.ceil(run.untilMs)),
    'var-run': run.id,
    // It is over: nothing changes any more.
    refresh: '',
  });
  return `http://${LOOPBACK}:${port}/d/carnival-rehearsal-${language}?${query}`;
}

function byHand({ config, workFolder, root, language }: LinesOptions): readonly string[] {
  const dashboards = dashboardsFolder(root, language);
  return [
    'Grafana is not started: none is on PATH, or --no-grafana was given. In another terminal, one of these starts it:',
    `  grafana server --homepath <its folder> --config ${config}`,
    `  docker run --rm --network host --user "$(id -u)" -v ${workFolder}:${workFolder} -v ${dashboards}:${dashboards}:ro \\`,
    `    --entrypoint grafana ${GRAFANA_IMAGE} server --homepath /usr/share/grafana --config ${config}`,
  ];
}
