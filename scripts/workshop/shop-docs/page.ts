/** docs/shop.md: a table of the shop's services, and a table of the world outside it. */
import type { Misbehaviour } from '../../../mock-services/misbehaviour/misbehaviour.ts';
import type { DependencySpec } from '../../../mock-services/platform/dependencies.ts';
import type { Behaviour } from '../../../scenarios/shop/behaviour.ts';
import { FAULTS } from '../../../scenarios/targets/mock-shop/faults.ts';
import type { RouteFacts, ServiceFacts, ShopFacts } from './shop-facts.ts';

export interface PageInput extends ShopFacts {
  readonly dependencies: Readonly<Record<string, DependencySpec>>;
  readonly behaviours: readonly Pick<Behaviour, 'name' | 'steps'>[];
  readonly misbehaviours: readonly (Pick<Misbehaviour, 'name' | 'about' | 'fails'> & {
    readonly needs?: string;
  })[];
}

const MS_PER_SECOND = 1000;

export function shopPage({
  services,
  platformMetrics,
  dependencies,
  behaviours,
  misbehaviours,
}: PageInput): string {
  return `<!-- Made by \`npm run generate\` from the shop itself. Change the services, not this page. -->

# The shop

What one region serves. A route for shoppers has a step: the name that plans, metrics and faults use. A route without a step is for
the people who run the shop. *Refuses*: it may answer 409, a correct no. *Guarded*: risk control checks first and may answer 403.

## Services

${markdownTable(
  ['service', 'what for', 'routes', 'calls outside', 'metrics', 'visited by'],
  services.map((service) => serviceRow(service, dependencies, behaviours)),
)}

Every step also has these metrics, from the platform: ${listed(platformMetrics)}.

## The outside world

All simulated, and each behind a breaker. Latencies are log-normal. An answer that comes from the fallback has the header
\`X-Degraded\` with the dependency's name.

${markdownTable(
  ['dependency', 'called by', 'calls at once', 'median', 'p99', 'breaker', 'while it is down'],
  Object.entries(dependencies).map(([name, spec]) => dependencyRow(name, spec, services)),
)}

## Faults

\`--fault NAME:KIND[=VALUE]\`, a plan's \`faults\` and its drills, and \`PUT /admin/faults\` set them on a step, on \`*\` for every step, or
on a dependency. A fault comes before the effect. Several on one name strike in the order in which they were set. With \`forMs\` in
\`PUT /admin/faults\` they lift themselves after that time, if nobody replaces them before.

${markdownTable(
  ['kind', 'the request, or the call,', 'value', 'needs'],
  Object.entries(FAULTS).map(([kind, { does, value, needs }]) => [
    code(kind),
    does,
    value === null ? '' : `${value.is}, such as ${value.example}`,
    needs?.what ?? '',
  ]),
)}

## Breaking promises on purpose

\`--misbehave NAME\` (may be repeated) lets \`carnival shop\` and \`carnival rehearse\` run a shop that breaks a promise and answers as if
it kept it, so that you can see the verdict find it. It strikes at the second of its kind in each region and at every hundredth
after that, or every time where its row says "every"; what is laid out wrongly is so from the start. The line is the objective of the
default plan that fails; those that begin with \`breaker\`, \`load\` or \`sheds\` are clauses of drills, and need a drill that has them.
\`canary\` is the line of a gray release.

${markdownTable(
  ['name', 'the shop …', 'line that fails', 'needs'],
  misbehaviours.map(({ name, about, fails, needs = '' }) => [code(name), about, code(fails), needs]),
)}
`;
}

function serviceRow(
  { name, about, routes, dependencies, metrics }: ServiceFacts,
  specs: PageInput['dependencies'],
  behaviours: PageInput['behaviours'],
): string[] {
  const breakers = [...new Set(dependencies.map((each) => breakerText(specs[each]!)))];
  const outside = breakers.map((breaker) => {
    const behind = dependencies.filter((each) => breakerText(specs[each]!) === breaker);
    return `${listed(behind)}: ${breaker}`;
  });
  const visitors = behaviours.filter(({ steps }) =>
    routes.some(({ step }) => step !== null && step in steps),
  );
  return [
    code(name),
    about,
    lines(routes.map(routeText)),
    lines(outside),
    lines(metrics.map(code)),
    lines(visitors.map((behaviour) => behaviour.name)),
  ];
}

function routeText({ method, url, step, refusable, guarded }: RouteFacts): string {
  const notes = [...(refusable ? ['refuses'] : []), ...(guarded ? ['guarded'] : [])];
  const of = step === null ? '' : ` → **${step}**`;
  return `${code(`${method} ${url}`)}${of}${notes.length === 0 ? '' : ` (${notes.join(', ')})`}`;
}

function dependencyRow(name: string, spec: DependencySpec, services: readonly ServiceFacts[]): string[] {
  const { capacity, latency, fallback } = spec;
  const askedBy = services.filter(({ dependencies }) => dependencies.some((each) => each === name));
  return [
    code(name),
    listed(askedBy.map((service) => service.name)),
    String(capacity),
    `${latency.medianMs} ms`,
    `${latency.p99Ms} ms`,
    breakerText(spec),
    fallback,
  ];
}

function breakerText({ breaker }: DependencySpec): string {
  const { failedPercentMax, callsMin, windowMs, openMs, timeoutMs } = breaker;
  return (
    `opens when over ${failedPercentMax} % of at least ${callsMin} calls in ${seconds(windowMs)} fail; ` +
    `tries again after ${seconds(openMs)}; a call times out after ${timeoutMs} ms`
  );
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell || '–').join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map((row) => line(row.map(escaped)))].join('\n');
}

/** A bar would end the cell. */
const escaped = (cell: string): string => cell.replaceAll('|', '\\|');
const seconds = (ms: number): string => `${ms / MS_PER_SECOND} s`;
const code = (text: string): string => `\`${text}\``;
const lines = (each: readonly string[]): string => each.join('<br>');
const listed = (names: readonly string[]): string => names.map(code).join(', ');
