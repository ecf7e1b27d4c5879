/** One request of one shopper: everything that a step may make its request from. */

export interface Visit {
  /** The shopper's id, unique over the run: run, population, number, generation. */
  readonly shopper: string;
  /** The id of the only order that this session may place, for shops that let the client choose it. */
  readonly order: string;
  /** The id of the order that a returning shopper placed in its earlier population (`of` in the plan); without `of`, `order`. */
  readonly earlierOrder: string;
  /** Unique over the run for this request. A retry after a failure has the same key. */
  readonly key: string;
  readonly behaviour: string;
  /**
   * The shopper's IPv4 address, shared by a household of two, and the id of its device, unique like `shopper`. Bots share what
   * their behaviour says, and have no household.
   */
  readonly address: string;
  readonly device: string;
  /** A uniform draw from 0 to 1 that stays the same for the whole session. */
  readonly draw: number;
  /** What the session's earlier answers gave (`take`) and the cookies that the shop lists, by name. Empty text: nothing yet. */
  readonly kept: Readonly<Record<string, string>>;
  /** The shopper's row of the account file, by column. Without an account file every column is missing. */
  readonly account: Readonly<Record<string, string>>;
  /** The run's id, as every request carries it in `X-Carnival-Run`. */
  readonly run: string;
  /** The shop's `mark.note` with the run's id, for orders that somebody in the real shop may find. Empty without one. */
  readonly note: string;
}
