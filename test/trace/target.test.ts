import fc from 'fast-check';
import { parseTarget, type Target } from '../../src/trace/target';

function target(url: string, headers: Record<string, string> = {}): Target {
  const { target: parsed, error } = parseTarget(url, headers);
  if (parsed === null) throw new Error(error);
  return parsed;
}

test.each([
  ['http://api.example.com/quote', { scheme: 'http', host: 'api.example.com', port: 80, path: '/quote', query: '', kind: 'name', protocol: 'TCP' }],
  ['https://api.example.com', { scheme: 'https', port: 443, path: '/' }],
  ['quote', { scheme: 'http', host: 'quote', port: 80, path: '/' }],
  ['quote:8080/x?y=1#z', { host: 'quote', port: 8080, path: '/x', query: '?y=1' }],
  ['HTTP://API.Example.COM:8080?x', { host: 'api.example.com', port: 8080, path: '/', query: '?x' }],
  ['http://user:pa@ss@api.example.com/', { host: 'api.example.com' }],
  ['http://api.example.com./', { host: 'api.example.com.', httpHost: 'api.example.com' }],
  ['http://[2001:DB8:0::1]:8080/', { host: '2001:db8::1', port: 8080, kind: 'address' }],
  ['http://10.0.0.1/', { kind: 'address' }],
  ['http://<node>:30080/', { host: '<node>', port: 30080, kind: 'placeholder' }],
  ['tcp://db:5432', { scheme: 'tcp', protocol: 'TCP', port: 5432 }],
  ['udp://dns:53', { scheme: 'udp', protocol: 'UDP' }],
  ['sctp://x:9', { protocol: 'SCTP' }],
  ['wss://chat.example.com/', { scheme: 'https', port: 443 }],
  ['http://_x.example_1.com/', { host: '_x.example_1.com' }],
  ['http://bücher.example/', { host: 'xn--bcher-kva.example' }],
  ['http://api.example.com/a/../b//c%2Fd;x', { path: '/a/../b//c%2Fd;x' }],
])('%s is read as curl does', (url, expected) => {
  expect(target(url)).toMatchObject(expected);
});

test('a Host header is what routers read, without its port and last dot; the address stays that of the URL', () => {
  expect(target('http://10.0.0.1:8080/', { Host: 'API.example.com.:9090' })).toMatchObject({
    host: '10.0.0.1', port: 8080, httpHost: 'api.example.com', hostGiven: true,
  });
  expect(target('http://10.0.0.1/', { Host: 'api.example.com:99999' })).toMatchObject({ port: 80, httpHost: 'api.example.com' });
});

test.each([
  ['ftp://x/', 'scheme \'ftp\'; allowed are http, https'],
  ['http:///x', 'the host \'\''],
  ['http://x:0/', 'port \'0\'; expected 1 to 65535'],
  ['http://x:65536/', 'port \'65536\''],
  ['http://x:http/', 'port \'http\''],
  ['http://a b/', 'the host \'a b\''],
  ['http://2001:db8::1/', 'an IPv6 address goes in brackets'],
  ['http://[10.0.0.1]/', 'the host \'10.0.0.1\''],
  ['http://x/a b', 'a space in its path'],
  ['http://x/\u0000', 'a control character'],
  ['tcp://db', 'without a port; specify one: tcp://host:port'],
  ['', 'the host'],
])('%s is refused', (url, message) => {
  expect(parseTarget(url, {}).error).toContain(message);
});

test('any text is read or refused', () => {
  fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl(), fc.string().map((text) => `http://${text}`)), (url) => {
    const { target: parsed, error } = parseTarget(url, {});
    return parsed === null ? error !== '' : parsed.path.startsWith('/') && parsed.port >= 1 && parsed.port <= 65535;
  }));
});
