/** Which headers go past an intermediary. Pure. */

/**
 * Of one connection only. @see https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 and, for the proxy's own credentials, section 11.7.
 * `te` and `trailer` speak of a transfer coding that ends here.
 */
const HOP_BY_HOP: ReadonlySet<string> = new Set([
  'connection',
  'proxy-connection',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'proxy-authenticate',
  'proxy-authentication-info',
  'proxy-authorization',
]);

/** Names and values in turn, as Node and undici take them. */
type RawHeaders = readonly string[];

/**
 * Without those of the connection, and those that its `Connection` header names.
 * @param besides more names in lower case that stay behind
 */
export function endToEnd(raw: RawHeaders, besides: ReadonlySet<string>): string[] {
  const named = namedByConnection(raw);
  const kept: string[] = [];
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i]!.toLowerCase();
    if (HOP_BY_HOP.has(name) || besides.has(name) || named?.has(name) === true) continue;
    kept.push(raw[i]!, raw[i + 1]!);
  }
  return kept;
}

/** Null if there is nothing besides `close` and `keep-alive`, which is nearly always. */
function namedByConnection(raw: RawHeaders): ReadonlySet<string> | null {
  let named: Set<string> | null = null;
  for (let i = 0; i < raw.length; i += 2) {
    if (raw[i]!.length !== 'connection'.length || raw[i]!.toLowerCase() !== 'connection') continue;
    for (const token of raw[i + 1]!.toLowerCase().split(',')) {
      const name = token.trim();
      if (name === '' || name === 'close' || name === 'keep-alive') continue;
      named ??= new Set();
      // How long the body is decides where the next message begins: nobody may take that away.
      if (name !== 'content-length') named.add(name);
    }
  }
  return named;
}

/** The first value of a header; null if it is not there. */
export function headerOf(raw: RawHeaders, name: string): string | null {
  for (let i = 0; i < raw.length; i += 2)
    if (raw[i]!.length === name.length && raw[i]!.toLowerCase() === name) return raw[i + 1]!;
  return null;
}

/** Of an answer, as the bytes that came. HTTP's own encoding of headers is latin1. */
export const readRaw = (raw: readonly Buffer[]): string[] => raw.map((bytes) => bytes.toString('latin1'));
