/** The text of every generated file, by its path: the dashboards in json/, a folder a language, and the alert rules to provision. */

import { LANGUAGES } from '../../scripts/words/language.ts';
import { grafanaAlerts } from './alerts.ts';
import { DASHBOARDS } from './dashboards.ts';
import { buildDashboard } from './parts/build-dashboard.ts';

export const JSON_FOLDER = 'dashboards/grafana/json';
export const PROVISIONING_FOLDER = 'dashboards/grafana/provisioning';

export default {
  [`${PROVISIONING_FOLDER}/alerting/carnival.yml`]: grafanaAlerts(),
  ...Object.fromEntries(
    LANGUAGES.flatMap((language) =>
      DASHBOARDS.map((dashboard) => [
        `${JSON_FOLDER}/${language}/${dashboard.name}.json`,
        `${JSON.stringify(buildDashboard(dashboard, language), null, 2)}\n`,
      ]),
    ),
  ),
};
