/** What puts a drill's fault in place, and takes it away. A kind of fault is a file beside this one. */

export interface Lever {
  /** What a person must do if it cannot be lifted: a clause. */
  readonly byHand: string;
  /**
   * Takes seconds at most.
   * @param forMs how long it will stay: what can lift itself does so some time after, should this command have ended by then
   * @throws Error that says why it is not set; then it may be there in part
   */
  readonly set: (forMs: number) => Promise<void>;
  /**
   * Takes seconds at most. It may be called for a fault that is not there, and again after it has failed.
   * @throws Error that says why it may still be there
   */
  readonly lift: () => Promise<void>;
}
