/**
 * The promise, or the mistake if it has not settled in time. While it waits, Node does not end: a promise that never settles would
 * not keep the process alive by itself, and the command would end without having decided anything.
 */
export function settledWithin<T>(limitMs: number, promise: Promise<T>, mistake: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => reject(mistake()), limitMs);
    promise.then(resolve, reject).finally(() => clearTimeout(deadline));
  });
}
