import type { JsonObject } from '../../src/kubernetes/resource';

const labels = { app: 'quote', tier: 'web' };

const template: JsonObject = {
  metadata: { labels, annotations: { 'example.com/note': 'x' } },
  spec: {
    subdomain: 'quote',
    dnsPolicy: 'ClusterFirst',
    dnsConfig: { nameservers: ['10.0.0.1'], searches: ['example.com'], options: [{ name: 'ndots', value: '2' }] },
    hostAliases: [{ ip: '10.1.2.3', hostnames: ['db.example.com'] }],
    initContainers: [{ name: 'side', image: 'x', restartPolicy: 'Always', ports: [{ name: 'side', containerPort: 9000 }] }],
    containers: [{
      name: 'main',
      image: 'nginx',
      ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }, { name: 'dns', containerPort: 53, protocol: 'UDP', hostPort: 5353 }],
      readinessProbe: { httpGet: { path: '/ready', port: 'http' }, periodSeconds: 3 },
      livenessProbe: { tcpSocket: { port: 8080 } },
      env: [{ name: 'A', value: 'b' }],
      resources: { requests: { cpu: '100m' } },
    }],
    nodeSelector: { 'kubernetes.io/os': 'linux' },
    tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoSchedule' }],
  },
};

const named = (name: string, more: JsonObject = {}): JsonObject => ({ name, namespace: 'kiada', labels, ...more });

const workload = (apiVersion: string, kind: string, name: string, more: JsonObject = {}): JsonObject =>
  ({ apiVersion, kind, metadata: named(name), spec: { replicas: 2, selector: { matchLabels: { app: 'quote' } }, template, ...more } });

const path = (text: string, pathType: string, port: JsonObject = { number: 80 }): JsonObject =>
  ({ path: text, pathType, backend: { service: { name: 'quote', port } } });

const peers: JsonObject[] = [
  { podSelector: { matchLabels: { app: 'quote' } }, namespaceSelector: { matchExpressions: [{ key: 'team', operator: 'In', values: ['a', 'b'] }] } },
  { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } },
];

/** Valid objects of every kind that is read. */
export const SEEDS: readonly JsonObject[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kiada', labels: { team: 'a' } } },
  {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'node-1', labels: { 'topology.kubernetes.io/zone': 'a', 'kubernetes.io/os': 'linux' } },
    spec: { podCIDR: '10.2.0.0/24', taints: [{ key: 'a', value: 'b', effect: 'NoSchedule' }] },
    status: { addresses: [{ type: 'InternalIP', address: '192.168.1.4' }], allocatable: { cpu: '4' }, conditions: [{ type: 'Ready', status: 'True' }] },
  },
  workload('apps/v1', 'Deployment', 'quote'),
  workload('apps/v1', 'ReplicaSet', 'quote-rs'),
  { apiVersion: 'v1', kind: 'ReplicationController', metadata: named('quote-rc'), spec: { replicas: 1, selector: labels, template } },
  workload('apps/v1', 'StatefulSet', 'quiz', { serviceName: 'quote-headless', ordinals: { start: 1 }, podManagementPolicy: 'OrderedReady' }),
  workload('apps/v1', 'DaemonSet', 'agent'),
  { apiVersion: 'batch/v1', kind: 'Job', metadata: named('once'), spec: { completions: 2, parallelism: 2, completionMode: 'Indexed', template } },
  { apiVersion: 'batch/v1', kind: 'CronJob', metadata: named('nightly'), spec: { schedule: '0 0 * * *', jobTemplate: { spec: { template } } } },
  workload('argoproj.io/v1alpha1', 'Rollout', 'canary', { strategy: { canary: { stableService: 'quote', canaryService: 'quote-lb' } } }),
  { apiVersion: 'ray.io/v1', kind: 'RayCluster', metadata: named('ray'), spec: { workerGroupSpecs: [{ replicas: 2, template }] } },
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: named('quote-001', { ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'quote-rs', uid: 'u', controller: true }], creationTimestamp: '2024-01-01T00:00:00Z' }),
    spec: { ...template.spec as JsonObject, nodeName: 'node-1', hostname: 'quote-001' },
    status: { phase: 'Running', podIP: '10.2.0.7', podIPs: [{ ip: '10.2.0.7' }, { ip: 'fd00::7' }], conditions: [{ type: 'Ready', status: 'True' }] },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: named('quote', { annotations: { 'service.kubernetes.io/topology-mode': 'Auto' } }),
    spec: {
      type: 'NodePort',
      selector: { app: 'quote' },
      clusterIP: '10.96.0.20',
      clusterIPs: ['10.96.0.20', 'fd00::20'],
      ipFamilies: ['IPv4', 'IPv6'],
      ipFamilyPolicy: 'PreferDualStack',
      externalIPs: ['203.0.113.9'],
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 10 } },
      trafficDistribution: 'PreferClose',
      ports: [{ name: 'http', port: 80, targetPort: 'http', nodePort: 30080, appProtocol: 'http' }, { name: 'dns', port: 53, protocol: 'UDP', targetPort: 53 }],
    },
  },
  { apiVersion: 'v1', kind: 'Service', metadata: named('quote-headless'), spec: { clusterIP: 'None', selector: { app: 'quote' }, publishNotReadyAddresses: true, ports: [{ port: 80, targetPort: 8080 }] } },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: named('quote-lb'),
    spec: { type: 'LoadBalancer', selector: { app: 'quote' }, externalTrafficPolicy: 'Local', healthCheckNodePort: 32000, loadBalancerSourceRanges: ['10.0.0.0/8'], ports: [{ port: 443, targetPort: 8080 }] },
    status: { loadBalancer: { ingress: [{ ip: '198.51.100.7' }, { hostname: 'lb.example.com' }] } },
  },
  { apiVersion: 'v1', kind: 'Service', metadata: named('alias'), spec: { type: 'ExternalName', externalName: 'other.kiada.svc.cluster.local', ports: [{ port: 80 }] } },
  { apiVersion: 'v1', kind: 'Service', metadata: named('other'), spec: { type: 'ExternalName', externalName: 'alias.kiada.svc.cluster.local' } },
  { apiVersion: 'v1', kind: 'Service', metadata: named('legacy'), spec: { ports: [{ name: 'http', port: 80 }] } },
  {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: named('legacy'),
    subsets: [{ addresses: [{ ip: '192.0.2.10', hostname: 'one', targetRef: { kind: 'Pod', namespace: 'kiada', name: 'quote-001' } }], notReadyAddresses: [{ ip: '192.0.2.11' }], ports: [{ name: 'http', port: 8080 }] }],
  },
  {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { ...named('legacy-abc'), labels: { 'kubernetes.io/service-name': 'legacy' } },
    addressType: 'IPv4',
    ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
    endpoints: [{ addresses: ['192.0.2.12'], conditions: { ready: true, serving: true, terminating: false }, hostname: 'two', nodeName: 'node-1', zone: 'a', hints: { forZones: [{ name: 'a' }] } }],
  },
  { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name: 'nginx', annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' } }, spec: { controller: 'k8s.io/ingress-nginx' } },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: named('public', { annotations: { 'nginx.ingress.kubernetes.io/rewrite-target': '/$1', 'nginx.ingress.kubernetes.io/use-regex': 'true' } }),
    spec: {
      ingressClassName: 'nginx',
      defaultBackend: { service: { name: 'quote', port: { number: 80 } } },
      tls: [{ hosts: ['api.example.com'], secretName: 'cert' }],
      rules: [
        { host: 'api.example.com', http: { paths: [path('/quote', 'Exact'), path('/quote', 'Prefix', { name: 'http' }), path('/(.*)+$', 'ImplementationSpecific')] } },
        { host: '*.example.com', http: { paths: [path('/', 'Prefix'), { path: '/static', pathType: 'Prefix', backend: { resource: { apiGroup: 'k8s.example.com', kind: 'Bucket', name: 'b' } } }] } },
        { http: { paths: [path('/', 'Prefix')] } },
      ],
    },
    status: { loadBalancer: { ingress: [{ ip: '198.51.100.8' }] } },
  },
  // what migrate makes other kinds of routes of
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: named('passed', { annotations: { 'nginx.ingress.kubernetes.io/ssl-passthrough': 'true', 'nginx.ingress.kubernetes.io/enable-cors': 'true' } }),
    spec: { ingressClassName: 'nginx', rules: [{ host: 'tls.example.com', http: { paths: [path('/', 'Prefix'), path('/quote', 'Exact')] } }] },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: named('calls', { annotations: { 'nginx.ingress.kubernetes.io/backend-protocol': 'GRPC' } }),
    spec: { ingressClassName: 'nginx', rules: [{ host: 'grpc.example.com', http: { paths: [path('/shop.Cart', 'Prefix'), path('/shop.Orders/Place', 'Exact')] } }] },
  },
  { apiVersion: 'v1', kind: 'Secret', metadata: named('cert'), type: 'kubernetes.io/tls', data: { 'tls.crt': 'eA==', 'tls.key': 'eA==' } },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: named('guard'),
    spec: {
      podSelector: { matchLabels: { app: 'quote' } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: peers, ports: [{ protocol: 'TCP', port: 'http' }, { port: 8000, endPort: 8100 }] }],
      egress: [{ to: peers, ports: [{ protocol: 'UDP', port: 53 }] }],
    },
  },
  { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: named('cilium'), spec: { endpointSelector: { matchLabels: { app: 'quote' } }, ingress: [{}] } },
  {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: named('quote'),
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'quote' }, minReplicas: 2, maxReplicas: 5 },
  },
  { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', metadata: named('keda'), spec: { scaleTargetRef: { name: 'quote' }, minReplicaCount: 0 } },
  {
    apiVersion: 'v1',
    kind: 'ServiceList',
    items: [{ metadata: named('listed'), spec: { selector: { app: 'quote' }, ports: [{ port: 80 }] } }],
  },
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: named('route'),
    spec: { parentRefs: [{ name: 'gw' }], hostnames: ['api.example.com'], rules: [{ backendRefs: [{ name: 'quote', port: 80 }] }] },
  },
];

/** A config that uses every field. */
export const CONFIG_SEED: JsonObject = {
  namespace: 'kiada',
  controller: 'spec',
  kubernetesVersion: '1.31',
  clusterDomain: 'cluster.local',
  rules: { 'service-selects-nothing': 'warning', 'route-shadowed': 'off' },
  suppressions: [{ rule: '*', object: 'Service/kiada/quo*', reason: 'known' }],
  externals: {
    services: [{ namespace: 'kiada', name: 'db', ports: [5432] }],
    pods: [{ namespace: 'kiada', labels: { app: 'made' }, ports: [{ name: 'http', containerPort: 80, protocol: 'TCP' }] }],
    ingressClasses: ['public'],
    secrets: [{ namespace: 'kiada', name: 'cert' }],
  },
};

/** Route tests that use every field. */
export const EXPECTATIONS_SEED: JsonObject = {
  tests: [
    { name: 'quotes', request: 'GET http://api.example.com/quote', expect: { service: 'quote', port: 80 } },
    { request: { url: 'https://api.example.com/x', headers: { 'X-A': 'b' }, method: 'POST' }, expect: { status: 404, outcome: 'answered', reason: 'no-matching-rule' } },
    { request: { url: 'http://quote.kiada', from: 'kiada/Deployment/quote' }, expect: { workload: 'Deployment/quote', containerPort: 80, pods: ['quote~0'] } },
    { requests: ['http://a.example.com/', 'http://b.example.com/'], expect: { not: { service: 'quiz' } } },
    { request: 'http://api.example.com', paths: ['/quote', '/'], expect: { redirect: 'https://api.example.com/', rewrittenPath: '/', addresses: ['10.0.0.1'] } },
  ],
};
