/** How many connections are open at once, when each stays for a time that is known (Little's law: rate × time, less the phase's edges). */
import type { Shop } from '../../scenarios/shop/shop.ts';
import { most } from '../text/most.ts';

const SECOND_MS = 1000;

export interface ConnectionsForecast {
  /** Over the whole phase. */
  readonly mean: number;
  /** In the fullest second. */
  readonly most: number;
}

export class ExpectedConnections {
  private readonly staySeconds: ReadonlyMap<string, number>;
  private readonly endMs: number;
  /** By second: opened less closed. */
  private readonly growth: number[] = [];
  private heldMs = 0;

  constructor({ steps }: Pick<Shop, 'steps'>, endMs: number) {
    this.staySeconds = new Map(
      steps.flatMap(({ name, staySeconds }) => (staySeconds === null ? [] : [[name, staySeconds]])),
    );
    this.endMs = endMs;
  }

  /** A request of the step is answered at a time from the phase's start. */
  answered(step: string, atMs: number): void {
    const staySeconds = this.staySeconds.get(step);
    if (staySeconds === undefined || atMs >= this.endMs) return;
    const untilMs = Math.min(atMs + staySeconds * SECOND_MS, this.endMs);
    this.heldMs += untilMs - atMs;
    this.grow(atMs, 1);
    this.grow(untilMs, -1);
  }

  private grow(atMs: number, by: number): void {
    const second = Math.floor(atMs / SECOND_MS);
    this.growth[second] = (this.growth[second] ?? 0) + by;
  }

  /** Null for a shop without such a step. */
  total(): ConnectionsForecast | null {
    if (this.staySeconds.size === 0) return null;
    let open = 0;
    const held = Array.from(this.growth, (by = 0) => {
      open += by;
      return open;
    });
    return { mean: this.heldMs / this.endMs, most: most([0, ...held]) };
  }
}
