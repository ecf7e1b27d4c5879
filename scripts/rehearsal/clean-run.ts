/** The stage after the audit: takes back the orders that the run was acknowledged, and writes down what it could not. */
import type { RunSettings } from '../../scenarios/campaigns/plan.ts';
import { requestOf } from '../../scenarios/shop/make-request.ts';
import type { Shop } from '../../scenarios/shop/shop.ts';
import { checkedAddress } from '../admission/pinned-request.ts';
import { acknowledgedIds } from './audit/contract-run.ts';
import {
  type CheckedOrigin,
  type CleanUpOptions,
  type CleanUpReport,
  cleanUp,
  cleanUpInWords,
} from './clean-up.ts';
import { type RunFolder, writeJson } from './run-folder.ts';

export interface CleanRunOptions extends Pick<CleanUpOptions, 'access' | 'signal' | 'perSecond'> {
  readonly folder: Pick<RunFolder, 'file' | 'note'>;
  readonly run: Pick<RunSettings, 'id' | 'targets' | 'namedHosts' | 'hosts'>;
  /** What takes one order back. */
  readonly clean: Shop['clean'];
  /** The header by which what is left behind can be known. */
  readonly mark: Shop['mark'];
}

/**
 * Region by region. Null if there is nothing to send, or k6's console cannot be read: an event of the run says so. Never rejects.
 */
export async function cleanRun(options: CleanRunOptions): Promise<CleanUpReport | null> {
  const { folder, run, clean } = options;
  if (clean.length === 0) return null;
  const idsOf = await acknowledgedIds([folder.file('console')]).catch((error: Error) => error);
  if (idsOf instanceof Error) {
    folder.note('note', `clean-up: k6's console output cannot be read: ${idsOf.message}`);
    return null;
  }
  const reports: CleanUpReport[] = [];
  for (const [region, url] of Object.entries(run.targets))
    reports.push(await cleanRegion(new URL(url), idsOf(region), options));
  const report = together(reports);
  folder.note('note', cleanUpInWords(report));
  await writeJson(folder.file('cleanUp'), report).catch((error: Error) =>
    folder.note('disk-full', `${folder.file('cleanUp')}: ${error.message}`),
  );
  return report;
}

async function cleanRegion(
  origin: URL,
  ids: readonly string[],
  { run, clean, mark, access, signal, perSecond }: CleanRunOptions,
): Promise<CleanUpReport> {
  const address = checkedAddress(origin, run.hosts);
  if (address === null)
    return { cleaned: 0, failed: [], left: ids, endedBy: `no address of ${origin.host} was checked` };
  const known = {
    'X-Carnival-Run': run.id,
    ...(mark.header === undefined ? {} : { [mark.header]: run.id }),
  };
  return cleanUp({
    ids,
    origin,
    address,
    access,
    signal,
    ...(perSecond === undefined ? {} : { perSecond }),
    request: (id) =>
      clean.map((each) => {
        const { headers, ...request } = requestOf(each, { id, run: run.id });
        const { host } = each.options;
        return {
          ...request,
          ...(host === undefined ? {} : { to: namedHost(host, run) }),
          headers: { ...known, ...headers },
        };
      }),
  });
}

/** @throws Error when the run has not admitted it */
function namedHost(name: string, { namedHosts, hosts }: CleanRunOptions['run']): CheckedOrigin {
  const url = namedHosts !== undefined && Object.hasOwn(namedHosts, name) ? namedHosts[name] : undefined;
  const address = url === undefined ? null : checkedAddress(new URL(url), hosts);
  if (url === undefined || address === null) throw new Error(`no address of host ${name} was checked`);
  return { origin: new URL(url), address };
}

const together = (reports: readonly CleanUpReport[]): CleanUpReport => ({
  cleaned: reports.reduce((sum, { cleaned }) => sum + cleaned, 0),
  failed: reports.flatMap(({ failed }) => failed),
  left: reports.flatMap(({ left }) => left),
  endedBy: reports.find(({ endedBy }) => endedBy !== null)?.endedBy ?? null,
});
