/** Every file of a new rehearsal, by name. */
import { commentText, quoted } from './literal.ts';
import { shopText } from './shop-text.ts';
import { columnsOf, type FoundApi } from './step.ts';

/** The pin of the checkout: the compiler that the package's types are tested with. */
const TYPESCRIPT = '7.0.2';

export interface Rehearsal {
  /** The folder's own name, without the path. */
  readonly folder: string;
  readonly api: FoundApi;
  /** Scheme, host and port. */
  readonly target: string;
  /** What package.json says of carnival: `file:../carnival-0.1.0.tgz`, or a version. */
  readonly carnival: string;
}

export function rehearsalFiles(rehearsal: Rehearsal): Readonly<Record<string, string>> {
  const name = nameFor(rehearsal.folder);
  return {
    'shop.ts': shopText(name, rehearsal.api),
    'plan.ts': planText(name, rehearsal),
    'carnival.config.ts': configText(rehearsal),
    'accounts.csv': accountsText(columnsOf(rehearsal.api)),
    'package.json': packageText(name, rehearsal),
    'tsconfig.json': TSCONFIG,
    '.gitignore': 'node_modules/\nruns/\n.env\n',
  };
}

/** What logs somebody in, where the paths need nothing. */
const ACCOUNTS = 'username,password\nshopper-1,not-a-secret\nshopper-2,not-a-secret\n';

function accountsText(columns: Readonly<Record<string, string>>): string {
  if (Object.keys(columns).length === 0) return ACCOUNTS;
  const row = (fields: readonly string[]): string => `${fields.map(fieldText).join(',')}\n`;
  return row(Object.keys(columns)) + row(Object.values(columns));
}

/** @see https://www.rfc-editor.org/rfc/rfc4180 */
const fieldText = (field: string): string =>
  /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;

function planText(name: string, { target }: Rehearsal): string {
  const { hostname } = new URL(target);
  const allow = isLoopback(hostname)
    ? []
    : [
        '  // Only if it is yours to load: its addresses as CIDR blocks.',
        `  // allow: [{ host: ${commentText(quoted(hostname))}, addresses: ['…/32'] }],`,
      ];
  return `/** Who comes, when, and what must hold. Each number is an example: write yours. */
import { definePlan, held } from 'carnival';
import shop from './shop.ts';

export default definePlan(shop, {
  name: ${quoted(name)},
  description: 'a small crowd for half a minute',
${allow.map((line) => `${line}\n`).join('')}  withinMs: 1200,
  phases: [
    {
      name: 'sale',
      calendarMinutes: 0.5,
      populations: [held('browsers', 'browser', 200)], // 200 at once; whoever leaves is replaced
    },
  ],
  objectives: [
    { id: 'response-time', kind: 'response-time', targetShare: 0.99, source: 'example: 99 % within 1.2 s' },
  ],
});
`;
}

const configText = ({ target, api }: Rehearsal): string => {
  const others = api.servers.filter((server) => server !== target);
  return [
    '/** What `carnival` takes when it is run in this folder and no flag says otherwise. */',
    ...(others.length === 0 ? [] : [`// The API's document names ${commentText(others.join(', '))}`]),
    'export default {',
    "  shop: './shop.ts',",
    "  plan: './plan.ts',",
    `  target: ${quoted(target)},`,
    '};',
    '',
  ].join('\n');
};

const packageText = (name: string, { carnival }: Rehearsal): string =>
  inLines({
    name,
    private: true,
    type: 'module',
    scripts: {
      check: 'tsc',
      try: 'carnival try',
      forecast: 'carnival forecast',
      rehearse: 'carnival rehearse',
    },
    devDependencies: { carnival, typescript: TYPESCRIPT },
  });

const NAME_CHARACTERS_MAX = 64;
/** What npm takes as a name, and a plan: in a folder called `My shop`, `my-shop`. */
const nameFor = (folder: string): string =>
  folder
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, NAME_CHARACTERS_MAX)
    .replace(/^-+|-+$/g, '') || 'rehearsal';

/** What runs the files takes them as they are, so they are only checked. */
const TSCONFIG = inLines({
  compilerOptions: {
    target: 'ES2023',
    lib: ['ES2023'],
    module: 'ESNext',
    moduleResolution: 'Bundler',
    types: [],
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
  },
  include: ['*.ts'],
});

function inLines(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** As a URL spells them. */
export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
