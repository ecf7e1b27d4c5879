/** The shop's door alone, for tests of who comes, when, and who leaves: no requests, no target. */
import type { Population } from '../campaigns/plan.ts';
import { type Attendance, attend } from '../crowd/attendance.ts';
import { castOf } from '../crowd/cast.ts';
import type { CrowdSettings } from '../crowd/ports.ts';
import { SESSION } from '../crowd/rows.ts';
import { TICK_MS } from '../crowd/virtual-world.ts';
import { OUTCOMES } from '../metrics.ts';
import type { Behaviour } from '../shop/behaviour.ts';
import { crowdsOf, planOf, SECOND_MS, sharesOf } from './world.ts';

const OK = OUTCOMES.indexOf('ok');
/** A slot of the wheel and a tick. */
export const WAKE_MS_MAX = 10;

export interface Act {
  readonly atMs: number;
  readonly dueMs: number;
  readonly shopper: number;
  readonly generation: number;
  readonly fresh: boolean;
  readonly row: number;
  readonly population: number;
}

/** The shop's door for one share; every step is answered at once, unless `answered` is false. */
export class Door {
  readonly acts: Act[] = [];
  readonly attendance: Attendance;
  nowMs = 0;

  constructor({ plan, phase, shop, share }: CrowdSettings, endMs: number, answered = true) {
    const act = (row: number): void => {
      const { rows, wheel } = this.attendance;
      this.acts.push({
        atMs: this.nowMs,
        dueMs: wheel.dueMs[row]!,
        shopper: rows.shopper[row]!,
        generation: rows.generation[row]!,
        fresh: rows.session[row]! >= SESSION.fresh,
        row,
        population: rows.population[row]!,
      });
      rows.n[row]!++;
      rows.session[row] = SESSION.begun;
      if (answered) this.attendance.goOn(row, OK, this.nowMs);
    };
    this.attendance = attend(castOf(plan, phase, shop), share, endMs, act, () => {});
  }

  tickTo(nowMs: number): this {
    while (this.nowMs < nowMs) {
      this.nowMs += TICK_MS;
      this.attendance.advance(this.nowMs);
    }
    return this;
  }

  get present(): number {
    return this.attendance.present.reduce((sum, count) => sum + count, 0);
  }
}

export function doorsOf(
  seconds: number,
  populations: readonly Population[],
  {
    behaviours = [],
    of = 1,
    answered = true,
  }: { behaviours?: Behaviour[]; of?: number; answered?: boolean } = {},
): readonly Door[] {
  return crowdsOf(planOf(seconds, populations), { behaviours, shares: sharesOf(of) }).map(
    (settings) => new Door(settings, seconds * SECOND_MS, answered),
  );
}
export const doorOf = (...given: Parameters<typeof doorsOf>): Door => doorsOf(...given)[0]!;
