/** The embedded shop's processes as they are now: a drill kills one and starts it again, and so does the audit if one has died. */
import type { Child } from '../machine/processes/child.ts';
import { settledWithin } from '../mistakes/settled-within.ts';
import type { RunChildren } from './children.ts';
import {
  type RegionOptions,
  type RegionPort,
  type RegionProcess,
  type ShopRegion,
  startRegion,
} from './shop-regions.ts';

const KILLED_MS_MAX = 5000;

export class ShopFamily {
  readonly #options: RegionOptions;
  readonly #children: Pick<RunChildren, 'noteDeath' | 'expectDeath'>;
  readonly #regions = new Map<string, ShopRegion>();
  /** By a drill. */
  readonly #killed = new Set<Child>();

  constructor(
    options: RegionOptions,
    regions: readonly ShopRegion[],
    children: Pick<RunChildren, 'noteDeath' | 'expectDeath'>,
  ) {
    this.#options = options;
    this.#children = children;
    for (const region of regions) {
      this.#take(region);
      if (region.balancer !== null)
        children.noteDeath(
          region.balancer,
          'shop-died',
          `the balancer of the shop's region ${region.region}`,
        );
    }
  }

  /** In the plan's order. */
  get regions(): readonly ShopRegion[] {
    return [...this.#regions.values()];
  }

  /** Whether it was killed and has not been started again yet. */
  isDown(region: string): boolean {
    const found = this.#regions.get(region);
    return found !== undefined && this.#killed.has(found.own.child);
  }

  /** Its own process, with -9, and on purpose: no event of the run. Its replicas then answer 502. @throws Error when it had ended before */
  async kill(region: string): Promise<void> {
    const { child } = this.#at(region).own;
    if (child.exit !== null) throw new Error(`the ${child.name} had ended before; see ${child.logFile}`);
    this.#children.expectDeath(child);
    this.#killed.add(child);
    child.signal('SIGKILL');
    await settledWithin(KILLED_MS_MAX, child.exited, () => new Error(`${child.name} did not end`));
  }

  /** Starts a region that was killed again, on its data and its port. Any other is left alone. */
  async revive(region: string): Promise<void> {
    if (!this.isDown(region)) return;
    await this.#at(region).own.child.stop(0);
    await this.#startAgain(region, { isPreferred: false });
  }

  /**
   * Ends what is left of a region and starts it again on its data. It may listen on another port.
   * @returns where its own process listens: its balancer may be gone, or look for it on the old port
   */
  async restart(region: string): Promise<string> {
    await this.#at(region).own.child.stop(0);
    return (await this.#startAgain(region, { isPreferred: true })).url;
  }

  /** The campaign goes on. */
  async #startAgain(
    region: string,
    { isPreferred }: Pick<RegionPort, 'isPreferred'>,
  ): Promise<RegionProcess> {
    const before = this.#at(region);
    const port = Number(new URL(before.own.url).port);
    const own = await startRegion(this.#options, region, { port, isPreferred });
    this.#take({ ...before, url: before.balancer === null ? own.url : before.url, own });
    return own;
  }

  #at(region: string): ShopRegion {
    const found = this.#regions.get(region);
    if (found === undefined) throw new Error(`region ${region} is not a process of this run`);
    return found;
  }

  #take(region: ShopRegion): void {
    this.#regions.set(region.region, region);
    this.#children.noteDeath(region.own.child, 'shop-died', `the shop's region ${region.region}`);
  }
}
