/**
 * Faults set on purpose, at a step's door or at a dependency's. A fault stands before the effect: what it fails or hangs has
 * changed nothing.
 */
import type { preHandlerHookHandler } from 'fastify';
import type { Fault } from '../../scenarios/campaigns/plan.ts';
import { errorBody } from './outcome.ts';

/** Thrown by an `error` fault, and by a `hang` that is lifted. */
export class InjectedFault extends Error {
  readonly kind: Fault['kind'];
  constructor(target: string, kind: Fault['kind']) {
    super(`A fault of kind "${kind}" is set on "${target}".`);
    this.kind = kind;
  }
}

interface Target {
  readonly refusable: boolean;
  readonly isStep: boolean;
  faults: ActiveFault[];
}
/** One fault of the list; `*` shares it, and its count, between all steps. */
interface ActiveFault extends Fault {
  struck: number;
}

export class Faults {
  readonly #targets = new Map<string, Target>();
  readonly #sleep: (ms: number) => Promise<void>;
  #hung: (() => void)[] = [];
  #current: readonly Fault[] = [];

  constructor(sleep: (ms: number) => Promise<void>) {
    this.#sleep = sleep;
  }

  get current(): readonly Fault[] {
    return this.#current;
  }

  addStep(name: string, refusable: boolean): void {
    this.#targets.set(name, { refusable, isStep: true, faults: [] });
  }

  addDependency(name: string): void {
    this.#targets.set(name, { refusable: false, isStep: false, faults: [] });
  }

  /** Replaces all faults, starts their counts at zero, and drops what hung. The list must have no mistakes. */
  set(faults: readonly Fault[]): void {
    const active = faults.map((fault) => ({ ...fault, struck: 0 }));
    for (const [name, target] of this.#targets) {
      target.faults = active.filter((fault) => concerns(fault, name, target));
    }
    this.#current = faults;
    const hung = this.#hung;
    this.#hung = [];
    for (const lift of hung) lift();
  }

  /** Every mistake in a list of faults, in words. */
  mistakes(faults: readonly Fault[]): string[] {
    return faults.flatMap((fault, index) => {
      const where = `faults/${index}`;
      const target = this.#targets.get(fault.step);
      const found: string[] = [];
      if (fault.step !== '*' && target === undefined) {
        found.push(`${where}/step "${fault.step}" is unknown, it is * or one of ${this.#names()}`);
      }
      if (fault.kind === 'sold-out' && target !== undefined && !target.refusable) {
        found.push(`${where} sold-out: "${fault.step}" never refuses`);
      }
      if (fault.kind === 'error' && !(Number.isInteger(fault.value) && fault.value >= 1)) {
        found.push(
          `${where}/value ${fault.value} must be a whole number, 1 or more: every value-th request fails`,
        );
      }
      if (fault.kind === 'latency' && !(fault.value >= 0)) {
        found.push(`${where}/value ${fault.value} must be milliseconds, 0 or more`);
      }
      return found;
    });
  }

  /**
   * Lets the target's faults strike, in the order they were set.
   *
   * @returns whether the target is to refuse.
   * @throws InjectedFault for `error` at once, for `hang` when it is lifted.
   */
  async strike(name: string): Promise<boolean> {
    for (const fault of this.#targets.get(name)?.faults ?? []) {
      fault.struck += 1;
      if (fault.kind === 'sold-out') return true;
      if (fault.kind === 'latency') await this.#sleep(fault.value);
      if (fault.kind === 'hang') await new Promise<void>((resolve) => this.#hung.push(resolve));
      if (fault.kind === 'hang' || (fault.kind === 'error' && fault.struck % fault.value === 0)) {
        throw new InjectedFault(name, fault.kind);
      }
    }
    return false;
  }

  /** The hook of a step that was added; costs nothing while the step has no fault. */
  hook(step: string): preHandlerHookHandler {
    const target = this.#targets.get(step)!;
    return (_request, reply, done) => {
      if (target.faults.length === 0) return done();
      this.strike(step).then(
        (refuses) => (refuses ? reply.code(409).send(soldOut(step)) : done()),
        (error: InjectedFault) => {
          // A hang never answers: lifting it drops the connection.
          if (error.kind === 'hang') reply.hijack().raw.destroy();
          else done(error);
        },
      );
      return undefined;
    };
  }

  #names(): string {
    return [...this.#targets.keys()].sort().join(', ');
  }
}

const concerns = (fault: Fault, name: string, target: Target): boolean =>
  (fault.step === name || (fault.step === '*' && target.isStep)) &&
  (fault.kind !== 'sold-out' || target.refusable);

const soldOut = (step: string) =>
  errorBody('sold_out', `${step} is sold out, by a fault.`, 'Lift the fault with PUT /admin/faults.');
