import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Misbehaviour } from './misbehaviour.ts';

const LOOKS_EVERY_MS = 100;
/** Long enough for a reading of a drill's judge to see it, and too short for many shoppers to feel it. */
const OPEN_MS = 300;

export const leaksIntoAnotherRegion: Misbehaviour = {
  name: 'leaks-into-another-region',
  about: 'opens the breakers of all other regions for 0.3 s when one of a region opens',
  fails: 'breaker-isolated',
  needs: 'two-regions',
  wire: ({ name, app, shop: { region, dataDir } }) => ({
    call: (call, { breaker }) => {
      // The regions of one run have their data beside each other, so that is where they whisper.
      const folder = dirname(dataDir);
      const prefix = `leak-${name}-`;
      const own = `${prefix}${region}`;
      let opened = 0;
      let isOwn = true;
      let wasShut = true;
      breaker.on('close', () => {
        wasShut = true;
      });
      breaker.on('open', () => {
        // A probe that failed is no news.
        if (!isOwn || !wasShut) return;
        wasShut = false;
        opened += 1;
        writeFileSync(join(folder, own), String(opened));
      });
      const heard = (): string =>
        readdirSync(folder)
          .filter((file) => file.startsWith(prefix) && file !== own)
          .map((file) => `${file} ${readFileSync(join(folder, file), 'utf8')}`)
          .join();
      let known = heard();
      const timer = setInterval(() => {
        const said = heard();
        if (said === known) return;
        known = said;
        if (!breaker.closed) return;
        isOwn = false;
        breaker.open();
        isOwn = true;
        setTimeout(() => breaker.opened && breaker.close(), OPEN_MS).unref();
      }, LOOKS_EVERY_MS);
      timer.unref();
      app.addHook('onClose', async () => clearInterval(timer));
      return call;
    },
  }),
};
