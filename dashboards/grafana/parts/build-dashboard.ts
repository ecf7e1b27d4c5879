/** One dashboard in one language, as Grafana reads it. */
import {
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  type Dashboard as GrafanaDashboard,
  RowBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Language } from '../../../scripts/words/language.ts';
import { WORDS } from '../words/languages.ts';
import { annotationsOf } from './annotations.ts';
import { buildPanel } from './build-panel.ts';
import type { Dashboard, DashboardName } from './panel.ts';
import { variablesOf } from './variables.ts';

export const uidOf = (name: DashboardName, language: Language): string => `carnival-${name}-${language}`;
/** Dashboards of one language link to each other. */
const tagOf = (language: Language): string => `carnival-${language}`;

export function buildDashboard({ name, readsShop, rows }: Dashboard, language: Language): GrafanaDashboard {
  const words = WORDS[language];
  const { title, description } = words.dashboards[name];
  const builder = new DashboardBuilder(title)
    .uid(uidOf(name, language))
    .description(description)
    .tags(['carnival', tagOf(language)])
    .readonly()
    .tooltip(DashboardCursorSync.Crosshair)
    .time({ from: 'now-30m', to: 'now' })
    .timezone('browser')
    .refresh('5s')
    .variables(variablesOf(words, readsShop))
    .annotations(annotationsOf(words))
    .link(
      new DashboardLinkBuilder('Carnival')
        .type(DashboardLinkType.Dashboards)
        .tags([tagOf(language)])
        .keepTime(true)
        .includeVars(true),
    );
  for (const row of rows) {
    builder.withRow(new RowBuilder(words.rows[row.name]));
    for (const panel of row.panels) builder.withPanel(buildPanel(panel, words));
  }
  return numbered(builder.build());
}

/** Grafana numbers panels that have no id anew each time, and then no link leads to one. */
const numbered = (dashboard: GrafanaDashboard): GrafanaDashboard => ({
  ...dashboard,
  panels: (dashboard.panels ?? []).map((panel, i) => ({ ...panel, id: i + 1 })),
});
