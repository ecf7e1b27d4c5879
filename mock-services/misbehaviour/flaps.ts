import type { Misbehaviour } from './misbehaviour.ts';

/** Two readings of a drill's judge, so that it is seen shut in between. */
const SHUT_MS = 500;
/** Three readings. Not longer, or what was promised for later would be settled too late. */
const OPEN_MS = 750;

export const flaps: Misbehaviour = {
  name: 'flaps',
  about: 'opens a breaker once more for 0.75 s, half a second after it has closed, though no call fails',
  fails: 'breaker-steady',
  needs: 'failing-dependency',
  wire: ({ shop }) => ({
    call: (call, { breaker }) => {
      let isFlapping = false;
      const flap = async (): Promise<void> => {
        isFlapping = true;
        await shop.sleep(SHUT_MS);
        breaker.open();
        await shop.sleep(OPEN_MS);
        breaker.close();
        isFlapping = false;
      };
      breaker.on('close', () => {
        if (!isFlapping) void flap();
      });
      return call;
    },
  }),
};
