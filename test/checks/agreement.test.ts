import fc from 'fast-check';
import { disagreements } from './agreement';
import { parseManifests } from '../../src/manifests/yaml/parse';
import { SCENARIOS } from '../trace/open-questions/manifests';
import { deployment, ingress, path, service } from '../trace/scenario';

function parsed(yaml: string): Parameters<typeof disagreements>[0] {
  const { resources, problems } = parseManifests(yaml, 'app.yaml', { namespace: 'kiada' });
  if (problems.length > 0) throw new Error(problems[0].message);
  return resources;
}

const PORTS = ['{name: http, containerPort: 8080}', '{containerPort: 8080}', '{name: http, containerPort: 8080, protocol: UDP}', ''];
const LABELS = ['app: web', 'app: wbe', 'app: web, tier: front', 'name: web'];
const SPECS = ['', 'hostNetwork: true', 'subdomain: web'];
const SELECTORS = ['selector: {app: web}', 'selector: {app: web, tier: frnt}', 'selector: {name: wbe}', 'selector: {app: web, pod-template-hash: abc}'];
const SERVICE_PORTS = ['{name: http, port: 80, targetPort: http}', '{name: http, port: 80, targetPort: htp}', '{name: http, port: 80, targetPort: 8080}', '{port: 80, targetPort: 8081}', '{name: http, port: 80, targetPort: http, protocol: UDP}', '{port: 80}'];
const TYPES = ['', 'type: NodePort, ', 'type: LoadBalancer, ', 'publishNotReadyAddresses: true, ', 'internalTrafficPolicy: Local, '];
const BACKENDS: readonly (readonly [string, string])[] = [['web', 'number: 80'], ['wbe', 'number: 80'], ['web', 'number: 8080'], ['web', 'name: http'], ['web', 'name: htpt'], ['other', 'number: 80']];
const POLICIES = ['', `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web, namespace: kiada}
spec: {podSelector: {matchLabels: {app: web}}, ingress: [{from: [{podSelector: {matchLabels: {app: front}}}], ports: [{port: htp}]}]}
---`];
const SLICES = ['', `
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: other-1, namespace: kiada, labels: {kubernetes.io/service-name: other}}
addressType: IPv4
ports: [{name: web, port: 8080}]
endpoints: [{addresses: [192.0.2.1]}]
---
apiVersion: v1
kind: Service
metadata: {name: other, namespace: kiada}
spec: {ports: [{name: http, port: 80}]}
---`, service('other', 'type: ExternalName, externalName: 192.0.2.7', '')];

const pick = (items: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...items);

const app = fc.tuple(
  fc.array(fc.tuple(pick(LABELS), pick(PORTS), pick(SPECS), fc.constantFrom(0, 1, 2)), { maxLength: 2 }),
  pick(TYPES), pick(SELECTORS), pick(SERVICE_PORTS),
  fc.array(fc.constantFrom(...BACKENDS), { minLength: 1, maxLength: 3 }), pick(POLICIES), pick(SLICES),
).map(([workloads, type, selector, ports, backends, policy, slice]) => [
  ...workloads.map(([labels, port, spec, replicas], i) => deployment(`web-${i}`, { labels, ports: port, spec: spec === '' ? undefined : spec, replicas })),
  service('web', `${type}${selector}, ports: [${ports}]`),
  ingress({ paths: backends.map(([name, port], i) => path(`/p${i}`, 'Prefix', name, port)) }),
  policy, slice,
].join(''));

test('every error has a request that fails for its reason, and what may be is not certain in a trace, for apps of all kinds', () => {
  fc.assert(fc.property(app, (yaml) => {
    expect(disagreements(parsed(yaml))).toEqual([]);
  }), { numRuns: 80 });
});

test.each(SCENARIOS)('check and traces agree on $name', ({ yaml }) => {
  expect(disagreements(parsed(yaml))).toEqual([]);
});

test('a container that is put in at admission may have the port that the containers of the manifests lack', () => {
  const injected = deployment('web').replace('metadata: {labels: {app: web}}', 'metadata: {labels: {app: web}, annotations: {sidecar.istio.io/inject: "true"}}');
  expect(disagreements(parsed(injected + service('web', 'selector: {app: web}, ports: [{port: 80, targetPort: envoy}]')))).toEqual([]);
});
