import { deployment, ingress, path, service } from '../scenario';

/** Manifests that leave something open, and requests whose answers depend on it. */
export interface OpenScenario {
  readonly name: string;
  readonly yaml: string;
  /** `URL`, or `URL from KIND/NAME`. */
  readonly requests: readonly string[];
}

const object = (apiVersion: string, kind: string, name: string, spec: string, metadata = ''): string => `
apiVersion: ${apiVersion}
kind: ${kind}
metadata: {name: ${name}, namespace: kiada${metadata}}
${spec}
---`;

const policy = (name: string, spec: string): string => object('networking.k8s.io/v1', 'NetworkPolicy', name, `spec: {${spec}}`);

const HTTP = 'ports: [{name: http, port: 80, targetPort: http}]';
const POD = '{metadata: {labels: {app: job}}, spec: {restartPolicy: Never, containers: [{name: main, image: x, ports: [{name: http, containerPort: 8080}]}]}}';

const annotated = (name: string, host: string, className: string, annotations: string): string => object('networking.k8s.io/v1', 'Ingress', name,
  `spec: {ingressClassName: ${className}, rules: [{host: ${host}, http: {paths: [${path('/', 'Prefix', 'quote')}]}}]}`, `, annotations: {${annotations}}`);

export const SCENARIOS: readonly OpenScenario[] = [
  {
    name: 'entry points of a router',
    yaml: deployment('quote') + service('quote') + ingress({ paths: [path('/', 'Prefix', 'quote')], spec: '  tls: [{hosts: [tls.example.com], secretName: cert}, {hosts: [bare.example.com]}]' })
      + ingress({ name: 'tls', host: 'tls.example.com', paths: [path('/', 'Prefix', 'quote')] }) + ingress({ name: 'bare', host: 'bare.example.com', paths: [path('/', 'Prefix', 'quote')] }),
    requests: [
      'http://api.example.com:8080/', 'https://api.example.com/', 'http://tls.example.com/', 'https://tls.example.com/', 'https://bare.example.com/',
      'http://api.example.com:443/', 'tcp://api.example.com:80', 'http://other.example.com/', 'http://192.0.2.7/', 'http://api.example.com./', 'http://<node>:80/', 'http://10.9.9.9/ from Deployment/quote',
    ],
  },
  {
    name: 'paths that controllers read in several ways',
    yaml: deployment('quote') + service('quote') + deployment('home') + service('home') + ingress({
      paths: [
        path('/impl', 'ImplementationSpecific', 'quote'), path('/v1', 'Prefix', 'quote'), path('/', 'Prefix', 'home'), path('/foo', 'Exact', 'quote'), path('/foo/', 'Prefix', 'home'),
        path('/slash/', 'Prefix', 'quote'), path('/pat.*', 'ImplementationSpecific', 'quote'), path('/twice', 'Prefix', 'quote'), path('/twice', 'Prefix', 'home'),
      ],
    }) + ingress({ name: 'younger', paths: [path('/v1', 'Prefix', 'home'), path('/more', 'Prefix', 'home')] }),
    requests: ['/impl/x', '/implx', '/v1', '/v11', '/foo', '/slash', '/path', '/twice', '//v1', '/a/../v1', '/%7Ev1'].map((text) => `http://api.example.com${text}`),
  },
  {
    name: 'hosts and default backends',
    yaml: deployment('quote') + service('quote') + deployment('home') + service('home')
      + ingress({ host: '"*.example.com"', paths: [path('/wild', 'Prefix', 'quote')] }) + ingress({ name: 'named', host: 'a.example.com', paths: [path('/a', 'Prefix', 'quote')] })
      + object('networking.k8s.io/v1', 'Ingress', 'rest', 'spec: {ingressClassName: nginx, defaultBackend: {service: {name: home, port: {number: 80}}}}')
      + object('networking.k8s.io/v1', 'Ingress', 'second', 'spec: {ingressClassName: nginx, defaultBackend: {service: {name: quote, port: {number: 80}}}, rules: [{host: empty.example.com}]}'),
    requests: ['http://a.example.com/wild', 'http://a.example.com/', 'http://x.y.example.com/', 'http://empty.example.com/x', 'http://none.test/'],
  },
  {
    name: 'classes',
    yaml: deployment('quote') + service('quote')
      + object('networking.k8s.io/v1', 'IngressClass', 'one', 'spec: {controller: k8s.io/ingress-nginx}', ', annotations: {ingressclass.kubernetes.io/is-default-class: "true"}')
      + object('networking.k8s.io/v1', 'IngressClass', 'two', 'spec: {controller: traefik.io/ingress-controller}', ', annotations: {ingressclass.kubernetes.io/is-default-class: "true"}')
      + annotated('first', 'first.example.com', 'tow', 'a: b') + annotated('second', 'second.example.com', 'two', 'a: b').replace('two,', 'two, tls: [{hosts: [second.example.com]}],')
      + object('networking.k8s.io/v1', 'Ingress', 'bare', `spec: {rules: [{host: bare.example.com, http: {paths: [${path('/', 'Prefix', 'quote')}]}}, {http: {paths: [${path('/any', 'Prefix', 'quote')}]}}]}`),
    requests: ['http://first.example.com/', 'https://second.example.com/', 'http://bare.example.com/', 'http://unknown.example.com/any', 'http://<router>/any'],
  },
  { name: 'no class', yaml: deployment('quote') + service('quote') + ingress({ paths: [path('/', 'Prefix', 'quote')] }).replace('  ingressClassName: nginx\n', ''), requests: ['http://api.example.com/'] },
  {
    name: 'annotations',
    yaml: deployment('quote') + service('quote')
      + annotated('nginx', 'nginx.example.com', 'nginx', `nginx.ingress.kubernetes.io/permanent-redirect: "https://example.com/${'long/'.repeat(20)}", nginx.ingress.kubernetes.io/rewrite-target: /x,`
        + ' nginx.ingress.kubernetes.io/app-root: /app, nginx.ingress.kubernetes.io/force-ssl-redirect: "true", nginx.ingress.kubernetes.io/auth-url: "http://auth/v1",'
        + ' nginx.ingress.kubernetes.io/whitelist-source-range: 10.0.0.0/8, nginx.ingress.kubernetes.io/configuration-snippet: "deny all;"')
      + annotated('traefik', 'traefik.example.com', 'traefik', 'traefik.ingress.kubernetes.io/router.middlewares: kiada-auth@kubernetescrd')
      + annotated('alb', 'alb.example.com', 'alb', 'alb.ingress.kubernetes.io/ssl-redirect: "443", alb.ingress.kubernetes.io/auth-type: oidc')
      + annotated('gce', 'gce.example.com', 'gce', 'kubernetes.io/ingress.allow-http: "false", networking.gke.io/v1beta1.FrontendConfig: front')
      + annotated('haproxy', 'haproxy.example.com', 'haproxy', 'haproxy.org/request-redirect: other.example.com, haproxy.org/allow-list: 10.0.0.0/8, haproxy.org/path-rewrite: /y'),
    requests: ['nginx', 'traefik', 'alb', 'gce', 'haproxy'].map((name) => `http://${name}.example.com/`),
  },
  {
    name: 'regular expressions and canaries',
    yaml: deployment('quote') + service('quote') + deployment('home') + service('home')
      + annotated('regex', 'api.example.com', 'nginx', 'nginx.ingress.kubernetes.io/use-regex: "true"').replace('rules:', 'x-unused: 1, rules:').replace('x-unused: 1, ', '')
      + ingress({ name: 'more', paths: [path('/Case', 'Prefix', 'home')] })
      + annotated('canary', 'api.example.com', 'nginx', 'nginx.ingress.kubernetes.io/canary: "true", nginx.ingress.kubernetes.io/canary-weight: "20"').replace('{name: quote,', '{name: home,'),
    requests: ['http://api.example.com/', 'http://api.example.com/case'],
  },
  {
    name: 'backends',
    yaml: deployment('quote') + service('quote') + service('alias', 'type: ExternalName, externalName: quote.kiada.svc.cluster.local') + service('away', 'type: ExternalName, externalName: away.example.org')
      + service('empty', `selector: {app: none}, ${HTTP}`) + service('hash', `selector: {app: quote, pod-template-hash: abc}, ${HTTP}`) + ingress({
      paths: [
        path('/missing', 'Prefix', 'missing'), path('/port', 'Prefix', 'quote', 'number: 8080'), path('/target', 'Prefix', 'quote', 'number: 81'), path('/alias', 'Prefix', 'alias'), path('/away', 'Prefix', 'away'),
        path('/empty', 'Prefix', 'empty'), path('/hash', 'Prefix', 'hash'), path('/action', 'Prefix', 'redirect-action', 'name: use-annotation'),
        '{path: /object, pathType: Prefix, backend: {resource: {apiGroup: k8s.example.com, kind: StorageBucket, name: assets}}}',
      ],
    }),
    requests: [
      ...['/missing', '/port', '/target', '/alias', '/away', '/empty', '/hash', '/action', '/object'].map((text) => `http://api.example.com${text}`),
      'http://hash/ from Deployment/quote', 'http://empty/ from Deployment/quote', 'http://away/ from Deployment/quote', 'http://alias/ from Deployment/quote',
    ],
  },
  {
    name: 'Services',
    yaml: deployment('quote') + service('proxied', `selector: {app: quote}, ${HTTP}`, ', labels: {service.kubernetes.io/service-proxy-name: cilium}')
      + service('local', 'type: NodePort, externalTrafficPolicy: Local, internalTrafficPolicy: Local, selector: {app: quote}, ports: [{port: 80, targetPort: http, nodePort: 30080}]')
      + service('near', `trafficDistribution: PreferSameZone, selector: {app: quote}, ${HTTP}`)
      + service('ranges', `type: LoadBalancer, loadBalancerIP: 192.0.2.9, loadBalancerSourceRanges: [10.0.0.0/8], selector: {app: quote}, ${HTTP}`)
      + service('second', `type: LoadBalancer, externalIPs: [192.0.2.10], selector: {app: quote}, ${HTTP}`)
      + service('third', `type: ClusterIP, externalIPs: [192.0.2.10], selector: {app: quote}, ${HTTP}`)
      + service('dual', `ipFamilies: [IPv6, IPv4], ipFamilyPolicy: RequireDualStack, selector: {app: quote}, ${HTTP}`)
      + service('handmade', HTTP) + service('head', `clusterIP: None, selector: {app: quote}, ${HTTP}`) + service('bare-head', 'clusterIP: None, selector: {app: bare}') + service('empty-head', 'clusterIP: None')
      + deployment('bare', { ports: '' }) + service('other-port', 'selector: {app: quote}, ports: [{port: 80, targetPort: 9999}]')
      + service('dns', `type: LoadBalancer, selector: {app: quote}, ${HTTP}`, ', annotations: {external-dns.alpha.kubernetes.io/hostname: dns.example.com}')
      + service('waiting', `type: NodePort, selector: {app: quote}, ${HTTP}`),
    requests: [
      'http://proxied/ from Deployment/quote', 'http://<node>:30080/', 'http://local/ from Deployment/quote', 'http://near/ from Deployment/quote', 'http://<lb>/', 'http://192.0.2.9/', 'http://192.0.2.10/', 'http://192.0.2.10:30080/',
      'http://dual/ from Deployment/quote', 'http://handmade/ from Deployment/quote', 'http://head:8080/ from Deployment/quote', 'http://head:80/ from Deployment/quote', 'http://bare-head:1234/ from Deployment/quote', 'http://empty-head/ from Deployment/quote',
      'http://other-port/ from Deployment/quote', 'http://dns.example.com/', 'http://<node>:31000/', 'http://nodes.test:30080/',
    ],
  },
  {
    name: 'workloads that may have no pods',
    yaml: deployment('asker') + object('batch/v1', 'Job', 'once', `spec: {template: ${POD}}`) + object('batch/v1', 'CronJob', 'nightly', `spec: {schedule: "0 0 * * *", jobTemplate: {spec: {template: ${POD.replace('app: job', 'app: cron')}}}}`)
      + deployment('scaled') + object('keda.sh/v1alpha1', 'ScaledObject', 'scaled', 'spec: {scaleTargetRef: {name: scaled}, maxReplicaCount: 4}')
      + ['job', 'cron', 'scaled'].map((name) => service(name)).join(''),
    requests: ['http://job/', 'http://cron/', 'http://scaled/'].map((url) => `${url} from Deployment/asker`),
  },
  {
    name: 'names',
    yaml: deployment('quote') + service('quote') + object('v1', 'Pod', 'own', 'spec: {dnsPolicy: None, dnsConfig: {nameservers: [10.96.0.10], searches: [kiada.svc.cluster.local]}, containers: [{name: main, image: x}]}')
      + object('v1', 'Pod', 'stranger', 'spec: {dnsPolicy: None, dnsConfig: {nameservers: [10.1.1.1], searches: [kiada.svc.cluster.local]}, containers: [{name: main, image: x}]}')
      + object('v1', 'Pod', 'host', 'spec: {hostNetwork: true, containers: [{name: main, image: x}]}'),
    requests: [
      'http://quote/ from Pod/own', 'http://quote/ from Pod/stranger', 'http://quote/ from Pod/host', 'http://missing/ from Deployment/quote', 'http://quote.nowhere/ from Deployment/quote', 'http://example.com/ from Deployment/quote',
      'http://kubernetes.default/ from Deployment/quote', 'https://kubernetes.default/ from Deployment/quote', 'tcp://kube-dns.kube-system:53 from Deployment/quote', 'http://10-0-0-1.kiada.pod/ from Deployment/quote', 'http://x.quote/ from Deployment/quote',
    ],
  },
  {
    name: 'policies',
    yaml: deployment('quote') + service('quote') + deployment('asker') + ingress({ paths: [path('/', 'Prefix', 'quote')] }) + deployment('db') + service('db')
      + policy('quote', 'podSelector: {matchLabels: {app: quote}}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: edge}}}], ports: [{port: 8080}]}, {from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]')
      + policy('db', 'podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: nobody}}}]}]')
      + policy('asker', 'podSelector: {matchLabels: {app: asker}}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 192.0.2.0/24}}], ports: [{port: 80}]}, {ports: [{port: 53, protocol: UDP}]}]')
      + object('cilium.io/v2', 'CiliumNetworkPolicy', 'more', 'spec: {endpointSelector: {matchLabels: {app: quote}}}'),
    requests: [
      'http://api.example.com/', 'http://quote/ from Deployment/asker', 'http://db/ from Deployment/quote', 'http://db/ from Deployment/asker', 'http://192.0.2.5/ from Deployment/asker', 'http://198.51.100.5/ from Deployment/asker',
      'http://example.com/ from Deployment/asker',
    ],
  },
  {
    name: 'pods and nodes',
    yaml: object('v1', 'Pod', 'on-host', 'spec: {hostNetwork: true, containers: [{name: main, image: x, ports: [{containerPort: 9100}]}]}') + object('v1', 'Pod', 'with-ip', 'spec: {containers: [{name: main, image: x}]}\nstatus: {podIP: 10.2.0.5}')
      + deployment('quote') + service('one', 'type: NodePort, selector: {app: quote}, ports: [{port: 80, targetPort: http, nodePort: 30080}]') + service('two', 'type: NodePort, selector: {app: quote}, ports: [{port: 80, targetPort: http, nodePort: 30080}]'),
    requests: ['http://<node>:9100/', 'http://10.2.0.5/', 'http://10.2.0.5:8080/ from Deployment/quote', 'http://<node>:30080/'],
  },
];
