import * as fc from 'fast-check';
import { runYaml, simulateYaml } from './simulating';
import { coverageOf } from '../../src/expectations/coverage';
import { CoverageItems } from '../../src/expectations/coverage-items';
import { parseExpectations } from '../../src/expectations/parse';
import { ask, runExpectations } from '../../src/expectations/run';
import { suggestionYaml } from '../../src/expectations/suggestion-yaml';
import { coveredBy } from '../../src/expectations/trace-coverage';

const HOSTS = ['', 'a.example.com', 'b.example.com', '*.example.com', '*.a.example.com'];
const PATHS = ['/', '/a', '/a/', '/a/b', '/ab', '/a/b/c'];
const NAMES = ['web', 'api', 'db'];

const path = fc.record({ path: fc.constantFrom(...PATHS), pathType: fc.constantFrom('Exact', 'Prefix', 'ImplementationSpecific'), service: fc.constantFrom(...NAMES, 'gone'), port: fc.constantFrom(80, 81, 99) });
const rule = fc.record({ host: fc.constantFrom(...HOSTS), paths: fc.option(fc.array(path, { minLength: 1, maxLength: 3 }), { freq: 5 }) });
const ingress = fc.record({
  className: fc.constantFrom(null, 'one', 'two'), rules: fc.array(rule, { maxLength: 3 }), fallback: fc.option(fc.constantFrom(...NAMES)), tls: fc.option(fc.constantFrom('*.example.com', 'a.example.com')),
});
const service = fc.record({
  name: fc.constantFrom(...NAMES),
  namespace: fc.constantFrom('shop', 'mall'),
  selects: fc.constantFrom('web', 'api', 'nobody'),
  type: fc.constantFrom('ClusterIP', 'None', 'NodePort', 'ExternalName'),
  protocol: fc.constantFrom('TCP', 'UDP'),
  target: fc.constantFrom(80, 8080, 'http', 'gone'),
});
const workload = fc.record({ name: fc.constantFrom('web', 'api'), namespace: fc.constantFrom('shop', 'mall'), replicas: fc.constantFrom(0, 1, 2) });
const manifests = fc.record({
  ingresses: fc.array(ingress, { maxLength: 3 }),
  services: fc.array(service, { maxLength: 4 }),
  workloads: fc.array(workload, { maxLength: 2 }),
});

type Manifests = typeof manifests extends fc.Arbitrary<infer T> ? T : never;

const backend = (name: string, port: number) => ({ service: { name, port: { number: port } } });

const toPath = ({ path: text, pathType, service: name, port }: typeof path extends fc.Arbitrary<infer P> ? P : never) =>
  ({ path: text, pathType, backend: backend(name, port) });

const container = { name: 'c', ports: [{ name: 'http', containerPort: 8080 }] };

function toYaml({ ingresses, services, workloads }: Manifests): string {
  const objects = [
    ...ingresses.map(({ className, rules, fallback, tls }, i) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: `i${i}`, namespace: 'shop' },
      spec: {
        ...(className === null ? {} : { ingressClassName: className }),
        ...(fallback === null ? {} : { defaultBackend: backend(fallback, 80) }),
        ...(tls === null ? {} : { tls: [{ hosts: [tls], secretName: 'x' }] }),
        rules: rules.map(({ host, paths }) => ({
          ...(host === '' ? {} : { host }),
          ...(paths === null ? {} : { http: { paths: paths.map(toPath) } }),
        })),
      },
    })),
    ...services.map(({ name, namespace, selects, type, protocol, target }) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace },
      spec: {
        ...(type === 'ExternalName' ? { type, externalName: 'x.example.org' } : type === 'None' ? { clusterIP: 'None' } : { type }),
        selector: { app: selects },
        ports: [{ name: 'a', port: 80, protocol, targetPort: target }, { name: 'b', port: 81, ...(type === 'NodePort' ? { nodePort: 30081 } : {}) }],
      },
    })),
    ...workloads.map(({ name, namespace, replicas }) => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace },
      spec: {
        replicas,
        selector: { matchLabels: { app: name } },
        template: { metadata: { labels: { app: name } }, spec: { containers: [container] } },
      },
    })),
  ];
  return objects.map((object) => JSON.stringify(object)).join('\n---\n');
}

test('what is suggested passes, covers everything that counts, and leaves nothing to suggest', () => {
  fc.assert(fc.property(manifests, (input) => {
    const simulation = simulateYaml(toYaml(input));
    const before = coverageOf(simulation, { results: [], passed: 0, failed: 0 });
    const parsed = parseExpectations(suggestionYaml(before.suggestions), 'suggested.test.yaml');
    expect(parsed.problems).toEqual([]);
    const run = runExpectations(simulation, parsed.tests);
    expect(run.results.filter(({ status }) => status === 'failed').map(({ test, mismatches, error }) => [test.name, mismatches, error])).toEqual([]);
    const after = coverageOf(simulation, run);
    expect([after.covered, after.suggestions.length]).toEqual([before.total, 0]);
    expect(after.unreachable.map(({ item }) => item.label)).toEqual(before.unreachable.map(({ item }) => item.label));
  }), { numRuns: 100 });
});

test('no request over a small alphabet goes through a route that is called unreachable', () => {
  const hosts = ['a.example.com', 'b.example.com', 'c.example.com', 'x.a.example.com', 'example.com', 'other.example', 'x.y.z'];
  const paths = [...PATHS, '/a/b/', '/a/c', '/abc', '/x', '/ab/', '/a/b/c/', '/a/b/c/d'];
  fc.assert(fc.property(manifests, (input) => {
    const simulation = simulateYaml(toYaml({ ...input, services: [], workloads: [] }));
    const { unreachable } = coverageOf(simulation, { results: [], passed: 0, failed: 0 });
    const names = new Set(unreachable.map(({ item }) => `${item.resource.name} ${item.path}`));
    const items = new CoverageItems(simulation);
    for (const host of hosts) {
      for (const each of paths) {
        const trace = ask(simulation, { method: 'GET', url: `http://${host}${each}`, headers: [], from: null });
        if (typeof trace === 'string') throw new Error(trace);
        for (const item of coveredBy(items, trace)) expect(names).not.toContain(`${item.resource.name} ${item.path}`);
        for (const { resource, path: field } of trace.hops) expect(names).not.toContain(`${resource?.name} ${field}`);
      }
    }
  }), { numRuns: 40 });
});

test('coverage only grows with more passing tests', () => {
  const simulation = simulateYaml(toYaml({
    ingresses: [{ className: 'one', fallback: 'web', tls: null, rules: [{ host: 'a.example.com', paths: [{ path: '/', pathType: 'Prefix', service: 'api', port: 80 }] }] }],
    services: [{ name: 'web', namespace: 'shop', selects: 'web', type: 'ClusterIP', protocol: 'TCP', target: 8080 }],
    workloads: [{ name: 'web', namespace: 'shop', replicas: 1 }],
  }));
  const one = '  - { request: http://a.example.com/, expect: { outcome: answered } }\n';
  const two = '  - { request: http://b.example.com/, expect: { service: web } }\n';
  expect(coverageOf(simulation, runYaml(simulation, one + two)).covered).toBeGreaterThan(coverageOf(simulation, runYaml(simulation, one)).covered);
});
