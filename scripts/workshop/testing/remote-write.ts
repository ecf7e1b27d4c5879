/** Writes samples to a Prometheus as anybody could: remote write 1.0, with snappy that packs nothing. */
import type { Labels } from '../../../scenarios/crowd/counters.ts';

export interface Written {
  /** With `__name__`. */
  readonly labels: Labels;
  readonly value: number;
  readonly atMs: number;
}

/** @returns the status of the answer */
export async function remoteWrite(
  url: string,
  samples: readonly Written[],
  headers: Readonly<Record<string, string>> = {},
): Promise<number> {
  const answer = await fetch(`${url}/api/v1/write`, {
    method: 'POST',
    headers,
    // A browser sends bytes without a content type too.
    body: new Uint8Array(snappy(Buffer.concat(samples.map((sample) => field(1, series(sample)))))),
  });
  await answer.arrayBuffer();
  return answer.status;
}

/** `TimeSeries` of prometheus/prompb/types.proto. */
function series({ labels, value, atMs }: Written): Buffer {
  const sorted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  const pairs = sorted.map(([name, text]) =>
    field(1, Buffer.concat([field(1, Buffer.from(name)), field(2, Buffer.from(text))])),
  );
  const sample = Buffer.alloc(9);
  sample[0] = (1 << 3) | FIXED_64;
  sample.writeDoubleLE(value, 1);
  const stamp = Buffer.concat([Buffer.from([2 << 3]), varint(atMs)]);
  return Buffer.concat([...pairs, field(2, Buffer.concat([sample, stamp]))]);
}

const FIXED_64 = 1;
const LENGTH_DELIMITED = 2;

const field = (number: number, bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from([(number << 3) | LENGTH_DELIMITED]), varint(bytes.length), bytes]);

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return Buffer.from([...bytes, rest]);
}

/** Literals only. @see github.com/google/snappy/blob/main/format_description.txt */
function snappy(bytes: Buffer): Buffer {
  const LITERAL_MAX = 65_536;
  const TWO_LENGTH_BYTES = 61 << 2;
  const parts = [varint(bytes.length)];
  for (let at = 0; at < bytes.length; at += LITERAL_MAX) {
    const literal = bytes.subarray(at, at + LITERAL_MAX);
    const head = Buffer.from([TWO_LENGTH_BYTES, 0, 0]);
    head.writeUInt16LE(literal.length - 1, 1);
    parts.push(head, literal);
  }
  return Buffer.concat(parts);
}
