import { ApiObject, App, Chart, Testing } from 'cdk8s';
import fc from 'fast-check';
import { ExternalAlias, IpFamily, IpFamilyPolicy, PortProtocol, type ExternalAliasProps } from '../../src';
import { validateObject } from '../../src/kubernetes/validation/validate';

function createChart() {
  return new Chart(Testing.app(), 'kiada', { namespace: 'kiada' });
}

/** What a new alias is synthesized to. */
function synth(props: ExternalAliasProps) {
  const chart = createChart();
  new ExternalAlias(chart, 'payments', props);
  const objects = Testing.synth(chart);
  return {
    service: objects.find(({ kind }) => kind === 'Service'),
    slices: objects.filter(({ kind }) => kind === 'EndpointSlice'),
    endpoints: objects.filter(({ kind }) => kind === 'Endpoints'),
  };
}

const ADDRESSES = { addresses: ['192.0.2.17', '192.0.2.18'], port: 80 };

test('the Service is the child "Resource"', () => {
  const alias = new ExternalAlias(createChart(), 'payments', ADDRESSES);

  expect(ApiObject.of(alias).kind).toBe('Service');
  expect(ApiObject.of(alias).node.id).toBe('Resource');
});

describe('to a host name', () => {
  test('the Service is an ExternalName', () => {
    const { service, slices } = synth({ hostname: 'time.example.com' });

    expect(service.spec).toEqual({ type: 'ExternalName', externalName: 'time.example.com' });
    expect(slices).toEqual([]);
  });

  test('ports can be named for routers', () => {
    const alias = new ExternalAlias(createChart(), 'payments', { hostname: 'payments.billing.svc.cluster.local', port: 443 });

    expect(alias.backendPorts).toEqual([{ port: 443 }]);
    expect(alias.url()).toBe('https://payments.kiada.svc.cluster.local');
  });

  test.each<[string, RegExp]>([
    ['192.0.2.1', /hostname '192.0.2.1' is an IP address, and DNS leads a name to other names only; use addresses: \['192.0.2.1'\] instead$/],
    ['2001:db8::1', /is an IP address/],
    ['[2001:db8::1]', /use addresses: \['2001:db8::1'\] instead$/],
    ['192.0.2.256', /ends in a number, as no host name does/],
    ['https://time.example.com/', /is a URL; specify the host name alone$/],
    ['time.example.com/now', /is a URL/],
    ['time.example.com:443', /has a port, which DNS cannot carry; specify the host name alone/],
    ['Time.example.com', /is not a valid host name; write it in lower case: 'time.example.com'$/],
    ['time_api.example.com', /is not a valid host name; specify one of lower case letters, digits, '-' and dots/],
    ['', /hostname '' is not a valid host name/],
    ['time..example.com', /is not a valid host name/],
    [`${'a'.repeat(64)}.com`, /has a part of 64 characters between dots; DNS takes at most 63$/],
    ['localhost', /is the machine that asks, whichever it is; specify the name that pods can reach$/],
    ['payments.kiada.svc.cluster.local', /is this Service's own name; specify the name of another host$/],
  ])('fails for %s', (hostname, message) => {
    expect(() => synth({ hostname })).toThrow(/^ExternalAlias 'kiada\/payments': hostname '/);
    expect(() => synth({ hostname })).toThrow(message);
  });

  test('one trailing dot is fine', () => {
    expect(synth({ hostname: 'time.example.com.' }).service.spec.externalName).toBe('time.example.com.');
  });

  test.each<[string, ExternalAliasProps, RegExp]>([
    ['headless', { headless: true }, /got 'headless' together with 'hostname'; it is for 'addresses', a host name has no endpoints$/],
    ['Endpoints', { legacyEndpoints: true }, /got 'legacyEndpoints' together with 'hostname'/],
    ['a cluster IP', { clusterIp: '10.96.0.10' }, /got 'clusterIp' together with 'hostname'/],
    ['a target port', { port: 80, targetPort: 8080 }, /port 80 leads to 8080, and an alias to a host name maps no ports: .*; specify port 8080$/],
    ['IP families', { ipFamilies: [IpFamily.IPV4] }, /spec\.ipFamilies: forbidden/],
    ['addresses', { addresses: ['192.0.2.1'] }, /got both 'hostname' and 'addresses'; specify one of them$/],
  ])('fails together with %s', (_, props, message) => {
    expect(() => synth({ hostname: 'time.example.com', ...props })).toThrow(message);
  });
});

describe('to addresses', () => {
  test('the Service has no selector, and an EndpointSlice that is tied to it', () => {
    const { service, slices, endpoints } = synth({ ...ADDRESSES, targetPort: 88, metadata: { labels: { team: 'a' } } });

    expect(service.spec).toEqual({ type: 'ClusterIP', ports: [{ port: 80, targetPort: 88 }] });
    expect(slices).toEqual([{
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name: 'payments-ipv4-1',
        namespace: 'kiada',
        labels: { 'team': 'a', 'kubernetes.io/service-name': 'payments', 'endpointslice.kubernetes.io/managed-by': 'cdk8s-routing' },
      },
      addressType: 'IPv4',
      endpoints: [
        { addresses: ['192.0.2.17'], conditions: { ready: true } },
        { addresses: ['192.0.2.18'], conditions: { ready: true } },
      ],
      ports: [{ port: 88, protocol: 'TCP' }],
    }]);
    expect(endpoints).toEqual([]);
  });

  test('ports are joined to the Service\'s by name and protocol', () => {
    const { slices } = synth({
      addresses: ['192.0.2.17'],
      ports: [{ name: 'http', port: 80, targetPort: 88, appProtocol: 'http' }, { name: 'dns', port: 53, protocol: PortProtocol.UDP }],
    });

    expect(slices[0].ports).toEqual([
      { name: 'http', port: 88, protocol: 'TCP', appProtocol: 'http' },
      { name: 'dns', port: 53, protocol: 'UDP' },
    ]);
  });

  test('a slice has at most 100 endpoints, of one family', () => {
    const v4 = Array.from({ length: 201 }, (_, i) => `10.1.${i % 7}.${i % 250}`);
    const v6 = Array.from({ length: 100 }, (_, i) => `2001:db8::${(i + 1).toString(16)}`);
    const { slices } = synth({ addresses: v4.flatMap((address, i) => i < 100 ? [address, v6[i]] : [address]), port: 80 });

    expect(slices.map(({ metadata, addressType, endpoints }) => [metadata.name, addressType, endpoints.length])).toEqual([
      ['payments-ipv4-1', 'IPv4', 100], ['payments-ipv4-2', 'IPv4', 100], ['payments-ipv4-3', 'IPv4', 1], ['payments-ipv6-1', 'IPv6', 100],
    ]);
  });

  test('IPv6 addresses are written in canonical form', () => {
    expect(synth({ addresses: ['2001:DB8:0:0::1'], port: 80 }).slices[0].endpoints[0].addresses).toEqual(['2001:db8::1']);
  });

  test('the Service is of the families that its addresses have', () => {
    expect(synth({ addresses: ['2001:db8::1'], port: 80 }).service.spec.ipFamilies).toEqual(['IPv6']);
    expect(synth({ addresses: ['2001:db8::1'], port: 80, ipFamilyPolicy: IpFamilyPolicy.SINGLE_STACK }).service.spec.ipFamilies).toEqual(['IPv6']);
    expect(synth({ addresses: ['2001:db8::1', '192.0.2.1'], port: 80 }).service.spec.ipFamilyPolicy).toBe('PreferDualStack');
    expect(synth({ addresses: ['2001:db8::1'], port: 80, headless: true }).service.spec.ipFamilies).toBeUndefined();
  });

  test('a fixed cluster IP stands before the addresses', () => {
    expect(synth({ ...ADDRESSES, clusterIp: '10.96.0.10' }).service.spec).toMatchObject({ type: 'ClusterIP', clusterIP: '10.96.0.10' });
  });

  test('headless, the name resolves to the addresses', () => {
    const { service, slices } = synth({ addresses: ['192.0.2.17'], headless: true });

    expect(service.spec).toEqual({ type: 'ClusterIP', clusterIP: 'None' });
    expect(slices[0].ports).toBeUndefined();
    expect(slices[0].metadata.labels).toHaveProperty(['service.kubernetes.io/headless'], '');
  });

  test('Endpoints may stand beside, unmirrored', () => {
    const { endpoints } = synth({ ...ADDRESSES, targetPort: 88, legacyEndpoints: true });

    expect(endpoints).toEqual([{
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: { name: 'payments', namespace: 'kiada', labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } },
      subsets: [{ addresses: [{ ip: '192.0.2.17' }, { ip: '192.0.2.18' }], ports: [{ port: 88, protocol: 'TCP' }] }],
    }]);
  });

  test.each<[string, RegExp]>([
    ['127.0.0.1', /address '127.0.0.1' is a loopback address, which endpoints may not use; specify the address that pods can reach$/],
    ['::1', /is a loopback address/],
    ['169.254.169.254', /is a link-local address/],
    ['fe80::1', /is a link-local address/],
    ['224.0.0.1', /is a multicast address/],
    ['239.1.2.3', /is a multicast address/],
    ['ff05::2', /is a multicast address/],
    ['0.0.0.0', /is the unspecified address/],
    ['::', /is the unspecified address/],
    ['255.255.255.255', /is the broadcast address/],
    ['010.0.0.1', /'010.0.0.1' has leading zeros, which programs read differently; write it as '10.0.0.1'$/],
    ['::ffff:192.0.2.1', /'::ffff:192.0.2.1' is an IPv4 address in IPv6 form; write it as '192.0.2.1'$/],
    ['db.example.com', /'db.example.com' is not an IP address; for a name use 'hostname'$/],
    ['192.0.2.1:88', /'192.0.2.1:88' is not an IP address; specify '192.0.2.1' alone, ports are given by 'port' and 'targetPort'$/],
    ['[2001:db8::1]:88', /specify '2001:db8::1' alone/],
    ['192.0.2.0/24', /'192.0.2.0\/24' is not an IP address; it is a range of addresses, specify each address$/],
    ['fe80::1%eth0', /an address with a zone is valid on one machine only/],
    ['192.0.2', /'192.0.2' is not an IP address; use one such as '192.0.2.1' or '2001:db8::1'$/],
    ['', /'' is not an IP address/],
  ])('fails for %s', (address, message) => {
    expect(() => synth({ addresses: ['192.0.2.9', address], port: 80 })).toThrow(/^ExternalAlias 'kiada\/payments': address/);
    expect(() => synth({ addresses: ['192.0.2.9', address], port: 80 })).toThrow(message);
  });

  test.each<[string, ExternalAliasProps, RegExp]>([
    ['neither addresses nor a host name', { addresses: undefined }, /got neither 'hostname' nor 'addresses'; specify one of them$/],
    ['no addresses', { addresses: [] }, /addresses is empty; specify at least one$/],
    ['an address twice', { addresses: ['2001:db8::1', '2001:DB8::1'] }, /address '2001:DB8::1' is listed more than once/],
    ['no port', { port: undefined }, /the Service has no port, which only headless ones may go without; specify 'port' or 'ports'$/],
    ['a target port name', { targetPort: 'http' }, /targetPort 'http' is a name, and there is no container to find it in; specify the port's number$/],
    ['target port 70000', { targetPort: 70000 }, /spec\.ports\[0\]\.targetPort: invalid value 70000/],
    ['a target port of a headless Service', { targetPort: 88, headless: true }, /port 80 leads to 88, and a headless Service maps no ports: .*; specify port 88$/],
    ['a cluster IP of a headless Service', { clusterIp: '10.96.0.10', headless: true }, /got both 'headless' and 'clusterIp', and a headless Service has none; specify one of them$/],
    ['a cluster IP of another family than the addresses', { addresses: ['2001:db8::1'], clusterIp: '10.96.0.10' }, /clusterIPs\[0\]: invalid value "10.96.0.10": expected an IPv6 value/],
    ['a node port', { port: undefined, ports: [{ port: 80, nodePort: 30000 }] }, /port 80 has nodePort 30000, and an ExternalAlias is reached from inside the cluster only; leave it out$/],
    ['several ports without names', { port: undefined, ports: [{ port: 80 }, { port: 81 }] }, /spec\.ports\[0\]\.name: required value is missing/],
    ['families that the addresses are not of', { ipFamilies: [IpFamily.IPV6] }, /address '192.0.2.17' is IPv4, and ipFamilies is IPv6, so it would get no requests; add IPv4/],
    ['two families on a single stack', { addresses: ['192.0.2.1', '2001:db8::1'], ipFamilyPolicy: IpFamilyPolicy.SINGLE_STACK },
      /addresses are of both IP families, and with ipFamilyPolicy SingleStack/],
  ])('fails for %s', (_, props, message) => {
    expect(() => synth({ ...ADDRESSES, ...props })).toThrow(/^ExternalAlias 'kiada\/payments': /);
    expect(() => synth({ ...ADDRESSES, ...props })).toThrow(message);
  });
});

test('valid props never make an object that the API server refuses', () => {
  const portNumber = fc.integer({ min: 1, max: 65535 });
  const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,10}[a-z0-9])?$/);
  const v4 = fc.tuple(fc.integer({ min: 1, max: 126 }), fc.nat(255), fc.nat(255), fc.nat(255)).map((bytes) => bytes.join('.'));
  const v6 = fc.array(fc.nat(0xffff).map((group) => group.toString(16)), { minLength: 7, maxLength: 7 }).map((groups) => ['2001', ...groups].join(':'));
  const port = fc.record({
    name: label,
    port: portNumber,
    targetPort: fc.option(portNumber, { nil: undefined }),
    protocol: fc.constantFrom(undefined, ...Object.values(PortProtocol)),
  });
  const ports = fc.uniqueArray(port, { minLength: 1, maxLength: 5, comparator: (a, b) => a.name === b.name || a.port === b.port });
  const addresses = fc.uniqueArray(fc.oneof(v4, v6), { minLength: 1, maxLength: 250 });

  fc.assert(fc.property(label, ports, addresses, fc.boolean(), fc.boolean(), (id, given, targets, headless, legacyEndpoints) => {
    const chart = new Chart(new App(), 'chart');
    const unmapped = given.map((each) => ({ ...each, targetPort: headless ? undefined : each.targetPort }));
    const alias = new ExternalAlias(chart, id, { addresses: targets, ports: unmapped, headless, legacyEndpoints });

    const objects = alias.node.findAll().filter(ApiObject.isApiObject).map((object) => object.toJson());
    for (const object of objects) {
      expect(validateObject(object).violations).toEqual([]);
    }
    const slices = objects.filter(({ kind }) => kind === 'EndpointSlice');
    expect(slices.every(({ endpoints }) => endpoints.length <= 100)).toBe(true);
    expect(slices.flatMap(({ endpoints }) => endpoints)).toHaveLength(targets.length);
  }), { numRuns: 100 });
});
