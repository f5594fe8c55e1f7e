import type { Annotations } from './annotations';
import { contains, parseCidr, parseIp, type Cidr } from '../../../../kubernetes/validation/addresses';

/**
 * A list of addresses and networks; empty where the annotation is not set, null where one of them is neither.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/net/ipnet.go ParseIPNets
 */
export function readSourceRanges(annotations: Annotations, name: string, ...aliases: readonly string[]): readonly string[] | null {
  const value = annotations.text(name, (text) => text.split(',').every((each) => isRange(each.trim())), ...aliases);
  if (value.kind === 'value') return value.value.split(',').map((each) => each.trim());
  return value.kind === 'missing' ? [] : null;
}

export function isRange(text: string): boolean {
  return rangeOf(text) !== null;
}

function rangeOf(text: string): Cidr | null {
  if (text.includes('/')) return parseCidr(text);
  const address = parseIp(text);
  return address === null ? null : parseCidr(`${text}/${address.family === 'IPv4' && !address.mapped ? 32 : 128}`);
}

/**
 * What stands for the address of a client outside, which no manifest tells: a public IPv4 address, for which RFC 5737 keeps this network. So
 * private ranges do not have the client, and everything does.
 */
const OUTSIDE = parseCidr('203.0.113.0/24');

/** Whether ranges are taken to have the client. */
export function haveClient(ranges: readonly string[]): boolean {
  return ranges.some((text) => {
    const range = rangeOf(text);
    return range !== null && OUTSIDE !== null && (contains(range, OUTSIDE) || contains(OUTSIDE, range));
  });
}

/** Whether ranges have every client that there is. */
export function haveEveryClient(ranges: readonly string[]): boolean {
  return ranges.some((text) => {
    const range = rangeOf(text);
    return range !== null && range.network.family === 'IPv4' && range.prefixLength === 0;
  });
}
