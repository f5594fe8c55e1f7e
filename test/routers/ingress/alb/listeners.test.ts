import { compile, destinations, faultsOf, member, send } from './alb';

const HOST = 'http://shop.example.com';
const rules = ['shop.example.com Prefix / -> web'];
const BOTH = { 'listen-ports': '[{"HTTP": 80}, {"HTTPS": 443}]', 'certificate-arn': 'arn:x' };
const act = (...actions: readonly string[]) => ({
  rules: actions.map((text) => {
    const [pathType, path, name] = text.split(' ');
    const backend = { service: { name, port: name === 'web' ? { number: 80 } : { name: 'use-annotation' } } };
    return { host: 'shop.example.com', http: { paths: [{ path, pathType, backend }] } };
  }),
});
const json = (value: unknown): string => JSON.stringify(value);
const redirect = (redirectConfig: Record<string, string>): string => json({ type: 'redirect', redirectConfig: { statusCode: 'HTTP_301', ...redirectConfig } });

describe('listeners', () => {
  test.each([
    ['http by default', {}, ['web:80', 'refused']],
    ['https alone with a certificate', { 'certificate-arn': 'arn:x' }, ['refused', 'web:80']],
    ['those of listen-ports', BOTH, ['web:80', 'web:80']],
  ])('%s', (_, settings, to) => {
    expect(destinations(compile({ ingresses: [member({ rules }, settings)], services: ['web'] }), `${HOST}/`, 'https://shop.example.com/')).toEqual(to);
  });

  test('spec.tls alone opens nothing', () => {
    const router = compile({ ingresses: [member({ rules, tls: [{ hosts: ['shop.example.com'], secretName: 'cert' }] })], services: ['web'] });
    expect(destinations(router, 'https://shop.example.com/')).toEqual(['refused']);
    expect(faultsOf(router)).toEqual(['dropped tls-without-listener web spec.tls[0]']);
  });

  test('an Ingress has its rules on its own ports alone', () => {
    const group = { 'group.name': 'edge' };
    const admin = member({ name: 'admin', rules: ['shop.example.com Prefix /admin -> admin'] }, { ...group, 'listen-ports': '[{"HTTP": 8080}]' });
    const router = compile({ ingresses: [admin, member({ rules }, group)], services: ['web', 'admin'] });
    expect(destinations(router, `${HOST}/admin`)).toEqual(['web:80']);
    expect(['/admin', '/'].map((path) => send(router, `${HOST}${path}`, { port: 8080 }).to)).toEqual(['admin:80', '404']);
  });

  test('certificates are looked for by host where none is named', () => {
    const router = compile({ ingresses: [member({ rules }, { 'listen-ports': '[{"HTTPS": 443}]' })], services: ['web'] });
    expect(router.open.map((each) => [each.code, each.facts])).toEqual([['alb-certificate-discovery', { hosts: 'shop.example.com' }]]);
  });
});

describe('redirects', () => {
  test('ssl-redirect of one member is of every http listener of the group', () => {
    const group = { 'group.name': 'edge' };
    const ingresses = [member({ name: 'a', rules }, { ...group, ...BOTH, 'ssl-redirect': '443' }), member({ name: 'b', rules: ['b.example.com Prefix / -> web'] }, group)];
    const router = compile({ ingresses, services: ['web'] });
    expect(destinations(router, `${HOST}/x?y=1`, 'http://b.example.com/', 'https://b.example.com/', 'https://shop.example.com/'))
      .toEqual(['301 https://shop.example.com:443/x?y=1', '301 https://b.example.com:443/', '404', 'web:80']);
  });

  test.each([
    [{ host: 'www.example.com' }, '301 http://www.example.com:80/a/b?c=d'],
    [{ path: '/new/#{path}', query: 'from=#{host}&#{query}' }, '301 http://shop.example.com:80/new/a/b?from=shop.example.com&c=d'],
    [{ protocol: 'HTTPS', port: '8443', query: '' }, '301 https://shop.example.com:8443/a/b'],
  ])('%j', (config, to) => {
    const router = compile({ ingresses: [member({ spec: act('Prefix / go') }, { 'actions.go': redirect(config) })], services: ['web'] });
    expect(destinations(router, `${HOST}/a/b?c=d`)).toEqual([to]);
  });

  test('a redirect to https hides what comes after it on http, and is left out on https', () => {
    const settings = { ...BOTH, 'actions.ssl-redirect': redirect({ protocol: 'HTTPS', port: '443' }) };
    const router = compile({ ingresses: [member({ spec: act('ImplementationSpecific /* ssl-redirect', 'Prefix / web') }, settings)], services: ['web'] });
    expect(destinations(router, `${HOST}/x`, 'https://shop.example.com/x')).toEqual(['301 https://shop.example.com:443/x', 'web:80']);
    expect(router.listeners.map(({ hosts: [{ routes }] }) => routes.length)).toEqual([1, 1]);
  });
});

describe('actions', () => {
  test('a fixed response, even where a Service has the name', () => {
    const settings = { 'actions.off': json({ type: 'fixed-response', fixedResponseConfig: { statusCode: '418' } }) };
    expect(destinations(compile({ ingresses: [member({ spec: act('Prefix / off') }, settings)], services: ['off'] }), `${HOST}/`)).toEqual(['418']);
  });

  test('an action that is missing is answered 503', () => {
    const router = compile({ ingresses: [member({ spec: act('Prefix / off') })], services: ['web'] });
    expect(destinations(router, `${HOST}/`)).toEqual(['503']);
    expect(faultsOf(router)).toEqual(['dropped action-missing web spec.rules[0].http.paths[0]']);
  });

  test('shares of several Services, and target groups from outside', () => {
    const targetGroups = [{ serviceName: 'web', servicePort: '80', weight: 3 }, { targetGroupARN: 'arn:tg', weight: 1 }];
    const router = compile({ ingresses: [member({ spec: act('Prefix / split') }, { 'actions.split': json({ type: 'forward', forwardConfig: { targetGroups } }) })], services: ['web'] });
    expect(send(router, `${HOST}/`).found.route?.action).toMatchObject({
      to: [{ weight: 3, target: { name: 'web', servicePort: 80 } }, { weight: 1, target: { kind: 'object', what: 'the target group arn:tg' } }],
    });
  });
});

describe('conditions', () => {
  const answer = (conditions: unknown, path: string, more = {}): string => {
    const router = compile({ ingresses: [member({ rules: ['shop.example.com Prefix /a -> new', ...rules] }, { 'conditions.new': json(conditions) })], services: ['new', 'web'] });
    return send(router, `${HOST}${path}`, more).to;
  };
  const header = [{ field: 'http-header', httpHeaderConfig: { httpHeaderName: 'X-Env', values: ['beta*', 'test'] } }];
  const query = [{ field: 'query-string', queryStringConfig: { values: [{ key: 'v', value: '2' }, { value: 'next' }] } }];

  test.each([
    ['a header', header, '/a', { headers: { 'x-env': 'BETA-1' } }, 'new:80'],
    ['another value of it', header, '/a', { headers: { 'x-env': 'alpha' } }, 'web:80'],
    ['a pair of the query', query, '/a?v=2', {}, 'new:80'],
    ['a value of any key', query, '/a?x=next', {}, 'new:80'],
    ['neither', query, '/a?v=3', {}, 'web:80'],
    ['a method, whatever the case of the field', [{ field: 'http-request-method', HttpRequestMethodConfig: { Values: ['POST'] } }], '/a', { method: 'POST' }, 'new:80'],
    ['paths are added to those of the rule', [{ field: 'path-pattern', pathPatternConfig: { values: ['/b*'] } }], '/bcd', {}, 'new:80'],
    ['hosts as well', [{ field: 'host-header', hostHeaderConfig: { values: ['x.example.com'] } }], '/a', { authority: 'x.example.com' }, 'new:80'],
    ['all must hold', [...header, ...query], '/a?v=2', {}, 'web:80'],
  ])('%s', (_, conditions, path, more, to) => expect(answer(conditions, path, more)).toBe(to));

  test('a condition of an unknown field is dropped, and told', () => {
    const router = compile({ ingresses: [member({ rules }, { 'conditions.web': '[{"field": "cookie"}]' })], services: ['web'] });
    expect(destinations(router, `${HOST}/`)).toEqual(['web:80']);
    expect(faultsOf(router)).toEqual(['dropped condition-unknown web metadata.annotations[alb.ingress.kubernetes.io/conditions.web]']);
  });

  test('what is not simulated is said for the backend that it is of', () => {
    const router = compile({ ingresses: [member({ rules }, { 'transforms.web': '[]', 'transforms.other': '[]', 'wafv2-acl-arn': 'arn:waf' })], services: ['web'] });
    expect(send(router, `${HOST}/`).found.route?.open.map((each) => each.facts.annotation)).toEqual(['alb.ingress.kubernetes.io/transforms.web', 'alb.ingress.kubernetes.io/wafv2-acl-arn']);
  });

  test('who must log in over https', () => {
    const settings = { ...BOTH, 'auth-type': 'cognito', 'auth-idp-cognito': '{}', 'auth-on-unauthenticated-request': 'deny' };
    const router = compile({ ingresses: [member({ rules }, settings)], services: ['web'] });
    expect(['http', 'https'].map((scheme) => send(router, `${scheme}://shop.example.com/`).found.route?.filters.map((each) => each.kind === 'gate' && each.otherwise))).toEqual([[], [401]]);
  });
});
