import type { Misbehaviour } from './misbehaviour.ts';

/** Five readings of a drill's judge, who leaves the last two out. Not longer, or the breaker would also close too late. */
const FLOOD_MS = 1250;

export const floodsProbes: Misbehaviour = {
  name: 'floods-probes',
  about:
    'lets every call of 1.25 s through a half-open breaker once a probe was answered, and only then closes it',
  fails: 'breaker-probes',
  needs: 'failing-dependency',
  wire: ({ shop }) => ({
    call: (call, { breaker, spec, outside, fallback }) => {
      let half: 'untried' | 'trying' | 'flooded' = 'untried';
      let floodedUntilMs = 0;
      breaker.on('halfOpen', () => {
        half = 'untried';
      });
      /** Past the breaker, which counts it and learns nothing. */
      const pass = (request: unknown): Promise<unknown> => {
        breaker.emit('fire', [request]);
        const late = shop.sleep(spec.timeoutMs).then(() => {
          throw new Error('late');
        });
        return Promise.race([outside(request), late]);
      };
      const probe = async (request: unknown): Promise<unknown> => {
        half = 'trying';
        try {
          const answer = await pass(request);
          half = 'flooded';
          floodedUntilMs = shop.nowMs() + FLOOD_MS;
          return answer;
        } catch {
          breaker.open();
          return fallback(request);
        }
      };
      const reject = (request: unknown): unknown => {
        breaker.emit('fire', [request]);
        breaker.emit('reject', new Error('half open'));
        return fallback(request);
      };
      return async (request) => {
        if (!breaker.halfOpen) return call(request);
        if (half === 'untried') return probe(request);
        if (half === 'trying') return reject(request);
        return shop.nowMs() < floodedUntilMs ? pass(request).catch(() => fallback(request)) : call(request);
      };
    },
  }),
};
