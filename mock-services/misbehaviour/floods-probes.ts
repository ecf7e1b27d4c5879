import type { Misbehaviour } from './misbehaviour.ts';

/** Two readings of a drill's judge. Not longer, or the breaker would also close too late. */
const FLOOD_MS = 500;

export const floodsProbes: Misbehaviour = {
  name: 'floods-probes',
  about: 'lets every call of half a second through while a breaker is half open, instead of one probe',
  fails: 'breaker-probes',
  wire: ({ shop }) => ({
    call: (call, { breaker, spec, outside, fallback }) => {
      let probesFromMs = 0;
      breaker.on('halfOpen', () => {
        probesFromMs = shop.nowMs() + FLOOD_MS;
      });
      /** Past the breaker, which counts it and learns nothing. */
      const pass = async (request: unknown): Promise<unknown> => {
        breaker.emit('fire', [request]);
        const late = shop.sleep(spec.timeoutMs).then(() => fallback(request));
        try {
          return await Promise.race([outside(request), late]);
        } catch {
          return fallback(request);
        }
      };
      return (request) => (breaker.halfOpen && shop.nowMs() < probesFromMs ? pass(request) : call(request));
    },
  }),
};
