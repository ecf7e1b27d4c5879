/** The embedded shop's processes as they are now: a drill kills one and starts it again, and so does the audit if one has died. */
import type { Child } from '../machine/processes/child.ts';
import { settledWithin } from '../mistakes/settled-within.ts';
import type { RunChildren } from './children.ts';
import { type RegionOptions, type RegionPort, type ShopRegion, startRegion } from './shop-regions.ts';

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
    for (const region of regions) this.#take(region);
  }

  /** In the plan's order. */
  get regions(): readonly ShopRegion[] {
    return [...this.#regions.values()];
  }

  /** Whether it was killed and has not been started again yet. */
  isDown(region: string): boolean {
    const found = this.#regions.get(region);
    return found !== undefined && this.#killed.has(found.child);
  }

  /** With -9, and on purpose: no event of the run. @throws Error when it had ended before */
  async kill(region: string): Promise<void> {
    const { child } = this.#at(region);
    if (child.exit !== null) throw new Error(`the ${child.name} had ended before; see ${child.logFile}`);
    this.#children.expectDeath(child);
    this.#killed.add(child);
    child.signal('SIGKILL');
    await settledWithin(KILLED_MS_MAX, child.exited, () => new Error(`${child.name} did not end`));
  }

  /** Starts a region that was killed again, on its data and its port. Any other is left alone. */
  async revive(region: string): Promise<void> {
    if (!this.isDown(region)) return;
    await this.#at(region).child.stop(0);
    await this.#startAgain(region, { isPreferred: false });
  }

  /** Ends what is left of a region and starts it again on its data. It may listen on another port. */
  async restart(region: string): Promise<string> {
    await this.#at(region).child.stop(0);
    return this.#startAgain(region, { isPreferred: true });
  }

  /** The campaign goes on. */
  async #startAgain(region: string, { isPreferred }: Pick<RegionPort, 'isPreferred'>): Promise<string> {
    const port = Number(new URL(this.#at(region).url).port);
    const again = await startRegion(this.#options, region, { port, isPreferred });
    this.#take(again);
    return again.url;
  }

  #at(region: string): ShopRegion {
    const found = this.#regions.get(region);
    if (found === undefined) throw new Error(`region ${region} is not a process of this run`);
    return found;
  }

  #take(region: ShopRegion): void {
    this.#regions.set(region.region, region);
    this.#children.noteDeath(region.child, 'shop-died', `the shop's region ${region.region}`);
  }
}
