/** Faults as a plan and the command line write them: `--fault NAME:KIND[=VALUE]`. What kinds there are: `targets/mock-shop/faults.ts`. */
import {
  FAULT_KINDS,
  type Fault,
  type FaultFlaw,
  type FaultTarget,
  faultFlaws,
  valueHint,
} from '../../scenarios/targets/mock-shop/faults.ts';
import { didYouMean } from '../mistakes/did-you-mean.ts';
import type { Known } from '../mistakes/draft.ts';
import type { Flaw } from '../mistakes/plan-error.ts';

type Targets = Pick<Known, 'steps' | 'refusable' | 'dependencies'>;

/** Of a fault with the right shape: what is wrong with it, by key. A misspelt name is told the nearest. */
export function plannedFaultFlaws(fault: Parameters<typeof faultFlaws>[0], known: Targets): FaultFlaw[] {
  const targets = targetsIn(known);
  const names = targets.map(({ name }) => name);
  return faultFlaws(fault, targets).map((flaw) =>
    flaw.key === 'step' ? { ...flaw, hint: `${didYouMean(fault.step, names)} (or * for every step)` } : flaw,
  );
}

const targetsIn = ({ steps, refusable, dependencies }: Targets): FaultTarget[] => [
  ...steps.map((name) => ({ name, isStep: true, refusable: refusable.includes(name) })),
  ...dependencies.map((name) => ({ name, isStep: false, refusable: false })),
];

/** The fault that a text such as `search.query:latency=2000`, `bank:hang` or `*:hang` describes, or what is wrong with it. */
export function parseFault(text: string, known: Targets): Fault | Flaw {
  const match = /^([^:=]+):([^:=]+)(?:=(-?\d+(?:\.\d+)?))?$/.exec(text);
  if (match === null) {
    const hint =
      'write NAME:KIND[=VALUE] with a step or a dependency, such as search.query:latency=2000 or bank:hang';
    return { problem: 'is not a fault', hint };
  }
  const [, step, word, digits] = match;
  const kind = FAULT_KINDS.find((candidate) => candidate === word);
  if (kind === undefined)
    return { problem: `has an unknown kind: ${word}`, hint: didYouMean(word, FAULT_KINDS) };
  const meaning = valueHint(kind);
  if (meaning === null && digits !== undefined) {
    return { problem: `has a value, but ${kind} takes none`, hint: `write ${step}:${kind}` };
  }
  if (meaning !== null && digits === undefined) {
    return { problem: 'needs a value', hint: `write ${step}:${kind}=VALUE; ${meaning}` };
  }
  const fault: Fault = { step: step!, kind, value: Number(digits ?? 0) };
  const flaw = plannedFaultFlaws(fault, known)[0];
  return flaw === undefined ? fault : { problem: flaw.problem, hint: flaw.hint };
}
