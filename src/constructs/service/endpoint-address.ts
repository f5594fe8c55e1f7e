import { isIPv6 } from 'node:net';
import type { IpFamily } from '../../kubernetes/service';
import { parseCidr, parseIp } from '../../kubernetes/validation/addresses';

/** An address that requests can be sent to. */
export interface EndpointAddress {
  readonly family: IpFamily;
  /** In canonical form, which EndpointSlices ask for. */
  readonly address: string;
}

/**
 * Reads an address outside or inside the cluster, and refuses what the API server refuses and what can never work.
 *
 * The API server refuses unspecified, loopback and link-local addresses (`ValidateNonSpecialIP`), but only the multicast addresses of a
 * link; no connection can be made to any multicast address.
 *
 * @param prop the prop that it was given by: `addresses`
 */
export function endpointAddress(text: string, prop: string, fail: (message: string) => Error): EndpointAddress {
  const ip = parseIp(text);
  if (ip === null) {
    throw fail(`${prop}: '${text}' is not an IP address; ${adviceFor(text, prop)}`);
  }
  if (!ip.strict) {
    throw fail(`${prop}: '${text}' has leading zeros, which programs read differently; write it as '${ip.canonical}'`);
  }
  if (ip.mapped) {
    throw fail(`${prop}: '${text}' is an IPv4 address in IPv6 form; write it as '${ip.canonical}'`);
  }
  const special = rangeOf(ip.bytes);
  if (special !== null) {
    throw fail(`address '${text}' is ${special}, which ${prop === 'addresses' ? 'endpoints' : prop} may not use; specify the address that `
      + `${prop === 'addresses' ? 'pods' : 'clients'} can reach`);
  }
  return { family: ip.family, address: ip.canonical };
}

/**
 * Reads the cluster IP of a Service, if one is given.
 *
 * @throws when it is not an address, or is none that clients could connect to
 */
export function clusterIpAddress(text: string | undefined, fail: (message: string) => Error): string | undefined {
  if (text === undefined) return undefined;
  if (text === '' || text.toLowerCase() === 'none') {
    throw fail(`clusterIp is '${text}'; ${text === '' ? 'leave it out, and the cluster chooses one' : 'for a Service without a cluster IP, use a HeadlessSet'}`);
  }
  return endpointAddress(text, 'clusterIp', fail).address;
}

function rangeOf(bytes: readonly number[]): string | null {
  const v4 = bytes.length === 4;
  if (bytes.every((byte) => byte === 0)) return 'the unspecified address';
  if (v4 ? bytes[0] === 127 : bytes[15] === 1 && bytes.slice(0, 15).every((byte) => byte === 0)) return 'a loopback address';
  if (v4 ? bytes[0] === 169 && bytes[1] === 254 : bytes[0] === 0xfe && bytes[1] >= 0x80 && bytes[1] <= 0xbf) return 'a link-local address';
  if (v4 ? bytes[0] >= 224 && bytes[0] <= 239 : bytes[0] === 0xff) return 'a multicast address';
  return bytes.every((byte) => byte === 255) ? 'the broadcast address' : null;
}

function adviceFor(text: string, prop: string): string {
  if (parseCidr(text) !== null) {
    return 'it is a range of addresses, specify each address';
  }
  const withoutPort = /^\[(.*)\]:\d+$/.exec(text) ?? /^([^:]*):\d+$/.exec(text);
  if (withoutPort !== null && parseIp(withoutPort[1]) !== null) {
    return `specify '${withoutPort[1]}' alone, ports are given by 'port' and 'targetPort'`;
  }
  if (text.includes('%') && isIPv6(text)) {
    return 'an address with a zone is valid on one machine only, specify one that is valid in the whole network';
  }
  return prop === 'addresses' && /[a-z]/i.test(text) && !text.includes(':') ? 'for a name use \'hostname\'' : 'use one such as \'192.0.2.1\' or \'2001:db8::1\'';
}
