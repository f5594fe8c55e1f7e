import { ApiObject, Chart, Testing } from 'cdk8s';
import { ExposedApp, ExternalAlias, HeadlessSet, PortProtocol } from '../../../src';

const IMAGE = { image: 'example.com/quote:1.0', port: 80, targetPort: 8080 };
const LABELS = { selector: { app: 'quote' } };

function createChart() {
  return new Chart(Testing.app(), 'kiada', { namespace: 'kiada' });
}

function find(chart: Chart, kind: string, name: string) {
  return Testing.synth(chart).find((object) => object.kind === kind && object.metadata.name === name);
}

describe('name and namespace', () => {
  test('the Service is called as the construct\'s id, as it stands', () => {
    const app = new ExposedApp(createChart(), 'quote', IMAGE);

    expect(app.serviceName).toBe('quote');
    expect(ApiObject.of(app).name).toBe('quote');
  });

  test('metadata names the Service otherwise', () => {
    const chart = createChart();
    const app = new ExposedApp(chart, 'Quote', {
      ...IMAGE, metadata: { name: 'quote', namespace: 'other', labels: { team: 'a' }, annotations: { note: 'b' } },
    });

    expect(app.dnsName).toBe('quote.other.svc.cluster.local');
    expect(find(chart, 'Service', 'quote').metadata).toEqual({ name: 'quote', namespace: 'other', labels: { team: 'a' }, annotations: { note: 'b' } });
  });

  test.each([
    ['Quote', undefined], ['9quote', undefined], ['a.b', undefined], ['quote', 'Q'], ['quote', ''], ['quote', 'a'.repeat(64)],
  ])('fails for id %s and name %s, which no Service can have', (id, name) => {
    expect(() => new ExposedApp(createChart(), id, { ...IMAGE, metadata: name === undefined ? undefined : { name } }))
      .toThrow(`ExposedApp 'kiada/${id}': ${name === undefined ? `the construct's id '${id}'` : `metadata.name '${name}'`} is not a valid Service name`);
  });

  test('the namespace is the chart\'s unless metadata gives one', () => {
    expect(new ExposedApp(createChart(), 'quote', IMAGE).namespace).toBe('kiada');
  });

  test('the DNS name has the cluster\'s domain', () => {
    expect(new ExposedApp(createChart(), 'quote', { ...IMAGE, clusterDomain: 'corp.example' }).dnsName).toBe('quote.kiada.svc.corp.example');
  });

  test('fails for a domain that is none', () => {
    expect(() => new ExposedApp(createChart(), 'quote', { ...IMAGE, clusterDomain: '.cluster.local' }))
      .toThrow(/^ExposedApp 'kiada\/quote': clusterDomain '.cluster.local' is not a valid domain; use one such as 'cluster.local'/);
  });

  test('where the namespace is not known, the DNS name is the one that resolves in it', () => {
    const app = new ExposedApp(new Chart(Testing.app(), 'kiada'), 'quote', IMAGE);

    expect(app.namespace).toBeUndefined();
    expect(app.dnsName).toBe('quote');
    expect(app.url()).toBe('http://quote');
  });

  test('fails when the app has made a Service of that name in that namespace', () => {
    const app = Testing.app();
    new ExposedApp(new Chart(app, 'one', { namespace: 'kiada' }), 'quote', IMAGE);

    expect(() => new ExposedApp(new Chart(app, 'two', { namespace: 'kiada' }), 'quote', IMAGE))
      .toThrow('ExposedApp \'two/quote\': \'one/quote\' makes a Service \'quote\' in the same namespace \'kiada\'');
  });

  test('Services of one name may be in several namespaces, and in charts that may be applied to several', () => {
    const app = Testing.app();
    new ExposedApp(new Chart(app, 'one', { namespace: 'one' }), 'quote', IMAGE);
    new ExposedApp(new Chart(app, 'two', { namespace: 'two' }), 'quote', IMAGE);
    new ExposedApp(new Chart(app, 'three'), 'quote', IMAGE);

    expect(() => new ExposedApp(new Chart(app, 'four'), 'quote', IMAGE)).not.toThrow();
  });

  test.each<[string, (chart: Chart) => unknown]>([
    ['an ExposedApp', (chart) => new ExposedApp(chart, 'quote', { ...LABELS, port: 0 })],
    ['a HeadlessSet', (chart) => new HeadlessSet(chart, 'quote', { image: 'quote', port: 80, targetPort: 81 })],
    ['an ExternalAlias', (chart) => new ExternalAlias(chart, 'quote', { addresses: ['192.0.2.1', '127.0.0.1'], port: 80 })],
    ['a name that is none', (chart) => new ExposedApp(chart, 'quote', { ...IMAGE, metadata: { name: 'Quote' } })],
  ])('%s that throws leaves nothing behind: neither objects nor its id and name are taken', (_, make) => {
    const chart = createChart();

    expect(() => make(chart)).toThrow();
    expect(Testing.synth(chart)).toEqual([]);
    expect(() => new ExposedApp(chart, 'quote', IMAGE)).not.toThrow();
  });

  test('a name is free again when its construct was removed', () => {
    const chart = createChart();
    new ExposedApp(chart, 'quote', IMAGE);
    chart.node.tryRemoveChild('quote');

    expect(() => new ExposedApp(chart, 'quote', IMAGE)).not.toThrow();
  });
});

describe('url', () => {
  const app = () => new ExposedApp(createChart(), 'quote', {
    ...LABELS,
    ports: [
      { name: 'http', port: 8080 }, { name: 'https', port: 8443 }, { name: 'plain', port: 80 }, { name: 'tls', port: 443 },
      { name: 'other-tls', port: 9443, appProtocol: 'https' }, { name: 'dns', port: 53, protocol: PortProtocol.UDP },
    ],
  });

  test.each<[number | string | undefined, string]>([
    [undefined, 'http://quote.kiada.svc.cluster.local:8080'],
    [8443, 'https://quote.kiada.svc.cluster.local:8443'],
    ['https', 'https://quote.kiada.svc.cluster.local:8443'],
    ['plain', 'http://quote.kiada.svc.cluster.local'],
    [443, 'https://quote.kiada.svc.cluster.local'],
    ['other-tls', 'https://quote.kiada.svc.cluster.local:9443'],
  ])('of port %s is %s', (port, url) => {
    expect(app().url(port)).toBe(url);
  });

  test('fails for a port that the Service does not have', () => {
    expect(() => app().url(81)).toThrow(/^ExposedApp 'kiada\/quote': the Service has no port 81; it has 8080 \(http\), 8443 \(https\), /);
    expect(() => app().url('web')).toThrow(/the Service has no port 'web'/);
    expect(() => app().url('8080')).toThrow(/the Service has no port '8080'; it has 8080 .*; a text is a port's name, specify the number: 8080$/);
  });

  test('fails for a port that speaks no TCP', () => {
    expect(() => app().url('dns')).toThrow(/port 53 speaks UDP, and URLs need TCP; use dnsName$/);
  });
});
