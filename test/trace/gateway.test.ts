import { ask, endOf, openCodes, simulationOf } from '../routers/gateway/asking';
import { app, gateway, route } from '../routers/gateway/objects';

const ALL = 'allowedRoutes: { namespaces: { from: All } }';
const HTTP = `listeners: [{ name: http, port: 80, protocol: HTTP, ${ALL} }]`;
const EDGE = gateway(HTTP);
const WEB = route('hostnames: [web.example.com]\nrules: [{ backendRefs: [{ name: web, port: 80 }] }]');

describe('how a Gateway is reached', () => {
  test('by a name that a route has', () => {
    const trace = ask(simulationOf(EDGE, app('web'), WEB), 'http://web.example.com/');
    expect([endOf(trace), trace.questions]).toEqual(['web', []]);
  });

  test('by an address of its status', () => {
    const simulation = simulationOf(EDGE.replace('spec:', 'status: { addresses: [{ type: IPAddress, value: 192.0.2.8 }] }\nspec:'), app('web'), WEB);
    const trace = ask(simulation, 'http://192.0.2.8/', { headers: ['Host: web.example.com'] });
    expect([endOf(trace), trace.questions]).toEqual(['web', []]);
    expect(endOf(ask(simulation, 'http://192.0.2.8/'))).toBe('404');
  });

  test('by a placeholder, with the name of the Gateway where there are several', () => {
    const simulation = simulationOf(EDGE, gateway(HTTP, { name: 'other' }), app('web'), WEB);
    const headers = ['Host: web.example.com'];
    expect(endOf(ask(simulation, 'http://<gateway>/', { headers }))).toBe('web');
    expect(endOf(ask(simulation, 'http://<gateway:infra/edge>/', { headers }))).toBe('web');
    expect(endOf(ask(simulation, 'http://<gateway:infra/other>/', { headers }))).toBe('404');
    expect(endOf(ask(simulation, 'http://<gateway:infra/other>:80/', { headers }))).toBe('404');
  });

  test('by the Service that its controller makes for it, from a pod', () => {
    const made = 'apiVersion: v1\nkind: Service\nmetadata: { name: edge-made, namespace: infra, labels: { gateway.networking.k8s.io/gateway-name: edge } }\nspec: { ports: [{ port: 80 }] }\n';
    const simulation = simulationOf(EDGE, made, app('web'), WEB);
    const inside = ask(simulation, 'http://edge-made.infra/', { headers: ['Host: web.example.com'], from: 'shop/Deployment/web' });
    expect([endOf(inside), openCodes(inside)]).toEqual(['web', ['service-of-router']]);
  });
});

describe('a route that is not attached', () => {
  const why = (...documents: readonly string[]): string => {
    const trace = ask(simulationOf(...documents), 'http://<gateway>/', { headers: ['Host: web.example.com'] });
    expect(endOf(trace)).toMatch(/404|port-not-open/);
    return trace.hops.map(({ because }) => because).join('\n');
  };

  test('the trace says which condition is false, and why', () => {
    expect(why(gateway(HTTP.replace(`, ${ALL}`, '')), app('web'), WEB)).toMatch(/Accepted is False \(NotAllowedByListeners\).*allows routes of namespace infra only/);
  });

  test('a hostname that the listener does not have', () => {
    expect(why(gateway(HTTP.replace('protocol', 'hostname: "*.example.org", protocol')), app('web'), WEB)).toMatch(/NoMatchingListenerHostname/);
  });

  test('a parent that does not exist', () => {
    expect(why(EDGE, app('web'), route('parentRefs: [{ name: edgy, namespace: infra }]\nhostnames: [web.example.com]\nrules: []'))).toMatch(/no status is written.*did you mean edge\?/);
  });

  test('each of several Gateways tells that it might have been meant', () => {
    const other = EDGE.replace('name: edge', 'name: inner');
    expect(other).not.toBe(EDGE);
    const lost = route('parentRefs: [{ name: edgy, namespace: infra }]\nhostnames: [web.example.com]\nrules: []');
    for (const url of ['http://<gateway:edge>/', 'http://<gateway:inner>/']) {
      const { hops } = ask(simulationOf(EDGE, other, app('web'), lost), url, { headers: ['Host: web.example.com'] });
      expect(hops.filter(({ because }) => /is not attached to Gateway infra\/edgy/.test(because))).toHaveLength(1);
    }
  });

  test('a listener that serves nothing', () => {
    const odd = gateway('listeners: [{ name: odd, port: 80, protocol: example.com/odd }]');
    expect(why(odd)).toMatch(/listener odd.*UnsupportedProtocol/);
  });
});

describe('what it depends on', () => {
  test('a Secret that is missing may be made by something else', () => {
    const https = gateway(`listeners: [{ name: https, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: later }] }, ${ALL} }]`);
    const trace = ask(simulationOf(https, app('web'), WEB), 'https://web.example.com/');
    expect([endOf(trace), openCodes(trace)]).toEqual(['web', ['listener-certificate']]);
  });

  test('clients of a listener that checks them need a certificate', () => {
    const frontend = 'tls: { frontend: { default: { validation: { caCertificateRefs: [{ group: "", kind: ConfigMap, name: ca }] } } } }';
    const https = gateway(`${frontend}\nlisteners: [{ name: https, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: later }] }, ${ALL} }]`);
    const authorities = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ca, namespace: infra }\ndata: { ca.crt: "-----BEGIN CERTIFICATE-----" }\n';
    expect(openCodes(ask(simulationOf(https, authorities, app('web'), WEB), 'https://web.example.com/'))).toContain('client-certificate');
  });

  test('paths that controllers may clean, where it makes a difference', () => {
    const two = route('hostnames: [web.example.com]\nrules: [{ matches: [{ path: { value: /a } }], backendRefs: [{ name: web, port: 80 }] }]');
    const simulation = simulationOf(EDGE, app('web'), two);
    expect(openCodes(ask(simulation, 'http://web.example.com//a'))).toContain('path-normalization');
    expect(openCodes(ask(simulation, 'http://web.example.com/a//b'))).toEqual([]);
  });
});

describe('a class whose controller is known', () => {
  const known = (controller: string): string => `apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: { name: edge }\nspec: { controllerName: ${controller} }\n`;
  const TRAEFIK = known('traefik.io/gateway-controller');
  const wide = route('hostnames: ["*.example.com"]\nrules: [{ matches: [{ path: { value: /long/path } }], backendRefs: [{ name: api, port: 80 }] }]', { name: 'wide' });

  test('Traefik: the sum of points decides, and is told where it leads elsewhere alone', () => {
    const simulation = simulationOf(TRAEFIK, EDGE, app('web'), app('api'), WEB, wide);
    const elsewhere = ask(simulation, 'http://web.example.com/long/path');
    expect([endOf(elsewhere), openCodes(elsewhere)]).toEqual(['web', ['controller-differs']]);
    expect(openCodes(ask(simulation, 'http://web.example.com/other'))).toEqual([]);
  });

  test('Traefik: a port without a listener is answered 404, if it is an entry point', () => {
    const trace = ask(simulationOf(TRAEFIK, EDGE, app('web'), WEB), 'https://web.example.com/');
    expect([endOf(trace), openCodes(trace)]).toEqual(['404', ['entry-points']]);
  });

  test('a filter that its report does not claim', () => {
    const cors = route('hostnames: [web.example.com]\nrules: [{ filters: [{ type: CORS, cors: {} }], backendRefs: [{ name: web, port: 80 }] }]');
    const codes = (controller: string): readonly string[] => openCodes(ask(simulationOf(known(controller), EDGE, app('web'), cors), 'http://web.example.com/'));
    expect(codes('konghq.com/gateway-operator')).toEqual(['feature-not-supported']);
    expect(codes('gateway.envoyproxy.io/gatewayclass-controller')).toEqual([]);
  });
});

describe('routes whose parent is a Service', () => {
  const mesh = (namespace: string, backend: string): string =>
    route(`parentRefs: [{ group: "", kind: Service, name: api, namespace: shop }]\nrules: [{ matches: [{ path: { value: /v2 } }], backendRefs: [{ name: ${backend}, port: 80 }] }]`, { namespace, name: 'mesh' });

  test('decide for pods, where there is a mesh', () => {
    const simulation = simulationOf(app('web'), app('api'), app('new'), mesh('shop', 'new'));
    const trace = ask(simulation, 'http://api/v2/x', { from: 'shop/Deployment/web' });
    expect([endOf(trace), openCodes(trace)]).toEqual(['new', ['mesh']]);
    expect(endOf(ask(simulation, 'http://api/other', { from: 'shop/Deployment/web' }))).toBe('404');
  });

  test('of another namespace are for clients of that namespace alone', () => {
    const simulation = simulationOf(app('web'), app('api'), app('own', 'else'), mesh('else', 'own'));
    expect(endOf(ask(simulation, 'http://api/v2', { from: 'shop/Deployment/web' }))).toBe('api');
    expect(endOf(ask(simulation, 'http://api.shop/v2', { from: 'else/Deployment/own' }))).toBe('own');
  });
});

test('a route whose Gateway is not in the manifests leaves its hosts open', () => {
  const trace = ask(simulationOf(app('web'), WEB), 'http://web.example.com/');
  expect([trace.outcome, openCodes(trace)]).toEqual(['unknown', expect.arrayContaining(['parent-outside-manifests'])]);
});
