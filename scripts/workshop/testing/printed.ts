/** What a command prints while a test runs it. */
import { afterEach, beforeEach, vi } from 'vitest';

/** Kept from the terminal, and begun anew for each test of the file. @returns all of it, of both outputs */
export function keepPrinted(): () => string {
  let printed = '';
  beforeEach(() => {
    printed = '';
    for (const output of [process.stdout, process.stderr])
      vi.spyOn(output, 'write').mockImplementation((text) => {
        printed += String(text);
        return true;
      });
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  return () => printed;
}
