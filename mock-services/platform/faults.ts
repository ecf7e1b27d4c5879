/**
 * Faults set on purpose, on a step or on a dependency. A fault comes before the effect: a request that it fails or hangs changes
 * nothing. The table in `targets/mock-shop/faults.ts` says what each kind does.
 */
import type { preHandlerHookHandler } from 'fastify';
import {
  type Effect,
  FAULTS,
  type Fault,
  type FaultTarget,
  faultFlaws,
  fits,
  targetsOf,
} from '../../scenarios/targets/mock-shop/faults.ts';
import { errorBody } from './outcome.ts';

/** The error of a fault. It is answered like any other error, but not reported. */
export class InjectedFault extends Error {
  readonly statusCode: number;

  constructor(target: string, statusCode = 500) {
    super(`A fault is set on "${target}".`);
    this.statusCode = statusCode;
  }
}

interface Target extends FaultTarget {
  faults: ActiveFault[];
}
/** One fault of the list. With `*`, all steps share it and its count. */
interface ActiveFault extends Fault {
  struck: number;
}

/** After a time, other faults are set by themselves: what somebody set who is gone does not stay. */
export interface Until {
  readonly ms: number;
  readonly after: readonly Fault[];
}

export class Faults {
  readonly #targets = new Map<string, Target>();
  readonly #sleep: (ms: number) => Promise<void>;
  readonly #random: () => number;
  #switch: NodeJS.Timeout | undefined;
  #hung: (() => void)[] = [];
  #current: readonly Fault[] = [];
  #pressure = 0;

  /** @param random uniform in [0, 1) */
  constructor(sleep: (ms: number) => Promise<void>, random: () => number) {
    this.#sleep = sleep;
    this.#random = random;
  }

  /** The pressure that faults make, 0 to 1. */
  get pressure(): number {
    return this.#pressure;
  }

  get current(): readonly Fault[] {
    return this.#current;
  }

  addStep(name: string, refusable: boolean): void {
    this.#targets.set(name, { name, refusable, isStep: true, faults: [] });
  }

  addDependency(name: string): void {
    this.#targets.set(name, { name, refusable: false, isStep: false, faults: [] });
  }

  /** Replaces all faults, resets their counts, and drops hanging requests. The list must have no mistakes. */
  set(faults: readonly Fault[], until?: Until): void {
    clearTimeout(this.#switch);
    if (until !== undefined) this.#switch = setTimeout(() => this.set(until.after), until.ms).unref();
    const targets = [...this.#targets.values()];
    for (const target of targets) target.faults = [];
    for (const fault of faults) {
      const active = { ...fault, struck: 0 };
      for (const target of targetsOf(fault.step, targets)) {
        if (fits(fault.kind, target)) target.faults.push(active);
      }
    }
    this.#current = faults;
    this.#pressure = Math.max(0, ...faults.map(({ kind, value }) => FAULTS[kind].pressure?.(value) ?? 0));
    const hung = this.#hung;
    this.#hung = [];
    for (const lift of hung) lift();
  }

  /** Every mistake in a list of faults, in words. */
  mistakes(faults: readonly Fault[]): string[] {
    const targets = [...this.#targets.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    return faults.flatMap((fault, index) =>
      faultFlaws(fault, targets).map(
        ({ key, problem, hint }) =>
          `faults/${index}/${key} ${JSON.stringify(fault[key])} ${problem} (${hint})`,
      ),
    );
  }

  /**
   * Applies the target's faults in the order in which they were set, until one refuses, fails or drops the request.
   *
   * @param underWay calls of the dependency, this one included
   */
  async strike(name: string, underWay = 0): Promise<Effect> {
    const lifted = () => new Promise<void>((resolve) => this.#hung.push(resolve));
    for (const fault of this.#targets.get(name)?.faults ?? []) {
      fault.struck += 1;
      const { value, struck } = fault;
      const [sleep, random] = [this.#sleep, this.#random];
      const effect = await FAULTS[fault.kind].strike({ value, struck, underWay, random, sleep, lifted });
      if (effect !== 'go on') return effect;
    }
    return 'go on';
  }

  /** The hook for one step. It costs nothing while the step has no fault. */
  hook(step: string): preHandlerHookHandler {
    const target = this.#targets.get(step)!;
    return (_request, reply, done) => {
      if (target.faults.length === 0) return done();
      this.strike(step).then((effect) => {
        if (effect === 'go on') done();
        else if (effect === 'refuse') reply.code(409).send(soldOut(step));
        else if (effect === 'drop') reply.hijack().raw.destroy();
        else done(new InjectedFault(step, effect.failWith));
      }, done);
      return undefined;
    };
  }
}

const soldOut = (step: string) =>
  errorBody('sold_out', `A fault says that ${step} is sold out.`, 'Lift the fault with PUT /admin/faults.');
