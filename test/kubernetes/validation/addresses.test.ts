import { isIP, isIPv4, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { cidrProblem, cidrWarnings } from '../../../src/kubernetes/validation/address-rules';
import { contains, isIpv4, parseCidr, parseIp } from '../../../src/kubernetes/validation/addresses';

test.each([
  ['10.0.0.1', '10.0.0.1'],
  ['010.0.00.08', '10.0.0.8'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['::', '::'],
  ['1::', '1::'],
  ['2001:DB8::A', '2001:db8::a'],
  ['2001:0db8:0000:0000:0000:0000:0000:0001', '2001:db8::1'],
  ['64:ff9b::192.0.2.1', '64:ff9b::c000:201'],
  ['::192.0.2.1', '::c000:201'],
  ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
])('%s is the address %s', (text, canonical) => expect(parseIp(text)?.canonical).toBe(canonical));

test.each([
  '', 'abc', '1.2.3', '1.2.3.4.5', '256.0.0.1', '1.2.3.-1', '0xC0.0.2.1', ' 10.0.0.1', '10.0.0.1/32', '[::1]', 'fe80::1%eth0', ':::', '1:2', ':1', '1:',
  '1::2::3', '1:2:3:4:5:6:7:8::', '1:2:3:4:5:6:7:8:9', '12345::', '::1.2.3', '1.2.3.4::', `${'0'.repeat(5000)}1.2.3.4`,
])('%j is not an address', text => expect(parseIp(text)).toBeNull());

test('every address that node takes is an address', () => {
  fc.assert(fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), text => {
    const ip = parseIp(text);
    expect(ip).not.toBeNull();
    expect(isIPv4(text) || isIPv6(text)).toBe(true);
    expect(parseIp(ip!.canonical)?.bytes).toEqual(ip!.bytes);
  }));
});

test('without leading zeros, an address is what node takes for one', () => {
  const number = fc.oneof(fc.nat(300).map(String), fc.nat(300).map((n) => `0${n}`), fc.constant(''));
  const ipv4 = fc.array(number, { minLength: 3, maxLength: 5 }).map((parts) => parts.join('.'));
  const group = fc.oneof(fc.nat(0x1ffff).map((n) => n.toString(16)), fc.constant(''), fc.constant('0'));
  const ipv6 = fc.tuple(fc.array(group, { maxLength: 9 }), fc.oneof(fc.constant(''), ipv4, group)).map(([groups, end]) => [...groups, end].join(':'));
  fc.assert(fc.property(fc.oneof(ipv4, ipv6, fc.ipV4(), fc.ipV6(), fc.string({ unit: fc.constantFrom(...'012f:.') })), (text) => {
    expect(isIpv4(text)).toBe(isIPv4(text));
    expect(parseIp(text)?.strict === true).toBe(isIP(text) !== 0);
  }), { numRuns: 2000 });
});

test('any text is an address or is not', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'0123456789abcdef:./') }), text => {
    expect([null, 'IPv4', 'IPv6']).toContain(parseIp(text)?.family ?? null);
    parseCidr(text);
    cidrWarnings(text);
  }));
});

test.each([
  ['10.0.0.0/8', '10.0.0.0/8'],
  ['10.1.2.3/8', '10.0.0.0/8'],
  ['192.0.2.0/024', '192.0.2.0/24'],
  ['::ffff:10.0.0.0/104', '10.0.0.0/8'],
  ['2001:db8::5/32', '2001:db8::/32'],
  ['::/0', '::/0'],
])('%s is the network %s', (text, canonical) => expect(parseCidr(text)?.canonical).toBe(canonical));

test.each(['10.0.0.0', '10.0.0.0/33', '10.0.0.0/-1', '10.0.0.0/', '/8', '10.0.0.0/8/8', '::/129', '10.0.0.0/+8', 'a/8'])(
  '%j is not a network', text => {
    expect(parseCidr(text)).toBeNull();
    expect(cidrProblem(text, false)).toContain('must be a valid CIDR');
  });

test('a network contains smaller ones of its family', () => {
  const within = (outer: string, inner: string): boolean => contains(parseCidr(outer)!, parseCidr(inner)!);
  expect(within('10.0.0.0/8', '10.1.0.0/16')).toBe(true);
  expect(within('10.0.0.0/8', '10.0.0.0/8')).toBe(true);
  expect(within('10.0.0.0/9', '10.128.0.0/16')).toBe(false);
  expect(within('10.1.0.0/16', '10.0.0.0/8')).toBe(false);
  expect(within('::/0', '10.0.0.0/8')).toBe(false);
});
