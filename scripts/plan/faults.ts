/** Faults of a step or a dependency: `--fault NAME:KIND[=VALUE]`, and what a fault may say wherever it is written. */
import type { Fault } from '../../scenarios/campaigns/plan.ts';
import { didYouMean } from '../mistakes/did-you-mean.ts';
import type { Known } from '../mistakes/draft.ts';
import type { Flaw } from '../mistakes/plan-error.ts';

/** What `value` means to each kind; null: it means nothing. */
const VALUE_OF: Readonly<Record<Fault['kind'], string | null>> = {
  latency: 'milliseconds that every answer is late, such as 2000',
  error: 'every how-manyth request answers 500, such as 200',
  hang: null,
  'sold-out': null,
};
type Targets = Pick<Known, 'steps' | 'refusable' | 'dependencies'>;

const KINDS = Object.keys(VALUE_OF) as Fault['kind'][];

/** Of a fault with the right shape: what is wrong with its meaning, by key. */
export function faultFlaws(
  fault: { readonly [Key in keyof Fault]?: Fault[Key] | undefined },
  { steps, refusable, dependencies }: Targets,
): (Flaw & { readonly key: keyof Fault })[] {
  const flaws: (Flaw & { key: keyof Fault })[] = [];
  const names = ['*', ...steps, ...dependencies];
  if (fault.step !== undefined && !names.includes(fault.step)) {
    const hint = `${didYouMean(fault.step, names.slice(1))} (or * for every step)`;
    flaws.push({ key: 'step', problem: 'names no step and no dependency', hint });
  }
  if (fault.kind === 'sold-out' && fault.step !== undefined && dependencies.includes(fault.step)) {
    const hint = `it answers, fails or hangs: write ${fault.step}:hang, or the name of a step`;
    flaws.push({ key: 'kind', problem: `means nothing to the dependency ${fault.step}`, hint });
  }
  const isStep = fault.step !== undefined && steps.includes(fault.step);
  if (fault.kind === 'sold-out' && isStep && !refusable.includes(fault.step)) {
    const hint = `steps that can refuse: ${refusable.join(', ')} (or * for all of them)`;
    flaws.push({ key: 'kind', problem: `means nothing to ${fault.step}, which never refuses`, hint });
  }
  if (fault.kind === undefined || fault.value === undefined) return flaws;
  const meaning = VALUE_OF[fault.kind];
  const isWrong = fault.value <= 0 || (fault.kind === 'error' && !Number.isInteger(fault.value));
  if (meaning !== null && isWrong) {
    flaws.push({ key: 'value', problem: `is no value for ${fault.kind}`, hint: `it is ${meaning}` });
  }
  return flaws;
}

/** The fault that a text such as `search.query:latency=2000`, `bank:hang` or `*:hang` describes, or what is wrong with it. */
export function parseFault(text: string, targets: Targets): Fault | Flaw {
  const match = /^([^:=]+):([^:=]+)(?:=(\d+(?:\.\d+)?))?$/.exec(text);
  if (match === null) {
    const hint =
      'write NAME:KIND[=VALUE] with a step or a dependency, such as search.query:latency=2000 or bank:hang';
    return { problem: 'is no fault', hint };
  }
  const [, name, word, digits] = match;
  const kind = KINDS.find((candidate) => candidate === word);
  if (kind === undefined) return { problem: `has no such kind: ${word}`, hint: didYouMean(word, KINDS) };
  const meaning = VALUE_OF[kind];
  if (meaning === null && digits !== undefined) {
    return { problem: 'gives a value that means nothing', hint: `write ${name}:${kind}` };
  }
  if (meaning !== null && digits === undefined) {
    return { problem: 'lacks its value', hint: `write ${name}:${kind}=VALUE; it is ${meaning}` };
  }
  const fault: Fault = { step: name!, kind, value: Number(digits ?? 0) };
  const flaw = faultFlaws(fault, targets)[0];
  return flaw === undefined ? fault : { problem: flaw.problem, hint: flaw.hint };
}
