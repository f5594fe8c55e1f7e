import {
  dns1035Label, dns1123Label, dns1123LabelWithoutDots, dns1123Subdomain, dns1123SubdomainWithUnderscores, domainPrefixedPath,
  labelValue, pathSegmentName, portName, portNumber, qualifiedName, wildcardDns1123Subdomain,
} from '../../../src/kubernetes/validation/names';

const long = (length: number): string => 'a'.repeat(length);

test.each(['a', '1', 'a-b', 'a--b', '123', long(63)])('%j is a DNS-1123 label', name => expect(dns1123Label(name)).toBeNull());

test.each(['', 'A', '-a', 'a-', 'a.b', 'a_b', 'é', 'a\n', long(64)])('%j is not a DNS-1123 label', name => expect(dns1123Label(name)).not.toBeNull());

test('a label with a dot is told so', () => expect(dns1123LabelWithoutDots('http.alt')).toContain('must not contain dots'));

test.each(['a.b', '1.2', 'a', `${long(63)}.b`])('%j is a DNS-1123 subdomain', name => expect(dns1123Subdomain(name)).toBeNull());

test.each(['', '.', 'a.', '.a', 'a..b', 'a.-b', 'A.b', long(254)])('%j is not a DNS-1123 subdomain', name => expect(dns1123Subdomain(name)).not.toBeNull());

test('a DNS-1035 label starts with a letter', () => {
  expect(dns1035Label('web')).toBeNull();
  expect(dns1035Label('1web')).toContain('start with an alphabetic character');
});

test.each(['a', 'a/b', 'example.com/a', 'A_b.c-d', `example.com/${long(63)}`])('%j is a qualified name', name => expect(qualifiedName(name)).toBeNull());

test.each([
  ['', 'name part must be non-empty'],
  ['/a', 'prefix part must be non-empty'],
  ['a/', 'name part must be non-empty'],
  ['a/b/c', 'a qualified name must consist of'],
  ['Example.com/a', 'prefix part a lowercase RFC 1123 subdomain'],
  ['-a', 'name part must consist of'],
  [long(64), 'name part must be no more than 63 characters'],
  [`${long(254)}/a`, 'prefix part must be no more than 253 characters'],
])('%j is not a qualified name: %s', (name, message) => expect(qualifiedName(name)).toContain(message));

test('a label value may be empty, and may not have spaces', () => {
  expect(labelValue('')).toBeNull();
  expect(labelValue('a_B.1')).toBeNull();
  expect(labelValue('a b')).toContain('a valid label must be');
});

test.each(['http', 'a', '80a', 'a-b', long(15)])('%j is a port name', name => expect(portName(name)).toBeNull());

test.each([
  ['', 'alpha-numeric'], ['8080', 'at least one letter'], ['a--b', 'consecutive hyphens'], ['-a', 'begin or end'], ['Http', 'alpha-numeric'],
  [long(16), 'no more than 15'],
])('%j is not a port name: %s', (name, message) => expect(portName(name)).toContain(message));

test('ports are 1 to 65535', () => {
  expect([1, 65535].map(portNumber)).toEqual([null, null]);
  expect([0, -1, 65536].map(portNumber)).not.toContain(null);
});

test.each(['*.a', '*.a-b.c'])('%j is a wildcard subdomain', name => expect(wildcardDns1123Subdomain(name)).toBeNull());

test.each(['*', '*.', 'a.*', '*a.b', '*.*.a', '*.A', `*.${long(252)}`])('%j is not a wildcard subdomain', name => {
  expect(wildcardDns1123Subdomain(name)).not.toBeNull();
});

test.each(['_tcp.a', 'a_b.c', '_a'])('%j is a subdomain with underscores', name => expect(dns1123SubdomainWithUnderscores(name)).toBeNull());

test.each(['', '_', 'a_', '__a', 'a..b', long(254)])('%j is none', name => expect(dns1123SubdomainWithUnderscores(name)).not.toBeNull());

test.each(['a/b', 'k8s.io/ingress-nginx', 'a//b', 'a/B~%'])('%j is a domain-prefixed path', path => expect(domainPrefixedPath(path)).toBeNull());

test.each(['', 'a', '/b', 'a/', 'A/b', 'a/b c'])('%j is not a domain-prefixed path', path => expect(domainPrefixedPath(path)).not.toBeNull());

test.each(['a b', '...', ''])('%j may be a segment of a URL', name => expect(pathSegmentName(name)).toBeNull());

test.each(['.', '..', 'a/b', 'a%b'])('%j may not', name => expect(pathSegmentName(name)).not.toBeNull());
