/** Where a run was: its targets and what they declared themselves to be, the machine, and the versions of all that took part. */
import { inBytes, inFull } from '../../text/numbers.ts';
import { type Html, html, type Part } from '../html.ts';
import type { Section } from '../source.ts';
import { asWritten, table } from '../table.ts';

export const fact = (what: string, text: Part): Html => html`<div><dt>${what}</dt><dd>${text}</dd></div>`;

export function ranOn(section: Section): Html {
  const { plan, forecast, observations, say } = section;
  const words = say.ranOn;
  const { environment, generator } = observations;
  const facts =
    environment === undefined
      ? [
          fact(
            words.machine,
            say.proven.machineNote(inFull(generator.cores), inBytes(generator.allPssBytesMax)),
          ),
        ]
      : [
          fact(
            words.machine,
            words.machineOf(
              environment.processor,
              inFull(environment.cores),
              inBytes(environment.memoryBytes),
              environment.system,
            ),
          ),
          fact(words.used, inBytes(generator.allPssBytesMax)),
          fact(
            words.versions,
            `Carnival ${environment.carnival}, k6 ${environment.k6}, Prometheus ${environment.prometheus}, Node ${environment.node}`,
          ),
        ];
  return html`<h3>${words.title}</h3><dl class="facts">
${fact(words.shop, forecast.shop.isOwn ? words.ownShop(forecast.shop.name) : words.embedded)}
${plan.run === undefined ? null : fact(words.began, new Date(plan.run.zeroAtMs).toISOString())}
${facts}</dl>${targets(section)}`;
}

/** Nothing of a run that is kept without its targets. */
function targets({ plan: { run }, say: { ranOn: words } }: Section): Html | null {
  if (run === undefined) return null;
  const all = Object.entries({ ...run.targets, ...run.namedHosts });
  const { environments } = run;
  return html`<p>${environments === undefined ? words.notChecked : words.checked}</p>${table({
    name: words.targets,
    stacks: true,
    columns: words.columns.slice(0, environments === undefined ? 2 : 4),
    rows: all.map(([name, url]) => {
      const found = environments?.[name];
      return [name, html`<code>${url}</code>`, ...(environments === undefined ? [] : declared(found))];
    }),
  })}`;
}

const declared = (
  found: { readonly environment: string; readonly by: string } | undefined,
): readonly Part[] => (found === undefined ? ['–', '–'] : [found.environment, asWritten(found.by)]);
