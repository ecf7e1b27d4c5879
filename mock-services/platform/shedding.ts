/**
 * Under pressure the shop turns away what matters least, before it costs anything: 503 with Retry-After, and the header
 * X-Carnival-Shed with the step's priority. Checkout is never shed.
 */
import type { FastifyInstance, FastifyReply, onRequestHookHandler } from 'fastify';
import type { Metrics } from './metrics.ts';
import { errorBody } from './outcome.ts';
import { Pressure } from './pressure.ts';
import type { Priority } from './priorities.ts';
import { regularly } from './regularly.ts';
import type { Shop } from './service.ts';

/** Says that a request was turned away to save others, and how much it matters. */
const SHED_HEADER = 'X-Carnival-Shed';
const RETRY_AFTER_SECONDS = '2';

/**
 * From which pressure on a priority is shed, and below which it is served again. The two are apart, because shedding itself lowers
 * the pressure: with one bound it would flap.
 */
const BOUNDS: Readonly<
  Record<Exclude<Priority, 'critical'>, { readonly from: number; readonly until: number }>
> = {
  sheddable: { from: 0.5, until: 0.25 },
  normal: { from: 0.8, until: 0.5 },
};

export class Shedding {
  readonly #metrics: Pick<Metrics, 'shed' | 'pressure'>;
  #shed: Readonly<Record<Priority, boolean>> = { critical: false, normal: false, sheddable: false };

  constructor(metrics: Pick<Metrics, 'shed' | 'pressure'>) {
    this.#metrics = metrics;
  }

  /** @param pressure 0 to 1 */
  feel(pressure: number): void {
    const isShed = (priority: keyof typeof BOUNDS): boolean => {
      const { from, until } = BOUNDS[priority];
      return pressure >= (this.#shed[priority] ? until : from);
    };
    this.#shed = { critical: false, normal: isShed('normal'), sheddable: isShed('sheddable') };
    this.#metrics.pressure.set(pressure);
  }

  isShed(priority: Priority): boolean {
    return this.#shed[priority];
  }

  /** The hook of one step; null if its priority is never shed. It reads one flag while nothing is shed. */
  hook(step: string, priority: Priority): onRequestHookHandler | null {
    if (priority === 'critical') return null;
    const shed = this.#metrics.shed.labels(step, priority);
    shed.inc(0);
    return (_request, reply, done) => {
      if (!this.#shed[priority]) return done();
      shed.inc();
      return turnAway(reply, step, priority);
    };
  }
}

export const FEELS_EVERY_MS = 250;

/** Feels the pressure regularly: what the event loop says, or a fault if that is more. */
export function shedUnderPressure(
  app: FastifyInstance,
  { metrics, faults, loopDelay, reportError }: Shop,
): Shedding {
  const shedding = new Shedding(metrics);
  const pressure = new Pressure();
  const feel = async () => shedding.feel(Math.max(faults.pressure, pressure.read(loopDelay?.() ?? 0)));
  regularly(app, FEELS_EVERY_MS, feel, reportError);
  return shedding;
}

const turnAway = (reply: FastifyReply, step: string, priority: Priority): FastifyReply =>
  reply
    .code(503)
    .headers({ 'Retry-After': RETRY_AFTER_SECONDS, [SHED_HEADER]: priority })
    .send(errorBody('shed', `The shop is busy, and ${step} can wait.`, 'Try again a little later.'));
