import { textsOf } from '../../../../src/kubernetes/open-question';
import { ingress, request, table, type RuleText } from '../../route-tables';

/** All that an answer hangs on. */
function open(className: string, rules: readonly RuleText[], url: string, annotations: Record<string, string> = {}): string {
  const { questions, deviations } = table(ingress({ className, rules, annotations })).match(request(url));
  return textsOf([...questions, ...deviations]).join('\n');
}

const A = 'http://a.example.com';

test('Prefix is compared by characters where Traefik or NGINX Inc. may serve the class', () => {
  const rules = ['a.example.com Prefix /v1 -> one', 'a.example.com Prefix / -> web'];
  expect(open('public', rules, `${A}/v11`)).toBe('`/v1` (Prefix) stands for whole elements; NGINX Inc. and Traefik would take the request there, comparing characters');
  expect(open('nginx', rules, `${A}/v11`)).toMatch(/; NGINX Inc\. would take/);
  expect(open('alb', rules, `${A}/v11`)).toBe('');
  expect(open('public', [rules[0]], `${A}/v11`)).toMatch(/would take the request there/);
  expect(open('public', rules, `${A}/v1/users`)).toBe('');
  expect(open('public', ['a.example.com Prefix /v1 -> web', rules[1]], `${A}/v11`)).toBe('');
});

test('a Prefix with a slash at its end, asked for without', () => {
  const rules = ['a.example.com Prefix /foo/ -> foo'];
  expect(open('public', rules, `${A}/foo`)).toBe('`/foo/` (Prefix) asked for /foo: ingress-nginx and NGINX Inc. answer 301 to /foo/, Traefik does not match it');
  expect(open('traefik', rules, `${A}/foo`)).toMatch(/\/foo: Traefik does not match it$/);
  expect(open('public', rules, `${A}/foo/`)).toBe('');
  expect(open('haproxy', rules, `${A}/foo`)).toBe('');
});

test('Exact beside a Prefix, where Traefik may serve the class', () => {
  const rules = ['a.example.com Exact /foo -> exact', 'a.example.com Prefix / -> web'];
  expect(open('public', rules, `${A}/foo`)).toBe('`/` (Prefix) matches too: Traefik takes it, since its rule is the longer one');
  expect(open('nginx', rules, `${A}/foo`)).toBe('');
  expect(open('traefik', rules, `${A}/foo`, { 'traefik.ingress.kubernetes.io/router.priority': '9' })).toBe('');
  expect(open('public', ['a.example.com Exact /a/long/path -> exact', rules[1]], `${A}/a/long/path`)).toBe('');
});

test('a wildcard of several labels', () => {
  const rules = ['*.example.com Prefix / -> web'];
  expect(open('public', rules, 'http://a.b.example.com/')).toBe('*.example.com stands for one label; NGINX Inc. and the AWS Load Balancer Controller let it stand for several');
  expect(open('alb', rules, 'http://a.b.example.com/')).toMatch(/AWS Load Balancer Controller lets it stand/);
  expect(open('public', rules, `${A}/`)).toBe('');
  expect(open('public', rules, 'http://example.com/')).toBe('');
});

test('spec.tls alone is not enough for Traefik', () => {
  const ask = (className: string, annotations: Record<string, string> = {}): string => table(ingress({
    className, annotations, rules: ['a.example.com Prefix / -> web'], tls: [{ hosts: ['a.example.com'] }],
  })).match(request('https://a.example.com/')).deviations.map(({ text }) => text()).join('\n');
  expect(ask('traefik')).toMatch(/spec\.tls gives Traefik the certificate alone/);
  expect(ask('traefik', { 'traefik.ingress.kubernetes.io/router.tls': 'true' })).not.toMatch(/Traefik/);
  expect(ask('nginx')).not.toMatch(/Traefik/);
});

test('http is redirected for hosts with TLS by those who do so, unless they are told not to', () => {
  const ask = (className: string, annotations: Record<string, string> = {}): string => table(ingress({
    className, annotations, rules: ['a.example.com Prefix / -> web'], tls: [{ hosts: ['a.example.com'] }],
  })).match(request(`${A}/`)).questions.map(({ text }) => text()).join('\n');
  expect(ask('haproxy')).toMatch(/redirect http to https/);
  expect(ask('haproxy', { 'ingress.kubernetes.io/ssl-redirect': 'false' })).not.toMatch(/redirect http to https/);
  expect(ask('traefik')).not.toMatch(/redirect http to https/);
});

const PREFIX = ['a.example.com Prefix /api -> api'];

test.each([
  ['nginx.ingress.kubernetes.io/rewrite-target', '/', 'the pods get another path (/)'],
  ['nginx.ingress.kubernetes.io/permanent-redirect', 'https://b.example.com', 'the router answers with a redirect to https://b.example.com'],
  ['nginx.ingress.kubernetes.io/force-ssl-redirect', 'true', 'http is redirected to https'],
  ['nginx.ingress.kubernetes.io/whitelist-source-range', '10.0.0.0/8', 'clients are let in or kept out by their address (10.0.0.0/8)'],
  ['nginx.ingress.kubernetes.io/configuration-snippet', 'return 418;', 'a piece of nginx configuration may answer, rewrite or refuse requests'],
])('the annotation %s is told', (key, value, does) => {
  expect(open('nginx', PREFIX, `${A}/api`, { [key]: value })).toBe(`Ingress shop/web has ${key}: ${does}`);
  expect(open('traefik', PREFIX, `${A}/api`, { [key]: value })).toBe('');
});

test.each([
  ['nginx.ingress.kubernetes.io/rewrite-target', '/api'],
  ['nginx.ingress.kubernetes.io/app-root', '/home'],
  ['nginx.ingress.kubernetes.io/proxy-body-size', '8m'],
  ['nginx.ingress.kubernetes.io/force-ssl-redirect', 'false'],
])('the annotation %s: %s changes nothing for the request', (key, value) => {
  expect(open('nginx', PREFIX, `${A}/api`, { [key]: value })).toBe('');
});

test('a regular expression on a host may take requests of other paths', () => {
  const rules = ['a.example.com Exact /foo -> foo', 'a.example.com ImplementationSpecific /api/v[0-9]+ -> api'];
  const annotations = { 'nginx.ingress.kubernetes.io/use-regex': 'true' };
  expect(open('nginx', rules, `${A}/foobar`, annotations)).toMatch(/Ingress shop\/web makes ingress-nginx read all paths .*`\/foo` \(Exact\) may then take/);
  expect(open('nginx', rules, `${A}/API/v2`, annotations)).toMatch(/`\/api\/v\[0-9\]\+` .* may then take the request/);
  expect(open('nginx', rules, `${A}/foo`, annotations)).toBe('');
  expect(open('nginx', rules, `${A}/other`, annotations)).toBe('');
  expect(open('contour', rules, `${A}/foobar`, annotations)).toBe('');
});
