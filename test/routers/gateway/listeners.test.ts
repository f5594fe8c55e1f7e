import { condition, gateway, grant, ofListener, statusOf } from './objects';

const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const encode = (text: string): string => Buffer.from(text).toString('base64');

function secret(name: string, { namespace = 'infra', type = 'kubernetes.io/tls', crt = encode(PEM) } = {}): string {
  return `apiVersion: v1\nkind: Secret\nmetadata: { name: ${name}, namespace: ${namespace} }\ntype: ${type}\ndata: { tls.crt: ${crt}, tls.key: ${crt} }\n`;
}

function https(ref: string): string {
  return gateway(`listeners: [{ name: https, port: 443, protocol: HTTPS, tls: { certificateRefs: [${ref}] } }]`);
}

describe('certificates', () => {
  test.each([
    ['a Secret of the namespace', '{ name: ok }', secret('ok'), 'True'],
    ['no such Secret', '{ name: ko }', secret('ok'), 'False InvalidCertificateRef'],
    ['another kind', '{ kind: ConfigMap, name: ok }', secret('ok'), 'False InvalidCertificateRef'],
    ['another group', '{ group: example.com, name: ok }', secret('ok'), 'False InvalidCertificateRef'],
    ['another type', '{ name: ok }', secret('ok', { type: 'kubernetes.io/basic-auth' }), 'False InvalidCertificateRef'],
    ['an opaque Secret', '{ name: ok }', secret('ok', { type: 'Opaque' }), 'Unknown InvalidCertificateRef'],
    ['what is not PEM', '{ name: ok }', secret('ok', { crt: encode('Hello world') }), 'False InvalidCertificateRef'],
    ['a placeholder', '{ name: ok }', secret('ok', { crt: encode('REDACTED') }), 'True'],
    ['another namespace without a grant', '{ name: ok, namespace: certs }', secret('ok', { namespace: 'certs' }), 'False RefNotPermitted'],
    ['another namespace, where it does not exist', '{ name: no, namespace: certs }', secret('ok'), 'False RefNotPermitted'],
  ])('%s: ResolvedRefs is %3$s', (_, ref, document, wanted) => {
    const status = statusOf(https(ref), document);
    expect(ofListener(status, 'https', 'ResolvedRefs')).toBe(wanted);
    expect(ofListener(status, 'https', 'Accepted')).toBe('True');
    expect(status.gateways[0].listeners[0].supportedKinds).toEqual(['HTTPRoute', 'GRPCRoute']);
  });

  test.each([
    ['all Secrets', 'to: [{ group: "", kind: Secret }]', 'True'],
    ['the Secret by name', 'to: [{ group: "", kind: Secret, name: ok }]', 'True'],
    ['another Secret', 'to: [{ group: "", kind: Secret, name: other }]', 'False RefNotPermitted'],
    ['another kind', 'to: [{ group: "", kind: ConfigMap }]', 'False RefNotPermitted'],
  ])('a grant for %s', (_, to, wanted) => {
    const from = 'from: [{ group: gateway.networking.k8s.io, kind: Gateway, namespace: infra }]';
    const status = statusOf(https('{ name: ok, namespace: certs }'), secret('ok', { namespace: 'certs' }), grant('certs', `${from}\n${to}`));
    expect(ofListener(status, 'https', 'ResolvedRefs')).toBe(wanted);
  });

  test('entries of different grants do not add up', () => {
    const one = grant('certs', 'from: [{ group: gateway.networking.k8s.io, kind: Gateway, namespace: infra }]\nto: [{ group: "", kind: ConfigMap }]');
    const other = grant('certs', 'from: [{ group: gateway.networking.k8s.io, kind: Gateway, namespace: else }]\nto: [{ group: "", kind: Secret }]').replace('name: grant', 'name: other');
    expect(ofListener(statusOf(https('{ name: ok, namespace: certs }'), secret('ok', { namespace: 'certs' }), one, other), 'https', 'ResolvedRefs')).toBe('False RefNotPermitted');
  });
});

describe('protocols', () => {
  test('a protocol that nobody knows takes no routes, and leaves the Gateway accepted for the others', () => {
    const status = statusOf(gateway('listeners: [{ name: odd, port: 99, protocol: example.com/odd }, { name: http, port: 80, protocol: HTTP }]'));
    expect(ofListener(status, 'odd', 'Accepted')).toBe('False UnsupportedProtocol');
    expect(status.gateways[0].listeners[0].supportedKinds).toEqual([]);
    expect(status.gateways[0].conditions[0]).toMatchObject({ type: 'Accepted', status: 'True', reason: 'ListenersNotValid' });
  });

  test('a Gateway without a valid listener is not accepted', () => {
    const status = statusOf(gateway('listeners: [{ name: odd, port: 99, protocol: example.com/odd }]'));
    expect(condition(status.gateways[0].conditions, 'Accepted')).toBe('False ListenersNotValid');
  });
});

describe('listeners of one port', () => {
  const accepted = (a: string, b: string): readonly (string | undefined)[] => {
    const status = statusOf(gateway(`listeners: [{ name: a, port: 80, ${a} }, { name: b, port: 80, ${b} }]`));
    return ['a', 'b'].map((name) => ofListener(status, name, 'Accepted'));
  };
  const tls = (mode: string): string => `tls: { mode: ${mode}, certificateRefs: [] }`;

  test.each([
    ['two hostnames', 'protocol: HTTP, hostname: a.example.com', 'protocol: HTTP, hostname: b.example.com', 'True'],
    ['a hostname and none', 'protocol: HTTP, hostname: a.example.com', 'protocol: HTTP', 'True'],
    ['one hostname twice', 'protocol: HTTP, hostname: a.example.com', 'protocol: HTTP, hostname: A.example.com', 'False HostnameConflict'],
    ['HTTPS and TLS of one hostname', `protocol: HTTPS, hostname: a.example.com, ${tls('Terminate')}`, `protocol: TLS, hostname: a.example.com, ${tls('Passthrough')}`, 'False HostnameConflict'],
    ['TLS of both modes', `protocol: TLS, hostname: a.example.com, ${tls('Terminate')}`, `protocol: TLS, hostname: b.example.com, ${tls('Passthrough')}`, 'True'],
    ['TCP and HTTP', 'protocol: TCP', 'protocol: HTTP', 'False ProtocolConflict'],
    ['TCP and UDP', 'protocol: TCP', 'protocol: UDP', 'True'],
  ])('%s: none wins', (_, a, b, wanted) => {
    expect(accepted(a, b)).toEqual([wanted, wanted]);
  });

  test('a class that is known to lack it takes no TLS of both modes on a port', () => {
    const spec = `listeners: [{ name: a, port: 443, protocol: TLS, hostname: a.example.com, ${tls('Terminate')} }, { name: b, port: 443, protocol: TLS, hostname: b.example.com, ${tls('Passthrough')} }]`;
    const known = 'apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: { name: edge }\nspec: { controllerName: io.cilium/gateway-controller }\n';
    expect(ofListener(statusOf(gateway(spec), known), 'a', 'Accepted')).toBe('False ProtocolConflict');
  });

  test('HTTPS listeners whose hostnames overlap are told of', () => {
    const status = statusOf(gateway(`listeners: [{ name: a, port: 443, protocol: HTTPS, hostname: a.example.com, ${tls('Terminate')} }, { name: b, port: 443, protocol: HTTPS, ${tls('Terminate')} }]`));
    expect(ofListener(status, 'a', 'OverlappingTLSConfig')).toBe('True');
    expect(ofListener(status, 'a', 'Accepted')).toBe('True');
  });
});

describe('clients\' certificates', () => {
  const validation = (name: string, kind = 'ConfigMap'): string => `validation: { caCertificateRefs: [{ group: "", kind: ${kind}, name: ${name} }] }`;
  const authorities = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ca, namespace: infra }\ndata: { ca.crt: "-----BEGIN CERTIFICATE-----" }\n';
  const listeners = `listeners:
- { name: https, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: ok }] } }
- { name: other, port: 8443, protocol: HTTPS, tls: { certificateRefs: [{ name: ok }] } }
- { name: http, port: 80, protocol: HTTP }`;

  test('authorities that are missing take away the HTTPS listeners, and leave the others', () => {
    const status = statusOf(gateway(`tls: { frontend: { default: { ${validation('no')} } } }\n${listeners}`), secret('ok'), authorities);
    expect(ofListener(status, 'https', 'Accepted')).toBe('False NoValidCACertificate');
    expect(ofListener(status, 'https', 'ResolvedRefs')).toBe('False InvalidCACertificateRef');
    expect(ofListener(status, 'http', 'Accepted')).toBe('True');
  });

  test('what is said for a port replaces the default', () => {
    const spec = `tls: { frontend: { default: { ${validation('no')} }, perPort: [{ port: 8443, tls: { ${validation('ca')} } }] } }\n${listeners}`;
    const status = statusOf(gateway(spec), secret('ok'), authorities);
    expect(ofListener(status, 'https', 'Accepted')).toBe('False NoValidCACertificate');
    expect(ofListener(status, 'other', 'Accepted')).toBe('True');
  });

  test('another kind has a reason of its own', () => {
    const status = statusOf(gateway(`tls: { frontend: { default: { ${validation('ca', 'Service')} } } }\n${listeners}`), secret('ok'), authorities);
    expect(ofListener(status, 'https', 'ResolvedRefs')).toBe('False InvalidCACertificateKind');
  });
});

describe('the Gateway itself', () => {
  const http = 'listeners: [{ name: http, port: 80, protocol: HTTP }]';
  const accepted = (spec: string): string | undefined => condition(statusOf(gateway(spec)).gateways[0].conditions, 'Accepted');

  test('addresses of a type that nobody knows are not accepted', () => {
    expect(accepted(`${http}\naddresses: [{ type: example.com/odd, value: x }]`)).toBe('False UnsupportedAddress');
    expect(accepted(`${http}\naddresses: [{ value: 192.0.2.1 }]`)).toBe('True');
  });

  test('parameters that are not in the manifests are not accepted, unless a known controller may have them', () => {
    const parameters = (group: string): string => `${http}\ninfrastructure: { parametersRef: { group: ${group}, kind: Odd, name: odd } }`;
    expect(accepted(parameters('example.com'))).toBe('False InvalidParameters');
    expect(accepted(parameters('gateway.envoyproxy.io'))).toBe('Unknown InvalidParameters');
  });

  test('the certificate for backends has a condition of its own', () => {
    const status = statusOf(gateway(`${http}\ntls: { backend: { clientCertificateRef: { name: no } } }`));
    expect(condition(status.gateways[0].conditions, 'ResolvedRefs')).toBe('False InvalidClientCertificateRef');
    expect(condition(status.gateways[0].conditions, 'Accepted')).toBe('True');
  });
});
