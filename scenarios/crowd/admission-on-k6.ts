/** Who k6 may load: the targets of the plan's run, or those of a `carnival shop` that runs on this machine. Nobody else. And as whom. */
import crypto from 'k6/crypto';
import exec from 'k6/execution';
import type { Options } from 'k6/options';
import { admissionFlaw, type Sha256 } from '../campaigns/admission.ts';
import type { PlannedRun, RunSettings } from '../campaigns/plan.ts';

/** `carnival shop` writes it, and removes it when it stops. @see scripts/admission/shop-admission.ts */
const SHOP_ADMISSION = '../../.carnival/admission.json';
const HINT = 'start `carnival shop` in this checkout, or let `carnival rehearse` admit your target';

export type Admitted = Pick<RunSettings, 'targets' | 'hosts'>;

const sha256: Sha256 = (text) => crypto.sha256(text, 'hex');

/** Call in the init context. Ends k6 at once, with one error, if nobody has admitted the targets. */
export function admittedOnK6(planned: PlannedRun): Admitted {
  const nowMs = Date.now();
  const { run } = planned;
  if (run !== undefined) {
    const flaw = admissionFlaw(run, { sha256, nowMs, isLoopbackOnly: false });
    if (flaw !== null) return refuse(`the run in this plan.json may not be loaded: ${flaw}`);
    return missing(planned, run) ?? run;
  }
  const shop = shopAdmission();
  if (shop === undefined) return refuse('no target was admitted');
  const flaw = admissionFlaw(shop, { sha256, nowMs, isLoopbackOnly: true });
  if (flaw !== null) return refuse(`.carnival/admission.json admits nobody: ${flaw}`);
  return missing(planned, shop) ?? shop;
}

/** Call in the init context. k6 presents it to whoever asks for one. */
export const clientCertificateOnK6 = (run: RunSettings | undefined): Pick<Options, 'tlsAuth'> =>
  run?.tls === undefined ? {} : { tlsAuth: [{ cert: open(run.tls.certificate), key: open(run.tls.key) }] };

function missing({ regions, name }: PlannedRun, { targets }: Admitted): null {
  const region = regions.find((each) => targets[each.name] === undefined);
  return region === undefined
    ? null
    : refuse(`no target was admitted for region ${region.name} of plan ${name}`);
}

/** Undefined if there is none. */
function shopAdmission(): RunSettings | undefined {
  let text: string;
  try {
    text = open(import.meta.resolve(SHOP_ADMISSION));
  } catch {
    // k6 says only in words that a file is not there, and whatever keeps it from being read, nobody is admitted.
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return refuse('.carnival/admission.json admits nobody: it is not JSON');
  }
}

function refuse(reason: string): never {
  exec.test.abort(`${reason}: ${HINT}`);
  // It has thrown. The types do not say so.
  throw new Error(reason);
}
