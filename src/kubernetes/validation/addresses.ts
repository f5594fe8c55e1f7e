import { fromByteArray } from 'ipaddr.js';
import type { IpFamily } from '../service';

/*
 * IP addresses and CIDRs as the API server reads them: `ParseIPSloppy` and `ParseCIDRSloppy` (k8s.io/utils/net) keep the
 * parser of Go 1.16, which takes leading zeros; `net/netip` is the strict one (apimachinery, util/validation/ip.go).
 */

export interface IpAddress {
  /** An IPv4-mapped IPv6 address (`::ffff:192.0.2.1`) counts as IPv4. */
  readonly family: IpFamily;
  /** 4 or 16, without the mapping prefix. */
  readonly bytes: readonly number[];
  /** As Go prints it: no leading zeros, RFC 5952. */
  readonly canonical: string;
  /** Written as an IPv4-mapped IPv6 address. */
  readonly mapped: boolean;
  /** Whether `net/netip` takes it too: without leading zeros. */
  readonly strict: boolean;
}

export interface Cidr {
  /** The address as given, with its host bits. */
  readonly address: IpAddress;
  /** The first address of the network. */
  readonly network: IpAddress;
  /** Bits of the network's own family. */
  readonly prefixLength: number;
  /** The network in canonical form: `192.0.2.0/24`. */
  readonly canonical: string;
  /** Whether `net/netip` takes it too. */
  readonly strict: boolean;
}

/** Longer texts are no addresses: the longest sensible one has 45 characters, and leading zeros may make it longer. */
const LONGEST = 1024;

/** How every address ends; most of what is asked about are names. */
const LAST_CHARACTER = /[0-9a-f:]$/i;

const BYTE = '(?:\\d|[1-9]\\d|1\\d\\d|2[0-4]\\d|25[0-5])';
const IPV4 = new RegExp(`^${BYTE}(?:\\.${BYTE}){3}$`);

/** Whether a text is an IPv4 address without leading zeros. `node:net` has the same, but brings sockets, which take 3 ms to load. */
export function isIpv4(text: string): boolean {
  return IPV4.test(text);
}

/** `ParseIPSloppy`; null where the text is no address. */
export function parseIp(text: string): IpAddress | null {
  if (text.length > LONGEST || !LAST_CHARACTER.test(text)) {
    return null;
  }
  if (isIpv4(text)) {
    return { family: 'IPv4', bytes: text.split('.').map(Number), canonical: text, mapped: false, strict: true };
  }
  const colon = text.indexOf(':');
  const dot = text.indexOf('.');
  if (dot >= 0 && (colon < 0 || dot < colon)) {
    const bytes = parseIpv4(text);
    return bytes === null ? null : { family: 'IPv4', bytes, canonical: bytes.join('.'), mapped: false, strict: false };
  }
  const parsed = colon < 0 ? null : parseIpv6(text);
  return parsed === null ? null : fromSixteen(parsed.bytes, parsed.strict);
}

function fromSixteen(bytes: readonly number[], strict: boolean): IpAddress {
  const mapped = bytes[10] === 0xff && bytes[11] === 0xff && bytes.every((byte, index) => index >= 10 || byte === 0);
  if (mapped) {
    const four = bytes.slice(12);
    return { family: 'IPv4', bytes: four, canonical: four.join('.'), mapped, strict };
  }
  return { family: 'IPv6', bytes, canonical: fromByteArray([...bytes]).toString(), mapped, strict };
}

const DECIMAL = /^[0-9]+$/;
const HEXADECIMAL = /^[0-9A-Fa-f]+$/;

/** Four decimal numbers, with any number of leading zeros. */
function parseIpv4(text: string): number[] | null {
  const parts = text.split('.');
  if (parts.length !== 4) {
    return null;
  }
  const bytes = parts.map(part => DECIMAL.test(part) ? Number(part) : NaN);
  return bytes.every(byte => byte <= 255) ? bytes : null;
}

/** Eight groups of hexadecimal digits, one run of them abbreviated, the last two perhaps written as IPv4. */
function parseIpv6(text: string): { readonly bytes: number[]; readonly strict: boolean } | null {
  const halves = text.split('::');
  if (halves.length > 2) {
    return null;
  }
  const head = parseGroups(halves[0], halves.length === 1);
  const tail = halves.length === 1 ? NO_GROUPS : parseGroups(halves[1], true);
  if (head === null || tail === null) {
    return null;
  }
  const missing = 16 - head.bytes.length - tail.bytes.length;
  if (halves.length === 1 ? missing !== 0 : missing < 2) {
    return null;
  }
  const zeros = new Array<number>(missing).fill(0);
  return { bytes: [...head.bytes, ...zeros, ...tail.bytes], strict: head.strict && tail.strict };
}

interface Groups {
  readonly bytes: readonly number[];
  readonly strict: boolean;
}

const NO_GROUPS: Groups = { bytes: [], strict: true };

function parseGroups(text: string, mayEndInIpv4: boolean): Groups | null {
  if (text === '') {
    return NO_GROUPS;
  }
  const parts = text.split(':');
  const bytes: number[] = [];
  let strict = true;
  for (const [index, part] of parts.entries()) {
    if (mayEndInIpv4 && index === parts.length - 1 && part.includes('.')) {
      const four = parseIpv4(part);
      if (four === null) {
        return null;
      }
      bytes.push(...four);
      strict &&= isIpv4(part);
      continue;
    }
    const group = HEXADECIMAL.test(part) ? parseInt(part, 16) : NaN;
    if (!(group <= 0xffff)) {
      return null;
    }
    bytes.push(Math.floor(group / 256), group % 256);
    strict &&= part.length <= 4;
  }
  return { bytes, strict };
}

/** `ParseCIDRSloppy`; null where the text is no CIDR. */
export function parseCidr(text: string): Cidr | null {
  const slash = text.indexOf('/');
  const address = slash < 0 ? null : parseIp(text.slice(0, slash));
  const mask = text.slice(slash + 1);
  if (address === null || !DECIMAL.test(mask)) {
    return null;
  }
  const bits = Number(mask);
  if (bits > (address.family === 'IPv4' && !address.mapped ? 32 : 128)) {
    return null;
  }
  const strict = address.strict && (mask === '0' || !mask.startsWith('0'));
  return address.mapped ? mappedCidr(address, bits, strict) : cidrOf(address, bits, strict);
}

function cidrOf(address: IpAddress, prefixLength: number, strict: boolean): Cidr {
  const bytes = address.bytes.map((byte, index) => maskByte(byte, prefixLength - index * 8));
  const network: IpAddress = bytes.length === 4
    ? { family: 'IPv4', bytes, canonical: bytes.join('.'), mapped: false, strict: true }
    : fromSixteen(bytes, true);
  return { address, network, prefixLength, canonical: `${network.canonical}/${prefixLength}`, strict };
}

/** A mapped network keeps its family only as long as the mask covers the mapping prefix. */
function mappedCidr(address: IpAddress, bits: number, strict: boolean): Cidr {
  if (bits >= 96) {
    return cidrOf(address, bits - 96, strict);
  }
  const sixteen = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, ...address.bytes];
  const network = fromSixteen(sixteen.map((byte, index) => maskByte(byte, bits - index * 8)), true);
  return { address, network, prefixLength: bits, canonical: `${network.canonical}/${bits}`, strict };
}

function maskByte(byte: number, bits: number): number {
  if (bits >= 8) {
    return byte;
  }
  return bits <= 0 ? 0 : byte - (byte % 2 ** (8 - bits));
}

/** Whether every address of `inner` is one of `outer`. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.network.family === inner.network.family && outer.prefixLength <= inner.prefixLength
    && outer.network.bytes.every((byte, index) => byte === maskByte(inner.network.bytes[index], outer.prefixLength - index * 8));
}
