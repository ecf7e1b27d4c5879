/** The faults of all drills in the processes of a Carnival shop, besides those that it was started with. */
import { FaultList } from './fault-list.ts';
import { putToShop } from './put-to-shop.ts';

const FAULTS_PATH = '/admin/faults';
/** The answer has all faults in it. */
const ANSWER_BYTES_MAX = 100_000;

export interface ShopFault {
  readonly step: string;
  readonly kind: string;
  readonly value: number;
}

interface ShopFaultsOptions {
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
  /** By the shop's URL. */
  readonly #lists: ReadonlyMap<string, FaultList<ShopFault>>;

  constructor(options: ShopFaultsOptions) {
    this.#options = options;
    const urls = new Set(Object.values(options.targets));
    this.#lists = new Map(
      [...urls].map((url) => [url, new FaultList((faults, forMs) => this.#put(url, faults, forMs))]),
    );
  }

  /** @throws Error when a shop does not take them, or also serves regions that the drill is not about */
  async set(
    drill: string,
    regions: readonly string[],
    faults: readonly ShopFault[],
    forMs: number,
  ): Promise<void> {
    await allOf(this.#listsOf(regions).map((list) => list.set(drill, faults, forMs)));
  }

  /** Nothing, if it has set none. @throws Error when a shop does not take it */
  async lift(drill: string): Promise<void> {
    await allOf(
      [...this.#lists].map(async ([url, list]) => {
        if (this.#isDown(url)) list.forget(drill);
        else await list.lift(drill);
      }),
    );
  }

  /** After its process was started again: it only has the faults that it was started with. */
  async renew(region: string): Promise<void> {
    const list = this.#lists.get(this.#options.targets[region] ?? '');
    if (list !== undefined && !list.isEmpty) await list.tell();
  }

  #listsOf(regions: readonly string[]): readonly FaultList<ShopFault>[] {
    const { targets } = this.#options;
    const urls = new Set(regions.flatMap((region) => targets[region] ?? []));
    const other = Object.keys(targets).find(
      (region) => urls.has(targets[region]!) && !regions.includes(region),
    );
    if (other !== undefined)
      throw new Error(
        `the shop at ${targets[other]} also serves region ${other}, which the drill leaves out`,
      );
    return [...urls].map((url) => this.#lists.get(url)!);
  }

  #isDown(url: string): boolean {
    const { targets, isDown } = this.#options;
    return Object.keys(targets).some((region) => targets[region] === url && isDown(region));
  }

  async #put(url: string, faults: readonly ShopFault[], forMs: number | null): Promise<void> {
    const { hosts, adminToken, always } = this.#options;
    const body = { faults: [...always, ...faults], ...(forMs === null ? {} : { forMs }) };
    await putToShop(
      { url, hosts, adminToken },
      { path: FAULTS_PATH, body, answerBytesMax: ANSWER_BYTES_MAX },
    );
  }
}

/** Each of them comes to its end, whatever becomes of another. @throws Error the first of theirs */
async function allOf(changes: readonly Promise<void>[]): Promise<void> {
  const settled = await Promise.allSettled(changes);
  const failed = settled.find((each) => each.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
