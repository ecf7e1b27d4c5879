/**
 * The faults of all drills in a Carnival shop. The shop's admin API replaces its whole list, so each change sends what all drills
 * have set there by now, besides the plan's own faults.
 */
import { isSuccess } from '../../../scenarios/shop/http-status.ts';
import { checkedAddress, requestPinned } from '../../admission/pinned-request.ts';
import { quote } from '../../mistakes/plan-error.ts';

const FAULTS_PATH = '/admin/faults';
const ANSWER_MS_MAX = 3000;
const ANSWER_BYTES_MAX = 100_000;
const QUOTED_CHARACTERS = 300;

export interface ShopFault {
  readonly step: string;
  readonly kind: string;
  readonly value: number;
}

export interface ShopFaultsOptions {
  /** Base URL of each region's shop. Regions may share one. */
  readonly targets: Readonly<Record<string, string>>;
  readonly hosts: Readonly<Record<string, string>>;
  readonly adminToken: string;
  /** Those that the shop was started with. */
  readonly always: readonly ShopFault[];
  /** Whether the region's process was killed on purpose: it has no faults, and none can be set. */
  readonly isDown: (region: string) => boolean;
}

export class ShopFaults {
  readonly #options: ShopFaultsOptions;
  /** By drill, and by the shop's URL. */
  readonly #set = new Map<
    string,
    { readonly urls: readonly string[]; readonly faults: readonly ShopFault[] }
  >();
  /** Of each shop: changes reach it one after the other. */
  readonly #last = new Map<string, Promise<void>>();

  constructor(options: ShopFaultsOptions) {
    this.#options = options;
  }

  /** @throws Error when a shop does not take them, or also serves regions that the drill is not about */
  async set(drill: string, regions: readonly string[], faults: readonly ShopFault[]): Promise<void> {
    const urls = this.#urlsOf(regions);
    this.#set.set(drill, { urls, faults });
    await this.#tellAll(urls);
  }

  /** Nothing, if it has set none. @throws Error when a shop does not take it */
  async lift(drill: string): Promise<void> {
    const { urls = [] } = this.#set.get(drill) ?? {};
    this.#set.set(drill, { urls, faults: [] });
    await this.#tellAll(urls.filter((url) => !this.#isDown(url)));
    this.#set.delete(drill);
  }

  /** After its process was started again: it only has the faults that it was started with. */
  async renew(region: string): Promise<void> {
    const url = this.#options.targets[region];
    if (url !== undefined && this.#at(url).length > 0) await this.#tell(url);
  }

  #urlsOf(regions: readonly string[]): readonly string[] {
    const { targets } = this.#options;
    const urls = new Set(regions.flatMap((region) => targets[region] ?? []));
    const other = Object.keys(targets).find(
      (region) => urls.has(targets[region]!) && !regions.includes(region),
    );
    if (other !== undefined)
      throw new Error(
        `the shop at ${targets[other]} also serves region ${other}, which the drill leaves out`,
      );
    return [...urls];
  }

  #isDown(url: string): boolean {
    const { targets, isDown } = this.#options;
    return Object.keys(targets).some((region) => targets[region] === url && isDown(region));
  }

  #at(url: string): readonly ShopFault[] {
    return [...this.#set.values()].flatMap(({ urls, faults }) => (urls.includes(url) ? faults : []));
  }

  /** Each of them is told, whatever another one says. */
  async #tellAll(urls: readonly string[]): Promise<void> {
    const told = await Promise.allSettled(urls.map((url) => this.#tell(url)));
    const failed = told.find((each) => each.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  #tell(url: string): Promise<void> {
    const before = this.#last.get(url) ?? Promise.resolve();
    const told = before.then(() => this.#put(url));
    this.#last.set(
      url,
      told.catch(() => undefined),
    );
    return told;
  }

  async #put(url: string): Promise<void> {
    const { hosts, adminToken, always } = this.#options;
    const origin = new URL(url);
    const address = checkedAddress(origin, hosts);
    if (address === null) throw new Error(`no address of ${origin.host} was checked`);
    const { status, body } = await requestPinned(origin, address, {
      method: 'PUT',
      path: FAULTS_PATH,
      headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ faults: [...always, ...this.#at(url)] }),
      answerMsMax: ANSWER_MS_MAX,
      bodyBytesMax: ANSWER_BYTES_MAX,
    }).catch((cause: unknown) => {
      throw new Error(`PUT ${url}${FAULTS_PATH}`, { cause });
    });
    if (!isSuccess(status))
      throw new Error(`PUT ${url}${FAULTS_PATH}: HTTP ${status} ${quote(body, QUOTED_CHARACTERS)}`);
  }
}
