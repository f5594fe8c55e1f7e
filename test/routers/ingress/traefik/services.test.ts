import { compile, destinations, installation, send, type ServiceParts } from './traefik';
import type { ServiceTarget } from '../../../../src/routers/model';

const HOST = 'http://shop.example.com';
const RULES = ['shop.example.com Prefix /api -> api', 'shop.example.com Prefix / -> root'];

function routed(api: ServiceParts | null, ...others: Parameters<typeof compile>[0]['others'] & readonly object[]) {
  return compile({ ingresses: [{ rules: RULES }], services: ['root', ...(api === null ? [] : [api])], others });
}

/** Where the router of `/api` sends. */
function target(api: ServiceParts): ServiceTarget | undefined {
  const action = send(routed(api), `${HOST}/api`).found.route?.action;
  const to = action?.kind === 'forward' ? action.to[0].target : undefined;
  return to?.kind === 'service' ? to : undefined;
}

describe('a path whose backend cannot be loaded is left out, and its requests go on', () => {
  test('where there is no such Service, or no such port', () => {
    expect(destinations(routed(null), `${HOST}/api`)).toEqual(['root:80']);
    const router = routed({ name: 'api', spec: { ports: [{ port: 81 }] } });
    expect(destinations(router, `${HOST}/api`)).toEqual(['root:80']);
    expect(router.faults).toMatchObject([{ kind: 'dropped', code: 'backend-port-missing' }]);
  });

  test('where it has no endpoints, unless the installation takes such Services', () => {
    const empty = { name: 'api', replicas: 0 };
    expect(send(routed(empty), `${HOST}/api`)).toMatchObject({ to: 'root:80', open: ['traefik-empty-services'] });
    expect(send(routed(empty), `${HOST}/x`)).toMatchObject({ to: 'root:80', open: [] });
    const allowed = installation('--providers.kubernetesingress.allowEmptyServices=true');
    expect(send(routed(empty, allowed), `${HOST}/api`)).toMatchObject({ to: '503', open: [] });
    expect(send(routed(empty, installation('--providers.kubernetesingress')), `${HOST}/api`)).toMatchObject({ to: 'root:80', open: [] });
  });

  test('where it is an ExternalName Service', () => {
    const external = { name: 'api', spec: { type: 'ExternalName', externalName: 'api.example.org' } };
    expect(send(routed(external), `${HOST}/api`)).toMatchObject({ to: 'root:80', open: ['traefik-external-names'] });
    const allowed = installation('--providers.kubernetesingress.allowexternalnameservices');
    expect(send(routed(external, allowed), `${HOST}/api`)).toMatchObject({ to: 'api:80', open: [] });
  });

  test('where an annotation of the Service is unknown or malformed', () => {
    for (const key of ['service.unknown', 'service.nativelb', 'service.sticky.cookie.maxage']) {
      const router = routed({ name: 'api', annotations: { [`traefik.ingress.kubernetes.io/${key}`]: 'x' } });
      expect(destinations(router, `${HOST}/api`)).toEqual(['root:80']);
      expect(router.faults).toMatchObject([{ code: 'service-annotation-invalid' }]);
    }
  });

  test('where it is headless and has to be reached at its address', () => {
    const annotations = { 'traefik.ingress.kubernetes.io/service.nativelb': 'true' };
    expect(destinations(routed({ name: 'api', annotations, spec: { clusterIP: 'None' } }), `${HOST}/api`)).toEqual(['root:80']);
    expect(target({ name: 'api', annotations })).toMatchObject({ via: 'cluster-ip' });
  });

  test('a Service that is declared to exist elsewhere is taken', () => {
    const externals = { services: [{ namespace: 'shop', name: 'api', ports: [] }] };
    expect(destinations(compile({ ingresses: [{ rules: RULES }], services: ['root'], externals }), `${HOST}/api`)).toEqual(['api:80']);
  });
});

test('endpoints count unless they do not serve, and those that terminate get nothing', () => {
  const slice = (conditions: Record<string, boolean>) => ({
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'api-1', namespace: 'shop', labels: { 'kubernetes.io/service-name': 'api' } },
    addressType: 'IPv4',
    ports: [{ name: 'http', port: 8080 }],
    endpoints: [{ addresses: ['10.1.0.1'], conditions }],
  });
  const api = { name: 'api', replicas: 0, spec: { selector: null } };
  expect(destinations(routed(api, slice({})), `${HOST}/api`)).toEqual(['api:80']);
  expect(destinations(routed(api, slice({ ready: false })), `${HOST}/api`)).toEqual(['api:80']);
  expect(destinations(routed(api, slice({ ready: false, serving: false })), `${HOST}/api`)).toEqual(['root:80']);
  expect(destinations(routed(api, slice({ serving: true, terminating: true })), `${HOST}/api`)).toEqual(['503']);
});

test('https is spoken to port 443 and to ports whose name begins with https; an annotation says otherwise, appProtocol does not', () => {
  const ports = (port: object): ServiceParts => ({ name: 'api', spec: { ports: [{ port: 80, targetPort: 8080, ...port }] } });
  expect(target(ports({ appProtocol: 'https' }))).toMatchObject({ protocol: 'HTTP' });
  expect(target(ports({ name: 'https-api' }))).toMatchObject({ protocol: 'HTTPS' });
  const annotations = { 'traefik.ingress.kubernetes.io/service.serversscheme': 'h2c' };
  expect(target({ ...ports({}), annotations })).toMatchObject({ protocol: 'H2C' });
});

test('a ServersTransport that does not exist leaves the path out', () => {
  const annotations = { 'traefik.ingress.kubernetes.io/service.serverstransport': 'shop-tls@kubernetescrd' };
  expect(send(routed({ name: 'api', annotations }), `${HOST}/api`)).toMatchObject({ to: 'root:80', open: ['traefik-object-missing'] });
  const transport = { apiVersion: 'traefik.io/v1alpha1', kind: 'ServersTransport', metadata: { name: 'tls', namespace: 'shop' }, spec: {} };
  expect(send(routed({ name: 'api', annotations }, transport), `${HOST}/api`)).toMatchObject({ to: 'api:80', open: [] });
});
