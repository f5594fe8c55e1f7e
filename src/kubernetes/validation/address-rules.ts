import { isIpv4, parseCidr, parseIp } from './addresses';

/* What the API server says of addresses (apimachinery, util/validation/ip.go); null or nothing where all is well. */

const NOT_AN_IP = 'must be a valid IP address (e.g. 10.9.8.7 or 2001:db8::ffff)';
const NOT_A_CIDR = 'must be a valid CIDR value (e.g. 10.9.8.0/24 or 2001:db8::/64)';

/**
 * `IsValidIPForLegacyField`.
 *
 * @param strict whether StrictIPCIDRValidation applies (on from 1.36)
 */
export function ipProblem(text: string, strict: boolean): string | null {
  const ip = parseIp(text);
  if (ip === null) {
    return NOT_AN_IP;
  }
  if (strict && !ip.strict) {
    return 'must not have leading 0s';
  }
  return strict && ip.mapped ? 'must not be an IPv4-mapped IPv6 address' : null;
}

/** `IsValidIP`: for new fields, which take canonical addresses only. */
export function canonicalIpProblem(text: string): string | null {
  const ip = parseIp(text);
  if (ip === null) {
    return NOT_AN_IP;
  }
  return text === ip.canonical ? null : `must be in canonical form ("${ip.canonical}")`;
}

/** `IsValidCIDRForLegacyField`; `strict` as in `ipProblem`. */
export function cidrProblem(text: string, strict: boolean): string | null {
  const cidr = parseCidr(text);
  if (cidr === null) {
    return NOT_A_CIDR;
  }
  if (!strict) {
    return null;
  }
  if (!cidr.strict) {
    return 'must not have leading 0s in IP or prefix length';
  }
  if (cidr.address.mapped) {
    return 'must not have an IPv4-mapped IPv6 address';
  }
  return cidr.address.canonical === cidr.network.canonical ? null : 'must not have bits set beyond the prefix length';
}

/** `GetWarningsForIP`, without the field's path. */
export function ipWarning(text: string): string | null {
  if (isIpv4(text)) {
    return null;
  }
  const ip = parseIp(text);
  if (ip === null || ip.canonical === text) {
    return null;
  }
  return ip.mapped || !ip.strict
    ? `non-standard IP address "${text}" will be considered invalid in a future Kubernetes release: use "${ip.canonical}"`
    : `IPv6 address "${text}" should be in RFC 5952 canonical format ("${ip.canonical}")`;
}

/** `GetWarningsForCIDR`, without the field's path. */
export function cidrWarnings(text: string): readonly string[] {
  const cidr = parseCidr(text);
  if (cidr === null || cidr.canonical === text) {
    return [];
  }
  const warnings: string[] = [];
  const { address, network, canonical } = cidr;
  if (address.canonical !== network.canonical) {
    const single = `${address.canonical}/${network.family === 'IPv4' && !address.mapped ? 32 : 128}`;
    warnings.push(`CIDR value "${text}" is ambiguous in this context (should be "${canonical}" or "${single}"?)`);
  }
  if (!cidr.strict || address.mapped) {
    warnings.push(`non-standard CIDR value "${text}" will be considered invalid in a future Kubernetes release: use "${canonical}"`);
  }
  if (warnings.length === 0) {
    warnings.push(`IPv6 CIDR value "${text}" should be in RFC 5952 canonical format ("${canonical}")`);
  }
  return warnings;
}

/** Whether the address is 0.0.0.0 or `::`. */
function isUnspecified(bytes: readonly number[]): boolean {
  return bytes.every(byte => byte === 0);
}

function isLoopback(bytes: readonly number[]): boolean {
  return bytes.length === 4 ? bytes[0] === 127 : bytes[15] === 1 && bytes.every((byte, index) => index === 15 || byte === 0);
}

function isLinkLocalUnicast(bytes: readonly number[]): boolean {
  return bytes.length === 4 ? bytes[0] === 169 && bytes[1] === 254 : bytes[0] === 0xfe && bytes[1] >= 0x80 && bytes[1] <= 0xbf;
}

function isLinkLocalMulticast(bytes: readonly number[]): boolean {
  return bytes.length === 4 ? bytes[0] === 224 && bytes[1] === 0 && bytes[2] === 0 : bytes[0] === 0xff && bytes[1] % 16 === 2;
}

/**
 * `ValidateNonSpecialIP` (core/validation/validation.go): what neither an endpoint's address nor an external IP may be.
 *
 * @returns what is wrong, null also for what is no address
 */
export function specialIpProblem(text: string): string | null {
  const ip = parseIp(text);
  if (ip === null) {
    return null;
  }
  if (isUnspecified(ip.bytes)) {
    return `may not be unspecified (${ip.canonical})`;
  }
  if (isLoopback(ip.bytes)) {
    return 'may not be in the loopback range (127.0.0.0/8, ::1/128)';
  }
  if (isLinkLocalUnicast(ip.bytes)) {
    return 'may not be in the link-local range (169.254.0.0/16, fe80::/10)';
  }
  return isLinkLocalMulticast(ip.bytes) ? 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)' : null;
}
