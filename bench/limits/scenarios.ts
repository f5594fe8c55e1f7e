import { CONTROLLER_SCENARIOS } from './controller-scenarios';
import { GATEWAY_SCENARIOS } from './gateway-scenarios';
import type { Scenario } from './model';
import { OBJECT_SCENARIOS } from './object-scenarios';
import { times, meta, service, container, pod, deployment, backend, ingress, rule, policy, WEB, app, CHECK, ENDPOINTS, RESOLVE, DIFF, COVERAGE, SUGGEST, EVERYTHING } from './objects';
import { REPORT_SCENARIOS } from './report-scenarios';
import { ROUTER_SCENARIOS } from './router-scenarios';

/** Each grows what a table, a search or an answer may be quadratic in. */
const OF_SERVICES: Readonly<Record<string, Scenario>> = {
  'triples': {
    manifests: (n) => [...app, ...times(n / 3, (i) => [deployment(`a${i}`, { app: `a${i}` }), service(`a${i}`, { selector: { app: `a${i}` } }), ingress(`a${i}`, [rule(`a${i}.example.com`, [['/', `a${i}`]])])]).flat()],
    calls: EVERYTHING,
  },
  'services-of-the-same-pods': { manifests: (n) => [...app, ...times(n, (i) => pod(`p${i}`, WEB)), ...times(n, (i) => service(`s${i}`, { selector: WEB }))], calls: EVERYTHING },
  'services-of-the-same-replicas': { manifests: (n) => [...app, deployment('big', WEB, n), ...times(n, (i) => service(`s${i}`, { selector: WEB }))], calls: EVERYTHING },
  'headless-services-of-the-same-pods': {
    manifests: (n) => [...app, ...times(n, (i) => pod(`p${i}`, WEB)), ...times(n, (i) => service(`s${i}`, { selector: WEB, clusterIP: 'None' }))],
    calls: [CHECK, RESOLVE, ['resolve', '1.0.0.10.in-addr.arpa', '-']],
  },
  'paths-of-one-host': { manifests: (n) => [...app, ingress('a', [rule('a.example.com', times(n, (i) => [`/p${i}`, 'web'] as const))])], calls: EVERYTHING },
  'exact-paths-of-one-host': { manifests: (n) => [...app, ingress('a', [rule('a.example.com', times(n, (i) => [`/p${i}`, 'web'] as const), 'Exact')])], calls: EVERYTHING },
  'implementation-specific-paths': { manifests: (n) => [...app, ingress('a', [rule('a.example.com', times(n, (i) => [`/p${i}`, 'web'] as const), 'ImplementationSpecific')])], calls: EVERYTHING },
  'paths-inside-of-each-other': { manifests: (n) => [...app, ingress('a', [rule('a.example.com', times(Math.min(n, 2000), (i) => [`/p1${'/a'.repeat(i)}`, 'web'] as const))])], calls: EVERYTHING },
  'equal-paths': { manifests: (n) => [...app, ingress('a', [rule('a.example.com', times(n, () => ['/p1', 'web'] as const))])], calls: EVERYTHING },
  'equal-ingresses': { manifests: (n) => [...app, ...times(n, (i) => ingress(`i${i}`, [rule('a.example.com', [['/p1', 'web']])]))], calls: EVERYTHING },
  'hosts': { manifests: (n) => [...app, ingress('a', times(n, (i) => rule(`h${i}.example.com`, [['/p1', 'web']])))], calls: EVERYTHING },
  'wildcard-hosts': { manifests: (n) => [...app, ingress('a', times(n, (i) => rule(`*.h${i}.example.com`, [['/p1', 'web']])))], calls: EVERYTHING },
  'equal-hosts': { manifests: (n) => [...app, ingress('a', times(n, (i) => rule('a.example.com', [[`/p${i}`, 'web']])))], calls: EVERYTHING },
  'hostless-ingresses': { manifests: (n) => [...app, ...times(n, (i) => ingress(`i${i}`, [rule(undefined, [[`/p${i}`, 'web']])]))], calls: EVERYTHING },
  'default-backends': { manifests: (n) => [...app, ...times(n, (i) => ingress(`i${i}`, [], { defaultBackend: backend('web') }))], calls: EVERYTHING },
  'tls-hosts': {
    manifests: (n) => [...app, ingress('a', times(n, (i) => rule(`h${i}.example.com`, [['/', 'web']])), { tls: [{ hosts: times(n, (i) => `t${i}.example.com`), secretName: 'x' }] })],
    calls: EVERYTHING,
  },
  'ingress-classes': { manifests: (n) => [...app, ...times(n, (i) => ({ apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name: `c${i}` }, spec: { controller: `x.com/c${i}` } })), ...times(n, (i) => ingress(`i${i}`, [rule(undefined, [['/', 'web']])], { ingressClassName: `c${i}` }))], calls: EVERYTHING },
  'unknown-classes': { manifests: (n) => [...app, ...times(n, (i) => ({ apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name: `class-${i}` }, spec: { controller: 'x.com/c' } })), ...times(n, (i) => ingress(`i${i}`, [rule(`h${i}.example.com`, [['/', 'web']])], { ingressClassName: `klass-${i}` }))], calls: [CHECK] },
  'misspelled-services': { manifests: (n) => [...times(n, (i) => service(`service-${i}`, { selector: WEB })), ...app, ...times(n, (i) => ingress(`i${i}`, [rule(`h${i}.example.com`, [['/', `sevrice-${i}`]])]))], calls: [CHECK, COVERAGE, DIFF] },
  'misspelled-selectors': { manifests: (n) => [...app, ...times(n, (i) => deployment(`app-${i}`, { app: `application-${i}` })), ...times(n, (i) => service(`service-${i}`, { selector: { app: `aplication-${i}` } }))], calls: [CHECK, ENDPOINTS] },
  'misspelled-label-keys': { manifests: (n) => [...app, ...times(n, (i) => deployment(`app-${i}`, { [`key-${i}`]: 'a' })), ...times(n, (i) => service(`service-${i}`, { selector: { [`kye-${i}`]: 'a' } }))], calls: [CHECK, ENDPOINTS] },
  'misspelled-secrets': { manifests: (n) => [...app, ...times(n, (i) => ({ apiVersion: 'v1', kind: 'Secret', metadata: meta(`secret-${i}`), type: 'kubernetes.io/tls', data: { 'tls.crt': 'eA==', 'tls.key': 'eA==' } })), ...times(n, (i) => ingress(`i${i}`, [rule(`h${i}.example.com`, [['/', 'web']])], { tls: [{ hosts: [`h${i}.example.com`], secretName: `sceret-${i}` }] }))], calls: [CHECK] },
  'misspelled-stateful-services': { manifests: (n) => [...app, ...times(n, (i) => service(`service-${i}`, { selector: WEB })), ...times(n, (i) => ({ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: meta(`set-${i}`), spec: { serviceName: `sevrice-${i}`, selector: { matchLabels: { a: `${i}` } }, template: { metadata: { labels: { a: `${i}` } }, spec: { containers: [container] } } } }))], calls: [CHECK] },
  'services-in-other-namespaces': { manifests: (n) => [...app, ...times(n, (i) => ({ ...service('same', { selector: WEB }), metadata: { name: 'same', namespace: `ns${i}` } })), ...times(n, (i) => ingress(`i${i}`, [rule(`h${i}.example.com`, [['/', 'same']])]))], calls: [CHECK, ['resolve', 'same', '-', '-n', 'shop']] },
  'refused-objects': { manifests: (n) => [...app, ...times(n, (i) => service(`BAD_${i}`, { selector: WEB, type: 'Nope' }))], calls: EVERYTHING },
  'given-twice': { manifests: (n) => times(n, () => service('web', { selector: WEB })), calls: EVERYTHING },
  'service-ports': { manifests: (n) => [...app, service('ports', { selector: WEB, ports: times(n, (i) => ({ name: `p${i}`, port: 1 + (i % 65535), targetPort: `t${i}` })) })], calls: EVERYTHING },
  'container-ports': { manifests: (n) => [service('web', { selector: WEB, ports: times(n, (i) => ({ name: `p${i}`, port: 1 + (i % 65535), targetPort: `p${i}` })) }), pod('a', WEB, { containers: [{ ...container, ports: times(n, (i) => ({ name: `p${i}`, containerPort: 1 + (i % 65535) })) }] })], calls: [CHECK, ENDPOINTS, ['trace', 'http://web.shop/', '-', '--from', 'shop/Pod/a']] },
  'containers': { manifests: (n) => [service('web', { selector: WEB, ports: [{ port: 80, targetPort: 'x' }] }), pod('a', WEB, { containers: times(n, (i) => ({ ...container, name: `c${i}` })) })], calls: [CHECK, ENDPOINTS] },
  'labels': { manifests: (n) => [service('web', { selector: Object.fromEntries(times(n, (i) => [`k${i}`, 'v'])) }), pod('a', Object.fromEntries(times(n, (i) => [`k${i}`, 'v'])))], calls: [CHECK, ENDPOINTS] },
  'many-label-selectors': { manifests: (n) => [...times(n, (i) => pod(`p${i}`, { a: `${i % 2}`, b: `${i % 3}`, c: `${i % 5}` })), ...times(n, (i) => service(`s${i}`, { selector: { a: `${i % 2}`, b: `${i % 3}`, c: 'none' } }))], calls: [CHECK, ENDPOINTS] },
  'endpoints-addresses': { manifests: (n) => [...app, service('legacy', {}), { apiVersion: 'v1', kind: 'Endpoints', metadata: meta('legacy'), subsets: times(Math.ceil(n / 100), (s) => ({ addresses: times(100, (i) => ({ ip: `10.${s % 256}.${Math.floor(s / 256)}.${i}` })), ports: [{ port: 80 }] })) }], calls: EVERYTHING },
  'endpoint-slices': { manifests: (n) => [...app, service('legacy', {}), ...times(n, (s) => ({ apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata: { ...meta(`legacy-${s}`), labels: { 'kubernetes.io/service-name': 'legacy' } }, addressType: 'IPv4', ports: [{ port: 80 }], endpoints: [{ addresses: [`10.${s % 256}.0.1`] }] }))], calls: EVERYTHING },
  'external-name-chain': { manifests: (n) => [...app, ...times(n, (i) => service(`x${i}`, { type: 'ExternalName', externalName: `x${(i + 1) % n}.shop.svc.cluster.local` }))], calls: [CHECK, ['resolve', 'x0', '-', '-n', 'shop'], ['trace', 'http://x0/', '-', '--from', 'shop/Deployment/web'], DIFF] },
  'external-ips': { manifests: (n) => [...app, service('ext', { selector: WEB, externalIPs: times(n, (i) => `203.${i % 250}.${Math.floor(i / 250) % 250}.9`) }), ...times(n, (i) => service(`s${i}`, { selector: WEB, clusterIP: `10.${i % 250}.${Math.floor(i / 250)}.9` }))], calls: [CHECK, ['trace', 'http://203.1.1.9/', '-'], ['trace', 'http://10.1.1.9/', '-', '--from', 'shop/Deployment/web'], DIFF] },
  'policies-and-pods': { manifests: (n) => [...app, ...times(n, (i) => pod(`p${i}`, WEB)), ...times(n, (i) => policy(`n${i}`, { podSelector: { matchLabels: WEB }, ingress: [{ from: [{ podSelector: { matchLabels: { a: `${i}` } } }] }] }))], calls: EVERYTHING },
  'policies-of-their-own-pods': { manifests: (n) => [...app, ...times(n, (i) => deployment(`d${i}`, { a: `${i}` })), ...times(n, (i) => service(`s${i}`, { selector: { a: `${i}` } })), ...times(n, (i) => policy(`n${i}`, { podSelector: { matchLabels: { a: `${i}` } }, ingress: [{ from: [{ podSelector: { matchLabels: { a: `${i}` } } }] }] }))], calls: EVERYTHING },
  'policy-expressions': { manifests: (n) => [...app, ...times(n, (i) => deployment(`d${i}`, { a: `${i}` })), ...times(n, (i) => policy(`n${i}`, { podSelector: { matchExpressions: [{ key: 'a', operator: 'NotIn', values: [`${i}`] }] }, ingress: [{ from: [{ namespaceSelector: {}, podSelector: { matchExpressions: [{ key: 'a', operator: 'Exists' }] } }] }] }))], calls: EVERYTHING },
  'policy-peers': { manifests: (n) => [...app, policy('n', { ingress: times(n, (i) => ({ from: [{ ipBlock: { cidr: `10.${i % 250}.${Math.floor(i / 250)}.0/24` } }, { podSelector: { matchLabels: { a: `${i}` } } }], ports: [{ port: 1 + (i % 60000) }] })) }), ...times(n, (i) => pod(`p${i}`, { a: `x${i}` }))], calls: EVERYTHING },
  'policies-of-missing-pods': { manifests: (n) => [...app, ...times(n, (i) => deployment(`d${i}`, { app: `application-${i}` })), ...times(n, (i) => policy(`n${i}`, { podSelector: { matchLabels: { app: `aplication-${i}` } }, ingress: [] }))], calls: [CHECK] },
  'owners-of-owners': { manifests: (n) => times(n, (i) => ({ apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { ...meta(`r${i}`), ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: `r${(i + 1) % n}`, uid: 'u', controller: true }] }, spec: { selector: { matchLabels: WEB }, template: { metadata: { labels: WEB }, spec: { containers: [container] } } } })), calls: [CHECK, ENDPOINTS] },
  'orphans': { manifests: (n) => [...times(n, (i) => pod(`p${i}`, WEB)), ...times(n, (i) => ({ apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: meta(`r${i}`), spec: { replicas: 2, selector: { matchLabels: WEB }, template: { metadata: { labels: WEB }, spec: { containers: [container] } } } }))], calls: [CHECK, ENDPOINTS] },
  'replicas': { manifests: (n) => times(n, (i) => [deployment(`d${i}`, { app: `d${i}` }, 2147483647), service(`d${i}`, { selector: { app: `d${i}` } })]).flat(), calls: [CHECK, ENDPOINTS, ['diff', '-', 'old.yaml']] },
  'stateful-replicas': { manifests: (n) => times(n, (i) => ({ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: meta(`d${i}`), spec: { replicas: 2147483647, serviceName: 'web', selector: { matchLabels: WEB }, template: { metadata: { labels: WEB }, spec: { containers: [container] } } } })), calls: [CHECK, ENDPOINTS] },
  'nodes-and-daemons': { manifests: (n) => [...times(n, (i) => ({ apiVersion: 'v1', kind: 'Node', metadata: { name: `node-${i}` } })), ...times(n, (i) => ({ apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: meta(`d${i}`), spec: { selector: { matchLabels: WEB }, template: { metadata: { labels: WEB }, spec: { containers: [container] } } } })), service('web', { selector: WEB })], calls: [CHECK, ENDPOINTS] },
  'zones': { manifests: (n) => [...times(n, (i) => ({ apiVersion: 'v1', kind: 'Node', metadata: { name: `node-${i}`, labels: { 'topology.kubernetes.io/zone': `z${i}` } }, status: { allocatable: { cpu: '1' } } })), ...times(n, (i) => pod(`p${i}`, WEB, { nodeName: `node-${i}` })), { ...service('web', { selector: WEB }), metadata: { name: 'web', namespace: 'shop', annotations: { 'service.kubernetes.io/topology-mode': 'Auto' } } }], calls: [CHECK, ENDPOINTS] },
  'search-domains': { manifests: (n) => [...app, pod('a', {}, { dnsConfig: { searches: times(n, (i) => `s${i}.example.com`) }, hostAliases: times(n, (i) => ({ ip: '10.0.0.1', hostnames: [`h${i}`] })) })], calls: [CHECK, ['resolve', 'nobody', '-', '--from', 'shop/Pod/a'], ['trace', 'http://nobody/', '-', '--from', 'shop/Pod/a']] },
  'custom-templates': { manifests: (n) => [...app, ...times(n, (i) => ({ apiVersion: 'x.io/v1', kind: 'Maker', metadata: meta(`m${i}`), spec: { list: times(20, () => ({ a: { b: { c: { d: 1 } } } })) } })), ...times(n, (i) => service(`s${i}`, { selector: { a: `${i}` } }))], calls: [CHECK] },
  'suppressions': {
    manifests: (n) => times(n, (i) => service(`s${i}`, { selector: { app: `${i}` } })),
    config: (n) => ({ suppressions: times(n, (i) => ({ rule: '*', object: `Service/shop/s*${i}*x*y*z`, reason: 'x' })) }),
    calls: [CHECK],
  },
  'externals': {
    manifests: (n) => [...times(n, (i) => service(`s${i}`, { selector: { app: `${i}` } })), ...times(n, (i) => ingress(`i${i}`, [rule(`h${i}.example.com`, [['/', `no${i}`]])]))],
    config: (n) => ({ externals: { services: times(n, (i) => ({ namespace: 'shop', name: `e${i}` })), pods: times(n, (i) => ({ namespace: 'shop', labels: { x: `${i}` } })), ingressClasses: times(n, (i) => `c${i}`), secrets: times(n, (i) => ({ namespace: 'shop', name: `x${i}` })) } }),
    calls: [CHECK, DIFF],
  },
  'route-tests': {
    manifests: (n) => [...app, ingress('a', times(n, (i) => rule(`h${i}.example.com`, [['/p1', 'web']])))],
    expectations: (n) => ({ tests: times(n, (i) => ({ request: `http://h${i}.example.com/p1`, expect: { service: 'web', pods: ['x'] } })) }),
    calls: [['test', 'x.test.yaml', '-'], COVERAGE, SUGGEST, [...COVERAGE, '--format', 'json']],
  },
  'many-problems': { manifests: (n) => times(n, () => ({ apiVersion: 'v1', kind: '', metadata: { name: 'x' } })), calls: [CHECK] },
};

export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  ...OF_SERVICES, ...ROUTER_SCENARIOS, ...GATEWAY_SCENARIOS, ...CONTROLLER_SCENARIOS, ...OBJECT_SCENARIOS, ...REPORT_SCENARIOS,
};
