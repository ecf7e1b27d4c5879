/**
 * A gray release in this region: some shoppers are served by the new version, and its answers say so in a header. A shopper is known by
 * its device and stays with one version. A request without a device is served by the stable version.
 */
import type { FastifyRequest, onRequestHookHandler } from 'fastify';
import { fnv1a } from '../../scenarios/targets/mock-shop/fnv1a.ts';
import type { ReleaseSettings } from '../region-settings.ts';
import { InjectedFault } from './faults.ts';

const DEVICE_HEADER = 'x-device-id';
/** One more than the largest hash. */
const HASHES = 2 ** 32;

export class Release {
  readonly #settings: ReleaseSettings;
  readonly #sleep: (ms: number) => Promise<void>;
  #share: number;
  #served = 0;

  constructor(settings: ReleaseSettings, sleep: (ms: number) => Promise<void>) {
    this.#settings = settings;
    this.#share = settings.share;
    this.#sleep = sleep;
  }

  /** The share of shoppers whom the new version serves. 0: it is rolled back. */
  get share(): number {
    return this.#share;
  }

  set share(share: number) {
    this.#share = share;
  }

  /** The hook of one step; null: the release is not about it. */
  hook(step: string): onRequestHookHandler | null {
    const { steps, header, version, failsEvery, slowMs } = this.#settings;
    if (!steps.includes(step)) return null;
    return (request, reply, done) => {
      if (!this.#serves(request)) return done();
      reply.header(header, version);
      this.#served += 1;
      // In the middle of its stretch, so that few requests already show it.
      if (failsEvery !== undefined && this.#served % failsEvery === Math.floor(failsEvery / 2))
        return done(new InjectedFault(step));
      if (slowMs === undefined) return done();
      this.#sleep(slowMs).then(() => done(), done);
      return undefined;
    };
  }

  #serves({ headers }: FastifyRequest): boolean {
    const device = headers[DEVICE_HEADER];
    return typeof device === 'string' && fnv1a(`${this.#settings.version} ${device}`) < this.#share * HASHES;
  }
}
