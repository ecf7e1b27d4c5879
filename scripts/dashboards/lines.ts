/** What `carnival dashboards` says: where the data and the dashboards are, who may see them, and how Grafana is started by hand. */
import { LOOPBACK } from '../machine/processes/ports.ts';
import type { PrometheusAccess } from '../rehearsal/prometheus/access.ts';
import { fillEnd } from '../text/width.ts';
import { type Language, wordsOf } from '../words/language.ts';
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
  const { dashboards: words, stops } = wordsOf(options.language).said;
  return [
    line(words.run, run.id),
    line(
      'Prometheus',
      `${access.url}   ${words.user(access.user)}   ${words.passwordIn(passwordFiles.prometheus)}`,
    ),
    ...(isGrafanaStarted ? [] : byHand(options)),
    line('Grafana', pageOf(options)),
    line('', `${words.user(GRAFANA_USER)}   ${words.passwordIn(passwordFiles.grafana)}`),
    stops,
  ];
}

const LABEL_WIDTH = 12;
const line = (label: string, text: string): string => `${fillEnd(label, LABEL_WIDTH)}${text}`;

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
  const { dashboards: words } = wordsOf(language).said;
  const dashboards = dashboardsFolder(root, language);
  return [
    words.byHand,
    `  grafana server --homepath <${words.itsFolder}> --config ${config}`,
    `  docker run --rm --network host --user "$(id -u)" -v ${workFolder}:${workFolder} -v ${dashboards}:${dashboards}:ro \\`,
    `    --entrypoint grafana ${GRAFANA_IMAGE} server --homepath /usr/share/grafana --config ${config}`,
  ];
}
