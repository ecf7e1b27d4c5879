import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalAddress, canonicalHost, isCidr, isInBlock, refusal } from './addresses.ts';

describe('one spelling', () => {
  it.each([
    { given: 'LOCALHOST', want: 'localhost' },
    { given: 'staging.Example.', want: 'staging.example' },
    { given: '2130706433', want: '127.0.0.1' },
    { given: '0177.0.0.1', want: '127.0.0.1' },
    { given: '0x7f.1', want: '127.0.0.1' },
    { given: '127.1', want: '127.0.0.1' },
    { given: '127.0.0.1.', want: '127.0.0.1' },
    { given: '0', want: '0.0.0.0' },
    { given: '::1', want: '::1' },
    { given: '[0:0::1]', want: '::1' },
    { given: '::ffff:127.0.0.1', want: '127.0.0.1' },
    { given: '[::FFFF:a9fe:a9fe]', want: '169.254.169.254' },
    { given: 'ｌｏｃａｌｈｏｓｔ', want: 'localhost' },
    { given: 'bücher.example', want: 'xn--bcher-kva.example' },
    { given: '', want: null },
    { given: 'staging.example..', want: null },
    { given: 'a..b', want: null },
    { given: '*.example', want: null },
    { given: 'under_score.example', want: null },
    { given: 'staging.example:443', want: null },
    { given: 'https://staging.example', want: null },
    { given: 'user@staging.example', want: null },
    { given: 'staging.example/shop', want: null },
    { given: '1.2.3.4.5', want: null },
    { given: '256.1.1.1', want: null },
  ])('of the host $given is $want', ({ given, want }) => {
    expect(canonicalHost(given)).toBe(want);
  });

  it.each([
    { given: 'fe80::1%eth0', want: 'fe80::1' },
    { given: '2001:DB8:0:0::1', want: '2001:db8::1' },
    { given: '::ffff:10.1.2.3', want: '10.1.2.3' },
    { given: '::127.0.0.1', want: '::7f00:1' },
    { given: '010.1.1.1', want: null },
    { given: '127.1', want: null },
    { given: '0x7f000001', want: null },
    { given: 'localhost', want: null },
    { given: '', want: null },
  ])('of the address $given is $want', ({ given, want }) => {
    expect(canonicalAddress(given)).toBe(want);
  });

  it('of an IPv4 address is the same from inside IPv6', () => {
    fc.assert(fc.property(fc.ipV4(), (address) => canonicalAddress(`::ffff:${address}`) === address));
  });
});

it.each([
  { given: '10.0.0.0/8', want: true },
  { given: '10.1.2.3/32', want: true },
  { given: '2001:db8::/128', want: true },
  { given: '10.1.2.3', want: false },
  { given: '10.0.0.0/33', want: false },
  { given: '2001:db8::/129', want: false },
  { given: '0.0.0.0/0', want: false },
  { given: '::/0', want: false },
  { given: '10.0.0/8', want: false },
  { given: '012.0.0.0/8', want: false },
  { given: '10.0.0.0/08', want: false },
  { given: 'staging.example/8', want: false },
  { given: '10.0.0.0/8/8', want: false },
  { given: '10.0.0.0/-1', want: false },
  { given: 'fe80::%lo/10', want: false },
])('$given is a block: $want', ({ given, want }) => {
  expect(isCidr(given)).toBe(want);
});

describe('a block', () => {
  const BYTE_BITS = 8;
  const IPV4_BYTES = fc.uint8Array({ minLength: 4, maxLength: 4 });
  const IPV6_BYTES = fc.uint8Array({ minLength: 16, maxLength: 16 });
  const hex = (byte: number) => byte.toString(16).padStart(2, '0');
  const write = (bytes: Uint8Array): string =>
    bytes.length === 4
      ? bytes.join('.')
      : Array.from({ length: 8 }, (_, i) => hex(bytes[2 * i]!) + hex(bytes[2 * i + 1]!)).join(':');
  /** What a block means: the first bits are the same. */
  const bitsOf = (bytes: Uint8Array): string =>
    [...bytes].map((byte) => byte.toString(2).padStart(BYTE_BITS, '0')).join('');
  /** An address, a network and a prefix. Most networks share the address's first bits, or nothing would ever lie inside. */
  const cases = fc.oneof(IPV4_BYTES, IPV6_BYTES).chain((address) =>
    fc.record({
      address: fc.constant(address),
      network: fc.nat({ max: address.length * BYTE_BITS - 1 }).map((flipped) => {
        const bytes = Uint8Array.from(address);
        bytes[Math.floor(flipped / BYTE_BITS)]! ^= 1 << (flipped % BYTE_BITS);
        return bytes;
      }),
      prefix: fc.integer({ min: 1, max: address.length * BYTE_BITS }),
    }),
  );

  it('holds the addresses that begin with the same bits, and no others', () => {
    fc.assert(
      fc.property(cases, ({ address, network, prefix }) => {
        const block = `${write(network)}/${prefix}`;
        expect(isCidr(block)).toBe(true);
        expect(isInBlock(write(address), block)).toBe(
          bitsOf(address).slice(0, prefix) === bitsOf(network).slice(0, prefix),
        );
      }),
    );
  });

  it('of one family holds no address of the other', () => {
    fc.assert(
      fc.property(IPV4_BYTES, IPV6_BYTES, fc.integer({ min: 1, max: 32 }), (four, six, prefix) => {
        expect(isInBlock(write(four), `${write(six)}/${prefix}`)).toBe(false);
        expect(isInBlock(write(six), `${write(four)}/${prefix}`)).toBe(false);
      }),
    );
  });

  it.each([
    { block: '::127.0.0.1/128', given: '127.0.0.1', want: false },
    { block: '::127.0.0.1/128', given: '::7f00:1', want: true },
    { block: '::ffff:127.0.0.0/104', given: '127.0.0.1', want: false },
    { block: '10.1.2.3/8', given: '10.9.9.9', want: true },
  ])('$block holds $given: $want', ({ block, given, want }) => {
    expect(isInBlock(given, block)).toBe(want);
  });
});

describe('a host', () => {
  const ALLOW = [
    { host: 'Staging.Example', addresses: ['192.0.2.0/24', '2001:db8::/32'] },
    { host: 'meta.example', addresses: ['169.254.0.0/16', '64:ff9b::/96', '100.0.0.0/8', 'fd00::/8'] },
    { host: 'wide.example', addresses: ['::/8', '::ffff:0:0/96'] },
    { host: '198.51.100.7', addresses: ['198.51.100.7/32'] },
  ];
  it.each([
    { host: 'localhost', given: ['127.0.0.1', '::1'], want: null },
    { host: 'any.example', given: ['127.255.255.254'], want: null },
    { host: 'staging.example', given: ['192.0.2.1'], want: null },
    { host: 'staging.example', given: ['192.0.2.1', '2001:db8::1'], want: null },
    { host: '198.51.100.7', given: ['198.51.100.7'], want: null },
    { host: 'any.example', given: ['192.0.2.1'], want: /the plan does not allow it/ },
    { host: 'sub.staging.example', given: ['192.0.2.1'], want: /the plan does not allow it/ },
    { host: '192.0.2.1', given: ['192.0.2.1'], want: /the plan does not allow it/ },
    { host: 'staging.example', given: ['198.51.100.7'], want: /resolves to 198.51.100.7, outside what/ },
    {
      host: 'staging.example',
      given: ['192.0.2.1', '192.0.3.1'],
      want: /resolves to 192.0.3.1, outside what/,
    },
    {
      host: 'staging.example',
      given: ['192.0.2.1', '2001:db9::1'],
      want: /resolves to 2001:db9::1, outside/,
    },
    { host: 'staging.example', given: ['127.0.0.1', '192.0.2.1'], want: /loopback and elsewhere at once/ },
    { host: 'localhost', given: ['127.0.0.1', '203.0.113.9'], want: /loopback and elsewhere at once/ },
    { host: 'staging.example', given: [], want: /resolves to no address/ },
    { host: 'wide.example', given: ['10.0.0.1'], want: /outside what the plan allows/ },
    { host: 'meta.example', given: ['169.254.169.254'], want: /link-local, where clouds serve/ },
    { host: 'meta.example', given: ['64:ff9b::a9fe:a9fe'], want: /link-local behind NAT64/ },
    { host: 'meta.example', given: ['100.100.100.200'], want: /instance metadata \(Alibaba Cloud\)/ },
    { host: 'meta.example', given: ['fd00:ec2::254'], want: /instance metadata \(AWS\)/ },
    { host: 'meta.example', given: ['fd00::1'], want: null },
    { host: 'any.example', given: ['0.0.0.0'], want: /the unspecified network/ },
    { host: 'any.example', given: ['::'], want: /the unspecified address/ },
    { host: 'any.example', given: ['127.0.0.1', 'fe80::1'], want: /link-local \(fe80::\/10\)/ },
    { host: 'any.example', given: ['255.255.255.255'], want: /broadcast/ },
    { host: 'any.example', given: ['ff02::1'], want: /multicast/ },
  ])('$host that resolves to $given is refused: $want', ({ host, given, want }) => {
    const flaw = refusal(host, given, ALLOW);
    if (want === null) expect(flaw).toBeNull();
    else expect(flaw?.problem).toMatch(want);
  });

  it('outside loopback is never free, whatever it resolves to', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.ipV4(), fc.ipV6(), fc.constantFrom('127.0.0.1', '::1', '::ffff:127.9.9.9')), {
          minLength: 1,
        }),
        (texts) => {
          const addresses = texts.map((text) => canonicalAddress(text)!);
          const isLoopback = addresses.every((address) => address.startsWith('127.') || address === '::1');
          expect(refusal('any.example', addresses, ALLOW) === null).toBe(isLoopback);
        },
      ),
    );
  });
});
