/** The text of shop.ts. */
import { commentText, keyText, quoted, templateText, valueText } from './literal.ts';
import { columnsOf, type FoundApi, type InitStep, walkable } from './step.ts';

/** How long the walker thinks between two steps, seconds. */
const THINK_SECONDS = 2;
const OPERATIONS_A_LINE = 4;
/** With its indent, what an editor shows without scrolling. */
const LINE_CHARACTERS_MAX = 100;

/** Three steps of the embedded shop: what `carnival shop` answers. */
export const EXAMPLE_API: FoundApi = {
  steps: [
    exampleStep('home', '/home'),
    { ...exampleStep('search', '/search'), query: { q: 'tea' } },
    exampleStep('product', '/products/1'),
  ],
  leftOut: [],
  auth: null,
  servers: [],
};

function exampleStep(name: string, path: string): InitStep {
  return {
    name,
    method: 'get',
    path: [{ text: path }],
    query: {},
    headers: {},
    take: {},
    needs: [],
    columns: {},
    todo: [],
  };
}

export function shopText(name: string, api: FoundApi): string {
  const body = [
    'export default defineShop({',
    `  name: ${quoted(name)},`,
    ...accountsLines(api),
    ...(api.auth === null
      ? []
      : [`  // ${api.auth} // as the API asks for; the value comes from the environment`]),
    '  steps: {',
    ...api.steps.flatMap((step) => stepLines(step)).map(indented(2)),
    ...api.leftOut.flatMap(leftOutLines).map(indented(2)),
    '  },',
    '  behaviours: {',
    ...behaviourLines(api.steps).map(indented(2)),
    '  },',
    '});',
    '',
  ].join('\n');
  const takes = api.steps.some(({ take }) => Object.keys(take).length > 0);
  const used = new Set([
    'defineShop',
    ...(takes ? ['json'] : []),
    // Also for the line that is a comment yet: whoever takes it in has the name.
    'csv',
    ...api.steps.map(({ method }) => method),
  ]);
  return [
    '/** What the shop is: its steps, who shops there, and what its answers mean. `npx carnival try` walks each behaviour once. */',
    `import { ${[...used].sort().join(', ')} } from 'carnival';`,
    '',
    body,
  ].join('\n');
}

const hasColumns = (api: FoundApi): boolean => Object.keys(columnsOf(api)).length > 0;
const accountsLines = (api: FoundApi): readonly string[] =>
  hasColumns(api)
    ? [
        '  // A row a session, in turn: add as many as you have.',
        "  accounts: csv('accounts.csv', { per: 'session' }),",
      ]
    : [
        "  // accounts: csv('accounts.csv', { per: 'session' }), // then ({ account }) => account.username in a step",
      ];

const indented =
  (levels: number) =>
  (line: string): string =>
    '  '.repeat(levels) + line;

function stepLines(step: InitStep): string[] {
  const options = Object.entries({
    query: objectText(step.query),
    headers: objectText(step.headers),
    json: step.json === undefined ? null : valueText(step.json),
    form: step.form === undefined ? null : valueText(step.form),
    take: takeText(step.take),
    needs: step.needs.length === 0 ? null : valueText(step.needs),
  }).flatMap(([key, text]) => (text === null ? [] : [`${key}: ${text}`]));
  const begin = `${keyText(step.name)}: ${step.method}(${pathText(step)}`;
  const line = options.length === 0 ? `${begin}),` : `${begin}, { ${options.join(', ')} }),`;
  return [
    ...step.todo.map((each) => `// TODO ${commentText(each)}`),
    ...(line.length <= LINE_CHARACTERS_MAX || options.length === 0
      ? [line]
      : [`${begin}, {`, ...options.map((option) => `  ${option},`), '}),']),
  ];
}

const objectText = (value: Readonly<Record<string, unknown>>): string | null =>
  Object.keys(value).length === 0 ? null : valueText(value);

function takeText(take: InitStep['take']): string | null {
  const entries = Object.entries(take).map(([name, where]) => `${keyText(name)}: json(${quoted(where)})`);
  return entries.length === 0 ? null : `{ ${entries.join(', ')} }`;
}

function pathText({ path, columns }: InitStep): string {
  const fields = [
    ...(path.some((part) => 'column' in part) ? ['account'] : []),
    ...(path.some((part) => 'kept' in part) ? ['kept'] : []),
  ];
  if (fields.length === 0) return quoted(path.map((part) => ('text' in part ? part.text : '')).join(''));
  const template = path.map((part) => {
    if ('text' in part) return templateText(part.text);
    if ('kept' in part) return `\${kept.${part.kept}}`;
    const example = columns[part.column] ?? '';
    const value = `account.${part.column}`;
    return `\${${PLAIN.test(example) ? value : `encodeURIComponent(${value})`}}`;
  });
  return `({ ${fields.join(', ')} }) => \`${template.join('')}\``;
}

/** What a path takes as it is. */
const PLAIN = /^[\w.~-]*$/;

const leftOutLines = ({ why, operations }: FoundApi['leftOut'][number]): string[] => [
  `// Left out, because ${why}:`,
  ...Array.from({ length: Math.ceil(operations.length / OPERATIONS_A_LINE) }, (_, i) =>
    operations.slice(i * OPERATIONS_A_LINE, (i + 1) * OPERATIONS_A_LINE).map(commentText),
  ).map((line) => `//   ${line.join(', ')}`),
];

/** One who walks every page that can be reached. Somebody who knows the shop writes better ones. */
function behaviourLines(steps: readonly InitStep[]): string[] {
  const walk = walkable(steps);
  const left = steps.filter((step) => !walk.includes(step)).map(({ name }) => name);
  const names = (walk.length === 0 ? steps.slice(0, 1) : walk).map(({ name }) => name);
  return [
    ...(left.length === 0 ? [] : [`// No behaviour takes these steps yet: ${commentText(left.join(', '))}`]),
    'browser: {',
    `  description: 'looks at every page once, and leaves',`,
    `  entry: { ${names
      .slice(0, 1)
      .map((name) => `${keyText(name)}: 1`)
      .join('')} },`,
    '  steps: {',
    ...names.map((name, i) => {
      const next = names[i + 1];
      const ok = next === undefined ? '{}' : `{ ${keyText(next)}: 1 }`;
      return `    ${keyText(name)}: { thinkSeconds: ${THINK_SECONDS}, ok: ${ok} },`;
    }),
    '  },',
    '},',
  ];
}
