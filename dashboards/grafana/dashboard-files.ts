/** The text of every generated file in json/, by its path: a folder a language. */

import { LANGUAGES } from '../../scripts/words/language.ts';
import { DASHBOARDS } from './dashboards.ts';
import { buildDashboard } from './parts/build-dashboard.ts';

export const JSON_FOLDER = 'dashboards/grafana/json';

export default Object.fromEntries(
  LANGUAGES.flatMap((language) =>
    DASHBOARDS.map((dashboard) => [
      `${JSON_FOLDER}/${language}/${dashboard.name}.json`,
      `${JSON.stringify(buildDashboard(dashboard, language), null, 2)}\n`,
    ]),
  ),
);
