import { compile, destinations, send, tlsSecret } from './contour';

const RULES = ['shop.example.com Prefix / -> web', 'other.example.com Prefix / -> other'];
const TLS = [{ hosts: ['shop.example.com'], secretName: 'cert' }];
const URLS = ['http://shop.example.com/x?y=1', 'https://shop.example.com/x'];

function secured(annotations: Record<string, string> = {}, others = [tlsSecret('cert')], tls: { hosts?: string[]; secretName?: string }[] = TLS) {
  return compile({ ingresses: [{ rules: RULES, tls, annotations }], services: ['web', 'other'], others });
}

test('https is served for hosts of spec.tls that a rule has; http stays', () => {
  expect(destinations(secured(), ...URLS, 'https://other.example.com/')).toEqual(['web:80', 'web:80', 'refused']);
});

test('not for hosts without a rule of the same text, and not without hosts', () => {
  expect(destinations(secured({}, undefined, [{ hosts: ['*.example.com'], secretName: 'cert' }]), URLS[1])).toEqual(['refused']);
  expect(destinations(secured({}, undefined, [{ secretName: 'cert' }]), URLS[1])).toEqual(['refused']);
});

test('a Secret that is not in the manifests may be elsewhere, one without a key serves nothing', () => {
  expect(send(secured({}, []), URLS[1])).toMatchObject({ to: 'web:80', open: ['contour-certificate'] });
  const broken = secured({}, [{ ...tlsSecret('cert'), data: { 'tls.crt': 'eA==' } }]);
  expect(send(broken, URLS[1])).toMatchObject({ to: 'refused', open: [] });
  expect(broken.faults).toMatchObject([{ code: 'certificate-not-served', source: { field: 'spec.tls[0]' } }]);
});

test('a Secret of another namespace needs a delegation', () => {
  const annotations = { 'projectcontour.io/tls-cert-namespace': 'certs' };
  const delegation = (namespace: string) => ({
    apiVersion: 'projectcontour.io/v1',
    kind: 'TLSCertificateDelegation',
    metadata: { name: 'd', namespace: 'certs' },
    spec: { delegations: [{ secretName: 'cert', targetNamespaces: [namespace] }] },
  });
  expect(destinations(secured(annotations, [tlsSecret('cert', 'certs')]), URLS[1])).toEqual(['refused']);
  expect(destinations(secured(annotations, [tlsSecret('cert', 'certs'), delegation('shop')]), URLS[1])).toEqual(['web:80']);
  expect(destinations(secured(annotations, [tlsSecret('cert', 'certs'), delegation('blog')]), URLS[1])).toEqual(['refused']);
});

test('a request for another host on the same connection is misdirected', () => {
  expect(send(secured(), 'https://other.example.com/', { sni: 'shop.example.com' }).to).toBe('421');
});

test('the routes of https are those of all Ingress objects with the host', () => {
  const second = { name: 'second', rules: ['shop.example.com Prefix /second -> other'] };
  const router = compile({ ingresses: [{ rules: RULES, tls: TLS }, second], services: ['web', 'other'], others: [tlsSecret('cert')] });
  expect(destinations(router, 'https://shop.example.com/second')).toEqual(['other:80']);
});

test('a wildcard certificate is of the wildcard rule, whose names have one label', () => {
  const router = compile({
    ingresses: [{ rules: ['*.example.com Prefix / -> web'], tls: [{ hosts: ['*.example.com'], secretName: 'cert' }] }],
    services: ['web'],
    others: [tlsSecret('cert')],
  });
  expect(destinations(router, 'https://a.example.com/', 'https://a.b.example.com/')).toEqual(['web:80', '404']);
});

test('force-ssl-redirect redirects each route with 301, whether or not https is served', () => {
  const annotations = { 'ingress.kubernetes.io/force-ssl-redirect': 'true' };
  expect(destinations(secured(annotations), ...URLS)).toEqual(['301 https://shop.example.com/x?y=1', 'web:80']);
  expect(destinations(secured(annotations, [], []), ...URLS)).toEqual(['301 https://shop.example.com/x?y=1', 'refused']);
  expect(destinations(secured(annotations), 'http://shop.example.com:80/', 'http://Shop.example.com:8080//a')).toEqual(['301 https://shop.example.com/', '301 https://Shop.example.com:8080/a']);
  expect(destinations(secured({ 'ingress.kubernetes.io/force-ssl-redirect': 'True' }), URLS[0])).toEqual(['web:80']);
});

test('allow-http false takes the routes of http away, but not a redirect', () => {
  const without = { 'kubernetes.io/ingress.allow-http': 'false' };
  expect(destinations(secured(without), ...URLS)).toEqual(['refused', 'web:80']);
  expect(destinations(secured({ ...without, 'ingress.kubernetes.io/force-ssl-redirect': 'true' }), URLS[0])).toEqual(['301 https://shop.example.com/x?y=1']);
});
