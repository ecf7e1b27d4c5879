/** IP addresses, CIDR blocks and host names: decides who may be loaded. Pure, without lookups. */
import { isIP, isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { AllowedTarget } from '../../scenarios/campaigns/plan.ts';
import { type Flaw, quote } from '../mistakes/plan-error.ts';

/** Loopback, by RFC 1122 §3.2.1.3 and RFC 4291 §2.5.3. 0.0.0.0 is not on the list, although Linux connects it to loopback. */
const LOOPBACK = ['127.0.0.0/8', '::1/128'];

/** Never loaded, even if a plan allows them: no shop runs there, and clouds serve secrets from some of them. */
const FORBIDDEN = [
  { block: '0.0.0.0/8', is: 'the unspecified network' },
  { block: '::/128', is: 'the unspecified address' },
  { block: '169.254.0.0/16', is: 'link-local, where clouds serve instance metadata' },
  { block: 'fe80::/10', is: 'link-local' },
  { block: 'fd00:ec2::254/128', is: 'instance metadata (AWS)' },
  { block: '100.100.100.200/32', is: 'instance metadata (Alibaba Cloud)' },
  { block: '168.63.129.16/32', is: 'the host agent (Azure)' },
  { block: '64:ff9b::a9fe:0/112', is: 'link-local behind NAT64' },
  { block: '224.0.0.0/4', is: 'multicast' },
  { block: 'ff00::/8', is: 'multicast' },
  { block: '255.255.255.255/32', is: 'broadcast' },
];

/** A name that k6's `hosts` can pin: no underscores. @see k6's lib/types/hosts.go */
const HOST_NAME = /^([a-z0-9]|[a-z0-9][a-z0-9-]*[a-z0-9])(\.([a-z0-9]|[a-z0-9][a-z0-9-]*[a-z0-9]))*$/;

/** Whether the text is a block such as 10.1.0.0/16 or fd00::/8. A prefix of 0 is refused: it would allow every address. */
export function isCidr(text: string): boolean {
  const match = /^([^/%]+)\/([1-9]\d{0,2})$/.exec(text);
  if (match === null) return false;
  const family = isIP(match[1]!);
  return family !== 0 && Number(match[2]) <= (family === 6 ? 128 : 32);
}

/** The canonical spelling of an address: no zone, IPv6 compressed, IPv4 instead of IPv4-mapped IPv6. Null if it is no address. */
export function canonicalAddress(text: string): string | null {
  const address = text.split('%')[0]!;
  if (isIP(address) === 0) return null;
  const parsed = parseStrictly(address);
  const isMapped = 'isIPv4MappedAddress' in parsed && parsed.isIPv4MappedAddress();
  return (isMapped ? parsed.toIPv4Address() : parsed).toString();
}

/**
 * Parses only what `isIP` accepts: ipaddr.js alone would read 010.1.1.1 as octal. URL normalises IPv6 first, because ipaddr.js
 * mistakes ::127.0.0.1 for ::ffff:127.0.0.1, which is loopback.
 */
function parseStrictly(address: string): ipaddr.IPv4 | ipaddr.IPv6 {
  return isIPv6(address)
    ? ipaddr.IPv6.parse(new URL(`http://[${address}]`).hostname.slice(1, -1))
    : ipaddr.IPv4.parse(address);
}

/** The canonical spelling of a host: lower case, no trailing dot, decimal, octal and hex numbers as IPv4. Null if it is no host. */
export function canonicalHost(text: string): string | null {
  if (isIP(text) !== 0) return canonicalAddress(text);
  const isBareHost = /^([^:/?#@\\\s]+|\[[^\]\s]+\])$/.test(text);
  if (!isBareHost || !URL.canParse(`http://${text}`)) return null;
  const host = new URL(`http://${text}`).hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  return canonicalAddress(host) ?? (HOST_NAME.test(host) ? host : null);
}

/**
 * Whether an address lies in a block. IPv4 and IPv6 never mix: ::ffff:0:0/96 does not hold 10.0.0.1.
 * @param address canonical, as by `canonicalAddress`
 * @param block as `isCidr` takes it
 */
export function isInBlock(address: string, block: string): boolean {
  const [network, prefix] = block.split('/') as [string, string];
  const [asked, first] = [parseStrictly(address), parseStrictly(network)];
  return asked.kind() === first.kind() && asked.match(first, Number(prefix));
}

const isInOneOf = (address: string, blocks: readonly string[]): boolean =>
  blocks.some((block) => isInBlock(address, block));

/** Whether an address is this machine's own. @param address canonical, as by `canonicalAddress` */
export const isLoopback = (address: string): boolean => isInOneOf(address, LOOPBACK);

/** Why nothing is ever sent to one of these addresses, or null. @param addresses canonical, as by `canonicalAddress` */
export function forbidden(addresses: readonly string[]): Omit<Flaw, 'hint'> | null {
  for (const { block, is } of FORBIDDEN) {
    const address = addresses.find((candidate) => isInBlock(candidate, block));
    if (address !== undefined) return { problem: `resolves to ${address}: ${is} (${block})` };
  }
  return null;
}

/**
 * Why a host may not be loaded, or null if it may. Loopback always may. Any other host must be in the plan's `allow`, and all
 * its addresses must lie in the blocks given there.
 * @param host canonical, as by `canonicalHost`
 * @param addresses canonical, as by `canonicalAddress`; all that the host resolved to
 */
export function refusal(
  host: string,
  addresses: readonly string[],
  allow: readonly AllowedTarget[],
): Flaw | null {
  if (addresses.length === 0) return { problem: 'resolves to no address', hint: 'check the name' };
  const never = forbidden(addresses);
  if (never !== null) return { ...never, hint: 'such addresses are never loaded, whatever the plan allows' };
  const outsiders = addresses.filter((address) => !isLoopback(address));
  if (outsiders.length === 0) return null;
  if (outsiders.length < addresses.length) {
    const hint = 'a name must lead to one place: fix its DNS records or give the address';
    return { problem: `resolves to loopback and elsewhere at once (${addresses.join(', ')})`, hint };
  }
  const blocks = allow
    .filter((entry) => canonicalHost(entry.host) === host)
    .flatMap((entry) => entry.addresses);
  if (blocks.length === 0) {
    const hint = `if it is yours to load, add { host: ${quote(host)}, addresses: […CIDR blocks…] } to the plan's allow`;
    return { problem: `is not on loopback (${addresses.join(', ')}) and the plan does not allow it`, hint };
  }
  const outside = outsiders.filter((address) => !isInOneOf(address, blocks));
  if (outside.length === 0) return null;
  return {
    problem: `resolves to ${outside.join(', ')}, outside what the plan allows for it (${blocks.join(', ')})`,
    hint: 'check where the name points today; widen the plan’s blocks only if those machines are yours',
  };
}
