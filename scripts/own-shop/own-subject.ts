/** A shop of the user's as every stage of a rehearsal needs it. */
import { isAbsolute, join } from 'node:path';
import type { VirtualTarget } from '../../scenarios/crowd/virtual-world.ts';
import { plainReading } from '../../scenarios/shop/read-answer.ts';
import type { ClientCertificate } from '../../scenarios/shop/shop.ts';
import { knownOf, type Subject } from '../forecast/subject.ts';
import { accountsNote, fileMistakes, readAccountFile, tooFewAccounts } from './account-checks.ts';
import { heldWithoutThinking } from './held-checks.ts';
import type { LoadedShop } from './load-shop.ts';
import { withDefaults } from './plan-defaults.ts';
import { scenarioScript } from './scenario-script.ts';
import { shopMistakes } from './shop-checks.ts';

/** Assumption: median answer of an unloaded shop in the same town, milliseconds. It is only the R in N = λ(Z + R). */
const LATENCY_MS = 50;
const OK = 200;

export function ownSubject({ shop, path, folder }: LoadedShop): Subject {
  const { accounts } = shop;
  const file = accounts === null ? null : fileOf(folder, accounts.file);
  const read = file === null ? null : readAccountFile(file);
  return {
    shopOf: () => shop,
    expected: allOk,
    known: knownOf(shop),
    mistakes: [
      ...shopMistakes(shop),
      ...(accounts === null || read === null ? [] : fileMistakes(accounts, read)),
    ],
    planMistakes: (plan) => {
      const held = heldWithoutThinking(plan, shop);
      // How many are there at once is not known of those who cannot be held.
      return read === null || held.length > 0 ? held : tooFewAccounts(plan, shop, read.count);
    },
    accountsNote: (plan) => (read === null ? null : accountsNote(plan, shop, read.count)),
    withDefaults,
    script: (entry) => scenarioScript(path, entry),
    access: {
      auth: shop.auth,
      headers: shop.headers,
      tls: shop.tls === null ? null : certificateIn(folder, shop.tls),
    },
    hosts: shop.hosts,
    files: file === null ? {} : { accounts: file },
  };
}

const certificateIn = (folder: string, { certificate, key }: ClientCertificate): ClientCertificate => ({
  certificate: fileOf(folder, certificate),
  key: fileOf(folder, key),
});

const fileOf = (folder: string, file: string): string => (isAbsolute(file) ? file : join(folder, file));

/** Nobody knows what a foreign shop refuses. Later steps are compared with the answers before them, not with this. */
const allOk = (): VirtualTarget => ({
  answer: () => ({ status: OK, latencyMs: LATENCY_MS, reading: plainReading('ok', null) }),
});
