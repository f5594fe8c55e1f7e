import { compile, compileAll, destinations, faultsOf, gce, negs, send } from './gce';

const HOST = 'http://shop.example.com';
const on = (...rules: readonly string[]): string[] => rules.map((rule) => `shop.example.com ${rule}`);
/** One rule with several paths. */
const rule = (...paths: readonly string[]) => ({
  host: 'shop.example.com',
  http: {
    paths: paths.map((text) => {
      const [pathType, path, name] = text.split(' ');
      return { path, pathType, backend: { service: { name, port: { number: 80 } } } };
    }),
  },
});
const TLS = { 'tls.crt': 'eA==', 'tls.key': 'eA==' };
const secret = (name: string, data: Record<string, string>) => ({ apiVersion: 'v1', kind: 'Secret', type: 'kubernetes.io/tls', metadata: { name, namespace: 'shop' }, data });
const config = (redirectToHttps: Record<string, string | boolean>, namespace = 'shop') =>
  ({ apiVersion: 'networking.gke.io/v1beta1', kind: 'FrontendConfig', metadata: { name: 'edge', namespace }, spec: { redirectToHttps } });
const WITH_CONFIG = { 'networking.gke.io/v1beta1.FrontendConfig': 'edge' };

describe('class', () => {
  test.each([
    ['the annotation', { annotations: { 'kubernetes.io/ingress.class': 'gce' } }, []],
    ['the annotation beside another class', { annotations: { 'kubernetes.io/ingress.class': 'gce-internal' }, className: 'nginx' }, []],
    ['no class at all', {}, []],
    ['a class by its field, whatever it is called', { className: 'gce' }, ['ignored class-field web spec.ingressClassName']],
    ['another annotation', { annotations: { 'kubernetes.io/ingress.class': 'nginx' } }, ['ignored class-annotation web metadata.annotations[kubernetes.io/ingress.class]']],
  ])('%s', (_, parts, faults) => {
    const router = compile({ ingresses: [{ rules: on('Prefix / -> web'), ...parts }], services: negs('web') });
    expect(faultsOf(router)).toEqual(faults);
    expect(destinations(router, `${HOST}/`)).toEqual([faults.length === 0 ? 'web:80' : 'refused']);
  });

  test('each Ingress is a load balancer of its own', () => {
    const routers = compileAll({ ingresses: [gce({ name: 'a', rules: on('Prefix / -> web') }), gce({ name: 'b', rules: on('Prefix / -> web') })], services: negs('web') });
    expect(routers.map((each) => each.name)).toEqual(['Ingress shop/a', 'Ingress shop/b']);
  });
});

describe('paths and hosts', () => {
  test('the longest literal path wins, whatever the order', () => {
    const router = compile({ ingresses: [gce({ spec: { rules: [rule('ImplementationSpecific /* root', 'Prefix /a a', 'ImplementationSpecific /a/b/* deep')] } })], services: negs('root', 'a', 'deep') });
    expect(destinations(router, `${HOST}/x`, `${HOST}/a`, `${HOST}/a/x`, `${HOST}/a/b/c`, `${HOST}/a/b`)).toEqual(['root:80', 'a:80', 'a:80', 'deep:80', 'a:80']);
  });

  test('a path of type ImplementationSpecific without star is exact', () => {
    const router = compile({ ingresses: [gce({ rules: on('ImplementationSpecific /a -> web') })], services: negs('web') });
    expect(destinations(router, `${HOST}/a`, `${HOST}/a/b`, `${HOST}/A`)).toEqual(['web:80', '404', '404']);
  });

  test('of equal patterns the later one stays, so that Exact loses to a later Prefix', () => {
    const router = compile({ ingresses: [gce({ spec: { rules: [rule('Exact /a exact', 'Prefix /a prefix')] } })], services: negs('exact', 'prefix') });
    expect(destinations(router, `${HOST}/a`)).toEqual(['prefix:80']);
    expect(faultsOf(router)).toEqual(['dropped path-replaced web spec.rules[0].http.paths[0]']);
  });

  test('which of an exact and a star pattern of one length wins is not documented', () => {
    const router = compile({ ingresses: [gce({ spec: { rules: [rule('Exact /a/ exact', 'Prefix /a prefix')] } })], services: negs('exact', 'prefix') });
    expect(send(router, `${HOST}/a/`).open).toEqual(['tie']);
    expect(send(router, `${HOST}/a/b`)).toMatchObject({ to: 'prefix:80', open: [] });
  });

  test('a later rule of the same host takes the place of the earlier one, unless it has no http', () => {
    const router = compile({ ingresses: [gce({ rules: [...on('Prefix /a -> first', 'Prefix /b -> second'), 'shop.example.com'] })], services: negs('first', 'second') });
    expect(destinations(router, `${HOST}/a`, `${HOST}/b`)).toEqual(['404', 'second:80']);
    expect(faultsOf(router)).toEqual(['dropped rule-replaced web spec.rules[0]']);
  });

  test('a host that has rules falls back to the default backend alone', () => {
    const rules = [...on('Prefix /a -> shop'), '*.example.com Prefix / -> wild', 'Prefix / -> any'];
    const router = compile({ ingresses: [gce({ rules, defaultBackend: 'rest' })], services: negs('shop', 'wild', 'any', 'rest') });
    expect(destinations(router, `${HOST}/x`, 'http://a.b.example.com/', 'http://example.org/')).toEqual(['rest:80', 'wild:80', 'any:80']);
  });

  test.each(['Prefix /a* -> web', 'Exact /a* -> web', 'ImplementationSpecific /a* -> web', 'ImplementationSpecific /a/*/b -> web', 'ImplementationSpecific /a?b -> web'])(
    '%s fails the whole Ingress', (text) => {
      const router = compile({ ingresses: [gce({ rules: [...on('Prefix / -> web'), `other.example.com ${text}`] })], services: negs('web') });
      expect(faultsOf(router)).toEqual([expect.stringMatching(/^refused path-(wildcard|refused) web spec\.rules\[1\]\.http\.paths\[0\]$/)]);
      expect(send(router, `${HOST}/`)).toMatchObject({ to: 'null', open: ['gce-not-built'] });
    },
  );
});

describe('backends', () => {
  const web = (parts: { type?: string; neg?: string }) => [{
    name: 'web', ...parts.neg === undefined ? {} : { annotations: { 'cloud.google.com/neg': parts.neg } }, ...parts.type === undefined ? {} : { spec: { type: parts.type } },
  }];

  test.each([
    ['a NEG', { neg: '{"ingress": true}' }, 'endpoints', []],
    ['a node port', { type: 'NodePort' }, 'node-port', []],
    ['broken JSON counts as none', { type: 'NodePort', neg: '{ingress: true}' }, 'node-port', []],
    ['neither, which GKE may add', {}, 'endpoints', ['gce-neg-default']],
  ])('%s', (_, parts, via, open) => {
    const router = compile({ ingresses: [gce({ rules: on('Prefix / -> web') })], services: web(parts) });
    expect(send(router, `${HOST}/`).found.route?.action).toMatchObject({ to: [{ target: { via } }] });
    expect(router.open.map((each) => each.code)).toEqual(open);
  });

  test.each([
    ['exposed_ports alone is not a NEG', web({ neg: '{"exposed_ports": {"80": {}}}' }), 'service-type'],
    ['the annotation says no', web({ neg: '{"ingress": false}' }), 'service-type'],
    ['a Service that is missing', [], 'service-missing'],
    ['a port that is missing', [{ name: 'web', spec: { ports: [{ port: 81 }] } }], 'service-port-missing'],
    ['protocols that are not JSON', [{ name: 'web', annotations: { 'cloud.google.com/neg': '{"ingress": true}', 'cloud.google.com/app-protocols': '{bad' } }], 'app-protocols-invalid'],
  ])('%s: nothing of the Ingress is applied', (_, services, code) => {
    const router = compile({ ingresses: [gce({ rules: [...on('Prefix / -> other'), 'b.example.com Prefix / -> web'] })], services: [...services, ...negs('other')] });
    expect(router.faults).toMatchObject([{ kind: 'refused', code }]);
    expect(send(router, `${HOST}/`)).toMatchObject({ to: 'null', open: ['gce-not-built'] });
  });

  test('what nothing tells of a Service, the whole Ingress depends on', () => {
    const router = compile({ ingresses: [gce({ rules: on('Prefix /a -> gone') })] });
    expect(destinations(router, `${HOST}/b`)).toEqual(['404']);
    expect(router.open.map((each) => each.code)).toEqual(['service-outside-manifests']);
  });

  test('the protocol of a port', () => {
    const services = [{ name: 'web', annotations: { 'cloud.google.com/neg': '{"ingress": true}', 'cloud.google.com/app-protocols': '{"http": "HTTPS"}' } }];
    const { found } = send(compile({ ingresses: [gce({ rules: on('Prefix / -> web') })], services }), `${HOST}/`);
    expect(found.route?.action).toMatchObject({ to: [{ target: { protocol: 'HTTPS' } }] });
  });
});

describe('frontends', () => {
  const rules = on('Prefix / -> web');
  const services = negs('web');

  test('spec.tls opens https, whatever its hosts', () => {
    const router = compile({ ingresses: [gce({ rules, tls: [{ hosts: ['zone.example.com'], secretName: 'cert' }] })], services, others: [secret('cert', TLS)] });
    expect(destinations(router, `${HOST}/`, 'https://shop.example.com/')).toEqual(['web:80', 'web:80']);
  });

  test('a Secret without key fails the whole Ingress, and so does an entry without Secret', () => {
    const keyless = compile({ ingresses: [gce({ rules, tls: [{ secretName: 'cert' }] })], services, others: [secret('cert', { 'tls.crt': 'eA==' })] });
    expect(faultsOf(keyless)).toEqual(['refused tls-secret-invalid web spec.tls[0]']);
    expect(faultsOf(compile({ ingresses: [gce({ rules, tls: [{}] })], services }))).toEqual(['refused tls-without-secret web spec.tls[0]']);
  });

  test('a Secret that is not in the manifests is said', () => {
    const router = compile({ ingresses: [gce({ rules, tls: [{ secretName: 'cert' }] })], services });
    expect(router.open.map((each) => each.code)).toEqual(['gce-secret-missing']);
  });

  test('allow-http', () => {
    const annotations = { 'kubernetes.io/ingress.allow-http': 'false' };
    const secure = compile({ ingresses: [gce({ rules, annotations, tls: [{ secretName: 'cert' }] })], services, others: [secret('cert', TLS)] });
    expect(destinations(secure, `${HOST}/`, 'https://shop.example.com/')).toEqual(['refused', 'web:80']);
    expect(faultsOf(compile({ ingresses: [gce({ rules, annotations })], services }))).toEqual(['refused no-frontend web metadata.annotations[kubernetes.io/ingress.allow-http]']);
  });

  test('a redirect of a FrontendConfig is of every host and path, with or without https', () => {
    const router = compile({ ingresses: [gce({ rules, annotations: WITH_CONFIG })], services, others: [config({ enabled: true, responseCodeName: 'PERMANENT_REDIRECT' })] });
    expect(destinations(router, `${HOST}/a?b=c`, 'http://other.example.org/', 'https://shop.example.com/'))
      .toEqual(['308 https://shop.example.com/a?b=c', '308 https://other.example.org/', 'refused']);
  });

  test('a FrontendConfig of another namespace is none', () => {
    const router = compile({ ingresses: [gce({ rules, annotations: WITH_CONFIG })], services, others: [config({ enabled: true }, 'other')] });
    expect(faultsOf(router)).toEqual(['dropped frontend-config-missing web metadata.annotations[networking.gke.io/v1beta1.FrontendConfig]']);
    expect(send(router, `${HOST}/`)).toMatchObject({ to: 'web:80', open: ['gce-frontend-config-missing'] });
  });

  test('an internal load balancer cannot redirect', () => {
    const annotations = { ...WITH_CONFIG, 'kubernetes.io/ingress.class': 'gce-internal' };
    expect(compile({ ingresses: [gce({ rules, annotations })], services, others: [config({ enabled: true })] }).faults).toMatchObject([{ code: 'redirect-internal' }]);
  });
});
