import {
  canonicalIpProblem, cidrProblem, cidrWarnings, ipProblem, ipWarning, specialIpProblem,
} from '../../../src/kubernetes/validation/address-rules';

test('leading zeros and IPv4-mapped addresses are refused only by strict rules', () => {
  expect(ipProblem('010.0.0.1', false)).toBeNull();
  expect(ipProblem('010.0.0.1', true)).toContain('leading 0s');
  expect(ipProblem('::ffff:10.0.0.1', false)).toBeNull();
  expect(ipProblem('::ffff:10.0.0.1', true)).toContain('IPv4-mapped');
  expect(ipProblem('abc', false)).toContain('must be a valid IP address');
});

test('a new field takes canonical addresses only', () => {
  expect(canonicalIpProblem('2001:db8::1')).toBeNull();
  expect(canonicalIpProblem('2001:DB8::1')).toBe('must be in canonical form ("2001:db8::1")');
});

test.each([
  ['192.0.2.08', 'non-standard IP address "192.0.2.08" will be considered invalid in a future Kubernetes release: use "192.0.2.8"'],
  ['::ffff:192.0.2.1', 'non-standard IP address "::ffff:192.0.2.1" will be considered invalid in a future Kubernetes release: use "192.0.2.1"'],
  ['2001:DB8::A', 'IPv6 address "2001:DB8::A" should be in RFC 5952 canonical format ("2001:db8::a")'],
  ['192.0.2.8', null],
  ['abc', null],
])('the warning of address %s', (text, warning) => expect(ipWarning(text)).toBe(warning));

test('host bits are refused only by strict rules', () => {
  expect(cidrProblem('192.0.2.7/24', false)).toBeNull();
  expect(cidrProblem('192.0.2.7/24', true)).toContain('beyond the prefix length');
  expect(cidrProblem('192.0.2.0/24', true)).toBeNull();
});

test('the warnings of a network say what may be meant', () => {
  expect(cidrWarnings('192.0.2.7/24')).toEqual(['CIDR value "192.0.2.7/24" is ambiguous in this context (should be "192.0.2.0/24" or "192.0.2.7/32"?)']);
  expect(cidrWarnings('192.0.2.0/024')).toEqual([
    'non-standard CIDR value "192.0.2.0/024" will be considered invalid in a future Kubernetes release: use "192.0.2.0/24"',
  ]);
  expect(cidrWarnings('2001:DB8::/32')).toEqual(['IPv6 CIDR value "2001:DB8::/32" should be in RFC 5952 canonical format ("2001:db8::/32")']);
  expect(cidrWarnings('192.0.2.0/24')).toEqual([]);
});

test.each([
  ['0.0.0.0', 'unspecified'], ['::', 'unspecified'], ['127.1.2.3', 'loopback'], ['::1', 'loopback'], ['169.254.1.1', 'link-local range'],
  ['fe80::1', 'link-local range'], ['febf::1', 'link-local range'], ['224.0.0.5', 'multicast'], ['ff02::1', 'multicast'],
])('%s is special: %s', (text, word) => expect(specialIpProblem(text)).toContain(word));

test.each(['10.0.0.1', '224.0.1.1', '239.1.1.1', 'ff01::1', 'fec0::1', '255.255.255.255', 'abc'])('%s is not special', text => {
  expect(specialIpProblem(text)).toBeNull();
});
