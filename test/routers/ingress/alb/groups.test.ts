import { classWithParams, compile, compileAll, destinations, faultsOf, ingressClass, member, send } from './alb';
import type { JsonObject } from '../../../../src/kubernetes/resource';
import type { IngressParts } from '../../route-tables';
import type { ClusterParts } from '../dialect-cluster';

const HOST = 'http://shop.example.com';
const GROUP = { 'group.name': 'edge' };
const rules = ['shop.example.com Prefix / -> web'];
const good = member({ name: 'good', rules: ['good.example.com Prefix / -> web'] }, GROUP);
const json = (value: unknown): string => JSON.stringify(value);
const USE = { service: { name: 'act', port: { name: 'use-annotation' } } };
const acting = { rules: [{ host: 'shop.example.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend: USE }] } }] };

describe('an error in one member, and nothing of the group is built', () => {
  const field = 'spec.rules[0].http.paths[0]';
  const note = (name: string): string => `metadata.annotations[alb.ingress.kubernetes.io/${name}]`;
  const forward = (targetGroups: unknown): string => json({ type: 'forward', forwardConfig: { targetGroups } });
  const cases: readonly [string, Parameters<typeof member>, string, Partial<ClusterParts>][] = [
    ['a port that the Service does not have', [{ rules: ['Prefix / -> other'] }], `service-port-missing bad ${field}.backend`, { services: ['web', { name: 'other', spec: { ports: [{ port: 81 }] } }] }],
    ['a Service without node port', [{ rules }, { 'target-type': 'instance' }], `no-node-port bad ${field}.backend`, {}],
    ['a target type that is none', [{ rules }, { 'target-type': 'pod' }], `target-type-unknown bad ${field}.backend`, {}],
    ['a backend that is not a Service', [{ spec: { rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend: { resource: { kind: 'Bucket', name: 'a' } } }] } }] } }], `backend-not-a-service bad ${field}`, {}],
    ['a wildcard in Exact', [{ rules: ['Exact /a* -> web'] }], `path-wildcard bad ${field}`, {}],
    ['an order that is not a number', [{ rules }, { 'group.order': 'first' }], `group-order-invalid bad ${note('group.order')}`, {}],
    ['an order that is too large', [{ rules }, { 'group.order': '1001' }], `group-order-invalid bad ${note('group.order')}`, {}],
    ['ports that are not JSON', [{ rules }, { 'listen-ports': 'HTTP:80' }], `annotation-invalid bad ${note('listen-ports')}`, {}],
    ['another protocol than HTTP', [{ rules }, { 'listen-ports': '[{"TCP": 80}]' }], `listen-ports-invalid bad ${note('listen-ports')}`, {}],
    ['two protocols on a port', [{ rules }, { 'listen-ports': '[{"HTTPS": 80}]', 'certificate-arn': 'arn:x' }], `listen-protocols-conflict good ${note('listen-ports')}`, {}],
    ['a redirect to a port where nothing listens', [{ rules }, { 'ssl-redirect': '443' }], `ssl-redirect-invalid bad ${note('ssl-redirect')}`, {}],
    ['a redirect to plain http', [{ rules }, { 'ssl-redirect': '80' }], `ssl-redirect-invalid bad ${note('ssl-redirect')}`, {}],
    ['an action that is not JSON', [{ spec: acting }, { 'actions.act': '{' }], `annotation-invalid bad ${note('actions.act')}`, {}],
    ['an action of an unknown type', [{ spec: acting }, { 'actions.act': '{"type": "mirror"}' }], `action-invalid bad ${note('actions.act')}`, {}],
    ['a status that is not text', [{ spec: acting }, { 'actions.act': json({ type: 'fixed-response', fixedResponseConfig: { statusCode: 503 } }) }], `annotation-invalid bad ${note('actions.act')}`, {}],
    ['several target groups without weights', [{ spec: acting }, { 'actions.act': forward([{ serviceName: 'web', servicePort: 80 }, { serviceName: 'web', servicePort: 80 }]) }], `action-invalid bad ${note('actions.act')}`, {}],
    ['a share for a Service that is missing', [{ spec: acting }, {
      'actions.act': forward([{ serviceName: 'web', servicePort: 80, weight: 1 }, { serviceName: 'gone', servicePort: 80, weight: 1 }]),
    }], `service-missing bad ${note('actions.act')}`, {}],
    ['conditions without their config', [{ rules }, { 'conditions.web': '[{"field": "http-header"}]' }], `conditions-invalid bad ${note('conditions.web')}`, {}],
    ['a provider that is not said', [{ rules }, { 'listen-ports': '[{"HTTPS": 443}]', 'certificate-arn': 'arn:x', 'auth-type': 'oidc' }], `auth-invalid bad ${note('auth-type')}`, {}],
    ['two schemes', [{ rules }, { scheme: 'internal' }], `settings-conflict good ${note('scheme')}`, { ingresses: [{ ...good, annotations: { ...good.annotations, 'alb.ingress.kubernetes.io/scheme': 'internet-facing' } }] }],
  ];

  test.each(cases)('%s', (_, [parts, settings], fault, more) => {
    const bad = member({ name: 'bad', ...parts }, { ...GROUP, ...settings });
    const router = compile({ services: ['web'], ...more, ingresses: [...more.ingresses ?? [good], bad] });
    expect(faultsOf(router)).toEqual([`breaks-router ${fault}`]);
    expect(send(router, 'http://good.example.com/', { port: router.listeners[0].port, scheme: router.listeners[0].protocol === 'HTTPS' ? 'https' : 'http' }))
      .toMatchObject({ to: 'null', open: ['alb-group-not-built'] });
  });

  test('two default backends', () => {
    const ingresses = ['a', 'b'].map((name) => member({ name, defaultBackend: 'web' }, GROUP));
    expect(faultsOf(compile({ ingresses, services: ['web'] }))).toEqual(['breaks-router several-default-backends b spec.defaultBackend']);
  });

  test('a Service that is missing alone is answered 503', () => {
    const router = compile({ ingresses: [member({ rules: ['shop.example.com Prefix / -> gone'] })], services: ['web'] });
    expect(faultsOf(router)).toEqual([]);
    expect(router.answers['no-service'].status).toBe(503);
  });

  test('rules that no listener has are not read', () => {
    const secure = member({ name: 'a', rules }, { ...GROUP, 'listen-ports': '[{"HTTPS": 443}]', 'certificate-arn': 'arn:x', 'ssl-redirect': '443' });
    const plain = member({ name: 'b', rules: ['Exact /a* -> web'] }, GROUP);
    expect(faultsOf(compile({ ingresses: [secure, plain], services: ['web'] }))).toEqual([]);
  });
});

describe('classes', () => {
  const compiled = (parts: Parameters<typeof member>[0], classes: readonly JsonObject[]) =>
    compile({ ingresses: [{ ...member(parts), className: undefined, ...parts }], services: ['web'] }, classes);

  test.each<[string, IngressParts, readonly JsonObject[], readonly string[]]>([
    ['the annotation', { annotations: { 'kubernetes.io/ingress.class': 'alb' } }, [], []],
    ['another annotation', { annotations: { 'kubernetes.io/ingress.class': 'nginx' } }, [ingressClass()], ['ignored class-annotation web metadata.annotations[kubernetes.io/ingress.class]']],
    ['an IngressClass of any name', { className: 'public' }, [ingressClass('public')], []],
    ['the default class', {}, [ingressClass('alb', {}, { 'ingressclass.kubernetes.io/is-default-class': 'true' })], []],
    ['a class of another controller', { className: 'web' }, [ingressClass('web', { controller: 'k8s.io/ingress-nginx' })], ['ignored other-controller web spec.ingressClassName']],
    ['none', {}, [ingressClass()], ['ignored no-class web']],
  ])('%s', (_, parts, classes, faults) => {
    const router = compiled({ rules, ...parts, annotations: { 'alb.ingress.kubernetes.io/target-type': 'ip', ...parts.annotations } }, classes);
    expect(faultsOf(router)).toEqual(faults);
    expect(destinations(router, `${HOST}/`)).toEqual([faults.length === 0 ? 'web:80' : 'refused']);
  });

  test('a class that is not in the manifests is said', () => {
    expect(send(compiled({ rules, className: 'other', annotations: { 'alb.ingress.kubernetes.io/target-type': 'ip' } }, []), `${HOST}/`).open).toEqual(['alb-class-missing']);
  });

  test('parameters of a class take precedence: group, target type, certificates', () => {
    const classes = classWithParams({ group: { name: 'all' }, targetType: 'ip', certificateArn: ['arn:x'] });
    const routers = compileAll({ ingresses: ['a', 'b'].map((name) => member({ name, rules }, { 'group.name': name, 'target-type': 'instance' })), services: ['web'] }, classes);
    expect(routers.map(({ name, listeners }) => [name, listeners.map((each) => each.name)])).toEqual([['group all', ['https/443']]]);
    expect(faultsOf(routers[0])).toEqual([]);
  });

  test('parameters that are not in the manifests may say anything', () => {
    const router = compile({ ingresses: [member({ rules })], services: ['web'] }, classWithParams({}).slice(1));
    expect(send(router, `${HOST}/`)).toMatchObject({ to: 'web:80', open: ['alb-class-params-missing'] });
  });

  test('a group name that is not valid', () => {
    expect(faultsOf(compile({ ingresses: [member({ rules }, { 'group.name': 'Edge_1' })], services: ['web'] })))
      .toEqual(['ignored group-name-invalid web metadata.annotations[alb.ingress.kubernetes.io/group.name]']);
  });

  test('two default classes and one Ingress without class: no group is loaded', () => {
    const isDefault = { 'ingressclass.kubernetes.io/is-default-class': 'true' };
    const classes = [ingressClass('alb', {}, isDefault), ingressClass('web', { controller: 'k8s.io/ingress-nginx' }, isDefault)];
    const router = compile({ ingresses: [member({ name: 'good', rules }), { name: 'bare', rules: ['b.example.com Prefix / -> web'] }], services: ['web'] }, classes);
    expect(send(router, `${HOST}/`)).toMatchObject({ to: 'null', open: ['alb-group-not-built'] });
    expect(faultsOf(router)).toEqual(['breaks-router several-default-classes bare']);
  });
});
