/** The visit of a try: a name that it cannot have is a mistake in shop.ts, and not a value that is missing for now. */
import type { Account } from '../shop/accounts.ts';
import type { Shop } from '../shop/shop.ts';
import type { AccountBook } from './account-ranges.ts';
import type { Member } from './cast.ts';
import type { Kept } from './kept.ts';
import type { TriedRequest } from './try-events.ts';
import { RowVisit } from './visit.ts';

export interface TryVisitSettings {
  readonly runTag: string;
  readonly shop: Pick<Shop, 'keeps' | 'mark' | 'accounts'>;
  readonly accounts?: AccountBook;
}

/** shop.ts read a name that nothing gives. */
export class UnknownName extends Error {
  /** What was read, and what could have been. */
  readonly unknown: NonNullable<TriedRequest['unknown']>;

  constructor(of: 'kept' | 'account', name: string, why: string, known: readonly string[]) {
    super(`it reads ${of}.${name}, ${why}`);
    this.unknown = { of, name, known };
  }
}

/** Asked of any object: by JSON.stringify, `await` and template literals. */
const ASKED_OF_ALL = new Set<PropertyKey>([
  'toJSON',
  'then',
  ...Object.getOwnPropertyNames(Object.prototype),
]);

/** The load has none of this: it would cost each request something. */
export class TryVisit extends RowVisit {
  #misread: UnknownName | null = null;
  readonly #fileOfAccounts: string | null;

  constructor(settings: TryVisitSettings, cast: readonly Member[], sessions: Kept) {
    super(settings, cast, sessions);
    this.#fileOfAccounts = settings.shop.accounts?.file ?? null;
    const value = this.#watched(this.kept, 'kept', 'which no step takes, and `cookies` does not list');
    Object.defineProperty(this, 'kept', { value });
  }

  override get account(): Account {
    const file = this.#fileOfAccounts;
    const why = file === null ? 'and the shop has no `accounts`' : `which is no column of ${file}`;
    return this.#watched(super.account, 'account', why);
  }

  /** The last since it was asked, also where nobody hears of what was thrown. */
  takeMisread(): UnknownName | null {
    const misread = this.#misread;
    this.#misread = null;
    return misread;
  }

  /** The same texts. To look whether there is one (`'basket' in kept`) is no mistake. */
  #watched(
    texts: Readonly<Record<string, string>>,
    of: 'kept' | 'account',
    why: string,
  ): Readonly<Record<string, string>> {
    return new Proxy(texts, {
      get: (its, name) => {
        if (typeof name === 'string' && !(name in its) && !ASKED_OF_ALL.has(name)) {
          this.#misread = new UnknownName(of, name, why, Object.keys(its));
          throw this.#misread;
        }
        return Reflect.get(its, name);
      },
    });
  }
}
