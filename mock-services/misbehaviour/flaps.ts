import type { Misbehaviour } from './misbehaviour.ts';

/** Four readings of a drill's judge, so that it is seen shut in between. */
const SHUT_MS = 1000;

export const flaps: Misbehaviour = {
  name: 'flaps',
  about: 'opens a breaker once more, a second after it has closed, though no call fails',
  fails: 'breaker-steady',
  wire: ({ shop }) => ({
    call: (call, { breaker }) => {
      let hasFlapped = false;
      breaker.on('close', () => {
        if (hasFlapped) {
          hasFlapped = false;
          return;
        }
        hasFlapped = true;
        void shop.sleep(SHUT_MS).then(() => breaker.open());
      });
      return call;
    },
  }),
};
