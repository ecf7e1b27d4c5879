/**
 * `carnival init`: a rehearsal of the user's own shop, in a folder of its own. It asks nothing: what it cannot find out it writes as a
 * TODO. It overwrites no file.
 */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { resolveHost } from '../admission/admission.ts';
import { requestPinned } from '../admission/pinned-request.ts';
import { readTargets } from '../admission/targets.ts';
import { withoutCredentials } from '../admission/without-credentials.ts';
import { readDocument } from '../init/document.ts';
import { apiOf } from '../init/operations.ts';
import { type Installed, packageSource } from '../init/package-source.ts';
import { isLoopback, rehearsalFiles } from '../init/rehearsal-files.ts';
import { EXAMPLE_API } from '../init/shop-text.ts';
import type { FoundApi } from '../init/step.ts';
import { makeFolder } from '../machine/make-folder.ts';
import { isCheckout, projectRoot } from '../machine/project-root.ts';
import { EXIT, type ExitCode } from '../mistakes/exit-codes.ts';
import { type Mistake, PlanError } from '../mistakes/plan-error.ts';
import { reasonOf } from '../mistakes/reason-of.ts';
import { say } from '../text/terminal.ts';
import { type Language, languageFrom, wordsOf } from '../words/language.ts';
import type { SaidWords } from '../words/said/words.ts';
import { folderMistakes } from './option-mistakes.ts';

export interface InitArguments {
  readonly openapi?: string;
  readonly target?: string;
  readonly lang?: Language;
}

/** The first region of `carnival shop`. */
const EMBEDDED_SHOP = 'http://127.0.0.1:7101';
const DOCUMENT_MIB_MAX = 10;
const DOCUMENT_BYTES_MAX = DOCUMENT_MIB_MAX * 2 ** 20;
const DOCUMENT_MS_MAX = 15_000;
const NAMES_SHOWN_MAX = 8;
const OK = 200;

export async function initCommand(typed: string, options: InitArguments): Promise<ExitCode> {
  const folder = resolve(typed);
  const mistakes = [
    ...folderMistakes({ '<folder>': typed, '--openapi': options.openapi }),
    ...(await inTheWay(folder)),
  ];
  const target = targetOf(options.target, mistakes);
  if (mistakes.length > 0) throw new PlanError('command line', mistakes);
  const api = options.openapi === undefined ? EXAMPLE_API : await readApi(options.openapi);
  const files = rehearsalFiles({
    folder: basename(folder),
    api,
    target: target ?? likelyTarget(api, options.openapi),
    carnival: packageSource(await lookAtInstalled(), folder),
  });
  await write(folder, files);
  report(folder, files, api, wordsOf(languageFrom(options.lang, process.env)).said);
  return EXIT.pass;
}

/** What would be overwritten, or mixed up. A folder that only git has used is empty. */
async function inTheWay(folder: string): Promise<Mistake[]> {
  const tell = (problem: string, hint: string): Mistake[] => [
    { path: '<folder>', value: folder, problem, hint },
  ];
  try {
    const names = (await readdir(folder)).filter((name) => name !== '.git').sort();
    if (names.length === 0) return [];
    const shown = names.slice(0, NAMES_SHOWN_MAX).join(', ');
    const more = names.length > NAMES_SHOWN_MAX ? ` and ${names.length - NAMES_SHOWN_MAX} more` : '';
    return tell(`is not empty: it has ${shown}${more}`, 'name a new folder: nothing is overwritten');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    if (code === 'ENOTDIR') return tell('is no folder, or lies below a file', 'name a new folder');
    return tell(`cannot be read (${code})`, 'name a folder of your own');
  }
}

/** Any region's name does: a new plan has one region, for all. */
function targetOf(typed: string | undefined, mistakes: Mistake[]): string | null {
  if (typed === undefined) return null;
  const [target] = readTargets([typed], ['all'], mistakes);
  return target === undefined ? null : target.origin.origin;
}

/** A server that a document names may be production, so only one on this machine is taken unasked. */
function likelyTarget({ servers }: FoundApi, openapi = ''): string {
  const near = [...servers, isUrl(openapi) ? new URL(openapi).origin : ''].find(
    (server) => server !== '' && isLoopback(new URL(server).hostname),
  );
  return near ?? EMBEDDED_SHOP;
}

const isUrl = (text: string): boolean => /^https?:\/\//i.test(text) && URL.canParse(text);

async function readApi(source: string): Promise<FoundApi> {
  const text = isUrl(source) ? await download(source) : await readDocumentFile(source);
  const api = apiOf(readDocument(text, withoutCredentials(source)));
  if (api.steps.length > 0) return api;
  throw unusable(
    source,
    'has no operation that a step could be',
    'look at its paths: GET, POST, PUT or PATCH',
  );
}

const unusable = (source: string, problem: string, hint: string): PlanError =>
  new PlanError('command line', [{ path: '--openapi', value: withoutCredentials(source), problem, hint }]);

async function readDocumentFile(source: string): Promise<string> {
  const path = resolve(source);
  const hint = 'give the path or the URL of an OpenAPI document';
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => error);
  if (found instanceof Error) throw unusable(source, `cannot be read (${found.code})`, hint);
  if (!found.isFile()) throw unusable(source, 'is not a file', hint);
  if (found.size > DOCUMENT_BYTES_MAX) throw unusable(source, `is above ${DOCUMENT_MIB_MAX} MiB`, hint);
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw unusable(source, `cannot be read (${error.code})`, hint);
  });
}

/** From the host that the user typed and from no other: a redirect is told, not followed. */
async function download(source: string): Promise<string> {
  const url = new URL(source);
  const hint = 'download it yourself, and give the file';
  if (url.username !== '' || url.password !== '') throw unusable(source, 'carries credentials', hint);
  const [address] = await resolveHost(url.hostname.replace(/^\[|\]$/g, '')).catch(() => []);
  if (address === undefined) throw unusable(source, 'names a host that does not resolve', 'check the name');
  const answer = await requestPinned(url, address, {
    path: url.pathname + url.search,
    headers: { accept: 'application/json, application/yaml, */*' },
    answerMsMax: DOCUMENT_MS_MAX,
    bodyBytesMax: DOCUMENT_BYTES_MAX,
  }).catch((error: unknown) => {
    throw unusable(source, `cannot be read: ${reasonOf(error)}`, hint);
  });
  if (answer.status === OK) return answer.body;
  const to = answer.location === null ? '' : `, to ${answer.location}`;
  throw unusable(source, `answered ${answer.status}${to}`, hint);
}

/** The package that runs, and the folder in whose node_modules it is. */
async function lookAtInstalled(): Promise<Installed> {
  const root = projectRoot();
  const own = (await readJson(join(root, 'package.json'))) as { readonly version: string };
  const modules = dirname(root);
  const folder = dirname(modules);
  return {
    root,
    version: own.version,
    isCheckout: isCheckout(root),
    parent:
      basename(modules) === 'node_modules'
        ? {
            folder,
            packageJson: await readJson(join(folder, 'package.json')),
            lock: await readJson(join(folder, 'package-lock.json')),
          }
        : null,
  };
}

const readJson = async (path: string): Promise<unknown> => {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return null;
  }
};

async function write(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  try {
    await makeFolder(folder);
    // `wx`: what came there meanwhile stays.
    for (const [name, text] of Object.entries(files))
      await writeFile(join(folder, name), text, { flag: 'wx' });
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    const problem = `cannot be written to (${code}${path === undefined ? '' : `: ${basename(path)}`})`;
    throw new PlanError('command line', [
      { path: '<folder>', value: folder, problem, hint: 'name a folder of your own' },
    ]);
  }
}

function report(
  folder: string,
  files: Readonly<Record<string, string>>,
  { steps }: FoundApi,
  { init }: SaidWords,
): void {
  const shown = relative(process.cwd(), folder) || '.';
  const open = steps.reduce((sum, { todo }) => sum + todo.length, 0);
  const next = init.next(`cd ${quotedForShell(shown)} && npx carnival try`);
  say(process.stdout, `${shown}: ${Object.keys(files).join(', ')}`);
  say(process.stdout, `${init.steps(String(steps.length), open === 0 ? null : String(open))} ${next}`);
}

const quotedForShell = (path: string): string =>
  /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
