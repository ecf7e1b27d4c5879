/** The Grafana that is on PATH. It is neither built nor shipped by Carnival. */
import { access, constants, realpath } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';

export interface Grafana {
  readonly command: string;
  /** Before the options: newer versions have one program for the server and the tools. */
  readonly verb: readonly string[];
  /** The folder with its `conf/` and `public/`; null: it finds that itself. */
  readonly home: string | null;
}

const PROGRAMS = [
  { name: 'grafana', verb: ['server'] },
  { name: 'grafana-server', verb: [] },
] as const;
/** Where packages put it. */
const HOMES = ['/usr/share/grafana', '/usr/local/share/grafana', '/opt/homebrew/share/grafana'];

/** @param path the variable PATH */
export async function findGrafana(path: string, homes = HOMES): Promise<Grafana | null> {
  for (const { name, verb } of PROGRAMS)
    for (const folder of path.split(delimiter).filter((each) => each !== '')) {
      const command = join(folder, name);
      if (await isThere(command, constants.X_OK))
        return { command, verb, home: await homeOf(command, homes) };
    }
  return null;
}

/** An archive has `bin/grafana` beside `conf/`. */
async function homeOf(command: string, homes: readonly string[]): Promise<string | null> {
  const own = dirname(dirname(await realpath(command)));
  for (const home of [own, ...homes])
    if (await isThere(join(home, 'conf', 'defaults.ini'), constants.R_OK)) return home;
  return null;
}

const isThere = (path: string, mode: number): Promise<boolean> =>
  access(path, mode).then(
    () => true,
    () => false,
  );

export const grafanaArgs = ({ verb, home }: Grafana, config: string): readonly string[] => [
  ...verb,
  ...(home === null ? [] : ['--homepath', home]),
  ...['--config', config],
];
