import { app, deployment, diffOf, ingress, lines, outcomes, service } from './simulations';

const ROUTES = ['a.example.com Prefix / home', 'a.example.com Prefix /quote quote'];
const APPS = app('home') + app('quote');
const OLD = APPS + ingress('web', ROUTES);

test('equal versions have no changes', () => {
  expect(diffOf(OLD, OLD)).toMatchObject({ changes: [], differing: 0 });
});

describe('at routers', () => {
  test('a backend that becomes another is moved, with everything under its path in one line', () => {
    const diff = diffOf(OLD + app('other'), APPS + app('other') + ingress('web', [ROUTES[0], 'a.example.com Prefix /quote other']));
    expect(lines(diff)).toEqual(['moved a.example.com: /quote and everything under it']);
    expect(outcomes(diff)).toEqual([
      'moved: Service shop/quote port 80 → Deployment shop/quote port 8080 => Service shop/other port 80 → Deployment shop/other port 8080',
    ]);
    expect(diff.changes[0].request).toEqual({ method: 'GET', url: 'http://a.example.com/quote', from: null });
  });

  test('a path that falls to the one above it is moved, and lost where nothing is above', () => {
    expect(lines(diffOf(OLD, APPS + ingress('web', [ROUTES[0]])))).toEqual(['moved a.example.com: /quote and everything under it']);
    const diff = diffOf(OLD, APPS + ingress('web', [ROUTES[1]]));
    expect(lines(diff)).toEqual(['lost a.example.com: every path, except /quote and everything under it']);
  });

  test('a host that goes away is lost, whether or not a router is left', () => {
    const lost = ['lost a.example.com: every path, except /quote and everything under it', 'lost a.example.com: /quote and everything under it'];
    expect(lines(diffOf(OLD, APPS))).toEqual(lost);
    expect(lines(diffOf(OLD, APPS + ingress('web', ['b.example.com Prefix / home'])))).toEqual([...lost, 'new b.example.com: every path']);
  });

  test('of many objects on one host a change tells those that it is about', () => {
    const of = (target: string): string => APPS + Array.from({ length: 60 }, (_, i) => ingress(`web-${i}`, [`a.example.com Prefix /p${i} ${i === 7 ? target : 'home'}`])).join('');
    expect(lines(diffOf(of('home'), of('quote')))).toEqual(['moved a.example.com: /p7 and everything under it']);
    expect(lines(diffOf(of('home'), of('gone')))).toEqual(['lost a.example.com: /p7 and everything under it']);
  });

  test('each of many load balancers for one host is asked what its own rules tell apart', () => {
    const of = (target: string): string => APPS + Array.from({ length: 20 }, (_, i) => ingress(`web-${i}`, [`a.example.com Prefix /p${i} ${i === 7 ? target : 'home'}`], '', 'alb')
      .replace('namespace: shop', 'namespace: shop, annotations: { alb.ingress.kubernetes.io/target-type: ip }')).join('');
    const diff = diffOf(of('home'), of('quote'));
    expect(lines(diff)).toEqual(['moved a.example.com at Ingress shop/web-7: /p7 and everything under it (http only)']);
    expect(diff.asked).toBeLessThan(200);
  });

  test('hosts with the same change stand in one line', () => {
    const hosts = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `${name}.example.com`);
    const of = (target: string): string => APPS + ingress('web', hosts.map((host) => `${host} Prefix / ${target}`));
    expect(lines(diffOf(of('home'), of('quote')))).toEqual([
      'moved a.example.com, b.example.com, c.example.com, d.example.com and 2 more hosts: every path',
    ]);
  });

  test('a wildcard host and hosts that no rule names', () => {
    const of = (target: string): string => APPS + ingress('web', [`*.example.com Prefix / ${target}`, `* Prefix / ${target}`, 'a.example.com Prefix / home']);
    expect(lines(diffOf(of('home'), of('quote')))).toEqual(['moved other hosts of *.example.com, hosts that no rule names: every path']);
  });

  test('Prefix that becomes Exact loses what is under it', () => {
    const of = (type: string): string => APPS + ingress('web', [`a.example.com ${type} /quote quote`]);
    expect(lines(diffOf(of('Prefix'), of('Exact')))).toEqual(['lost a.example.com: everything under /quote']);
  });

  test('the class and the name of an Ingress are no part of a request', () => {
    expect(diffOf(OLD, APPS + ingress('other', ROUTES, '', 'public')).changes).toEqual([]);
  });

  test('a host that two classes serve is compared at each of them', () => {
    const of = (target: string): string => OLD + ingress('internal', [`a.example.com Prefix / ${target}`], '', 'internal');
    expect(lines(diffOf(of('home'), of('quote')))).toEqual(['moved a.example.com at ingress class internal: every path']);
  });

  test('another failure is a change of status', () => {
    const of = (target: string): string => APPS + ingress('web', [`a.example.com Prefix / ${target}`]) + service('empty', 'selector: { app: none }, ports: [{ port: 80 }]');
    expect(lines(diffOf(of('missing'), of('empty')))).toEqual(['status a.example.com: every path']);
  });

  test('another Secret is a change of the certificate, besides all other changes', () => {
    const of = (secret: string, target: string): string => APPS
      + ingress('web', [ROUTES[0], `a.example.com Prefix /quote ${target}`], `tls: [{ hosts: [a.example.com], secretName: ${secret} }]`);
    const diff = diffOf(of('one', 'quote'), of('two', 'home'));
    expect(lines(diff)).toEqual(['moved a.example.com: /quote and everything under it', 'certificate a.example.com: every path (https only)']);
    expect(diff.changes[1]).toMatchObject({ before: { certificate: 'shop/one' }, after: { certificate: 'shop/two' } });
  });

  test('a certificate that is no longer given makes https uncertain too', () => {
    const diff = diffOf(APPS + ingress('web', ROUTES, 'tls: [{ hosts: [a.example.com], secretName: one }]'), OLD);
    expect(lines(diff)).toContain('certificate a.example.com: every path (https only)');
    expect(lines(diff)).toContain('uncertain a.example.com: every path, except /quote and everything under it (https only)');
  });

  test('a second Ingress with the same path makes the answer depend on their age', () => {
    const diff = diffOf(OLD, OLD + ingress('z', ['a.example.com Prefix /quote home']));
    const [change] = diff.changes.filter(({ newQuestions }) => newQuestions.some(({ code }) => code === 'same-path-unknown'));
    expect(change.kind).toBe('uncertain');
    expect(lines({ ...diff, changes: [change] })).toEqual(['uncertain a.example.com: /quote and everything under it']);
  });
});

describe('renames', () => {
  const RENAMED = deployment('quote') + service('quote-v2', 'selector: { app: quote }, ports: [{ port: 80, targetPort: http }]');

  test('a Service that is renamed with its Ingress leads to the same pods, and its old name is lost to pods', () => {
    const diff = diffOf(OLD, app('home') + RENAMED + ingress('web', [ROUTES[0], 'a.example.com Prefix /quote quote-v2']));
    expect(lines(diff)).toEqual([
      'lost quote.shop.svc port 80 from pods', 'new quote-v2.shop.svc port 80 from pods', 'renamed a.example.com: /quote and everything under it',
    ]);
    expect(diff.changes[0].insteadNow?.url).toBe('http://quote-v2.shop.svc/');
  });

  test('an alias that stays behind keeps the old name', () => {
    const alias = service('quote', 'type: ExternalName, externalName: quote-v2.shop.svc.cluster.local');
    const diff = diffOf(OLD, app('home') + RENAMED + alias + ingress('web', [ROUTES[0], 'a.example.com Prefix /quote quote-v2']));
    expect(diff.changes.filter(({ kind }) => kind === 'lost')).toEqual([]);
    expect(lines(diff)).toContain('renamed quote.shop.svc port 80 from pods');
  });
});

describe('inside', () => {
  test('another target port moves requests', () => {
    const pods = deployment('quote').replace('containerPort: 8080 }', 'containerPort: 8080 }, { name: admin, containerPort: 9090 }');
    const diff = diffOf(pods + service('quote'), pods + service('quote', 'selector: { app: quote }, ports: [{ port: 80, targetPort: admin }]'));
    expect(lines(diff)).toEqual(['moved quote.shop.svc port 80 from pods']);
  });

  test('a port that is gone is lost, one that is added is new', () => {
    const of = (port: number): string => deployment('quote') + service('quote', `selector: { app: quote }, ports: [{ port: ${port}, targetPort: http }]`);
    expect(lines(diffOf(of(80), of(8000)))).toEqual(['lost quote.shop.svc port 80 from pods', 'new quote.shop.svc port 8000 from pods']);
  });

  test('replicas are no change, of a Deployment and of a StatefulSet', () => {
    const set = (replicas: number): string => deployment('quiz', replicas, 'StatefulSet') + service('quiz', 'clusterIP: None, selector: { app: quiz }, ports: [{ port: 8080 }]');
    expect(diffOf(deployment('quote', 2) + service('quote'), deployment('quote', 5) + service('quote')).changes).toEqual([]);
    expect(diffOf(set(2), set(3)).changes).toEqual([]);
    expect(diffOf(set(3), set(1)).changes).toEqual([]);
  });

  test('a workload without replicas is lost', () => {
    expect(lines(diffOf(deployment('quote', 2) + service('quote'), deployment('quote', 0) + service('quote')))).toEqual(['lost quote.shop.svc port 80 from pods']);
  });

  test('names of the pods of a StatefulSet are lost with their Service', () => {
    const set = (name: string): string => deployment('quiz', 3, 'StatefulSet').replace('serviceName: quiz', `serviceName: ${name}`)
      + service(name, 'clusterIP: None, selector: { app: quiz }, ports: [{ port: 8080 }]');
    expect(lines(diffOf(set('quiz'), set('quiz-pods')))).toEqual([
      'lost quiz.shop.svc port 8080 from pods', 'lost quiz-0.quiz.shop.svc port 8080 from pods',
      'new quiz-pods.shop.svc port 8080 from pods', 'new quiz-0.quiz-pods.shop.svc port 8080 from pods',
    ]);
  });

  test('another external name is moved, at every port', () => {
    const of = (name: string): string => service('db', `type: ExternalName, externalName: ${name}`);
    const diff = diffOf(of('one.example.com'), of('two.example.com'));
    expect(lines(diff)).toEqual(['moved db.shop.svc any port from pods']);
    expect(outcomes(diff)[0]).toMatch(/to one\.example\.com port 443 => .* to two\.example\.com port 443$/);
  });

  test('endpoints that are written by hand move with their addresses', () => {
    const of = (address: string): string => `${service('db', 'ports: [{ port: 5432 }]')}---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: db-1, namespace: shop, labels: { kubernetes.io/service-name: db } }
addressType: IPv4
ports: [{ port: 5432 }]
endpoints: [{ addresses: [${address}] }]
`;
    expect(lines(diffOf(of('192.0.2.1'), of('192.0.2.2')))).toEqual(['moved db.shop.svc port 5432 from pods']);
  });
});

describe('past the routers', () => {
  const nodePort = (port: string): string => deployment('quote') + service('quote', `type: NodePort, selector: { app: quote }, ports: [{ port: 80, targetPort: http${port} }]`);

  test('another node port is lost and new', () => {
    expect(lines(diffOf(nodePort(', nodePort: 30080'), nodePort(', nodePort: 30081')))).toEqual(['lost any node port 30080', 'new any node port 30081']);
  });

  test('a node port that is no longer written stays as the server has it', () => {
    expect(diffOf(nodePort(', nodePort: 30080'), nodePort('')).changes).toEqual([]);
    expect(diffOf(nodePort(''), nodePort(', nodePort: 30080')).changes).toEqual([]);
  });

  test('a load balancer that becomes a cluster IP is lost from outside', () => {
    const of = (type: string): string => deployment('quote') + service('quote', `type: ${type}, selector: { app: quote }, ports: [{ port: 80, targetPort: http }]`);
    expect(lines(diffOf(of('LoadBalancer'), of('ClusterIP')))).toEqual(['lost the load balancer of Service shop/quote port 80']);
  });

  test('addresses that only a status gives are no change', () => {
    const of = (status: string): string => deployment('quote') + service('quote', 'type: LoadBalancer, selector: { app: quote }, ports: [{ port: 80, targetPort: http }]') + status;
    expect(diffOf(of('status: { loadBalancer: { ingress: [{ ip: 192.0.2.7 }] } }\n'), of('')).changes).toEqual([]);
  });

  test('an external IP that is gone is lost', () => {
    const of = (ips: string): string => deployment('quote') + service('quote', `selector: { app: quote }, externalIPs: [${ips}], ports: [{ port: 80, targetPort: http }]`);
    expect(lines(diffOf(of('192.0.2.7'), of('')))).toEqual(['lost 192.0.2.7 port 80']);
  });

  test('a name for external-dns that is gone is lost', () => {
    const of = (annotation: string): string => deployment('quote')
      + service('quote', 'type: LoadBalancer, selector: { app: quote }, ports: [{ port: 80, targetPort: http }]', annotation);
    expect(lines(diffOf(of(', annotations: { external-dns.alpha.kubernetes.io/hostname: quote.example.com }'), of('')))).toEqual(['lost quote.example.com port 80']);
  });

  test('a policy that keeps connections on their node makes them uncertain', () => {
    const of = (more: string): string => deployment('quote') + service('quote', `type: NodePort, selector: { app: quote }${more}, ports: [{ port: 80, targetPort: http, nodePort: 30080 }]`);
    expect(lines(diffOf(of(''), of(', externalTrafficPolicy: Local')))).toEqual(['uncertain any node port 30080']);
  });
});

describe('NetworkPolicies', () => {
  const THREE = app('front') + app('back') + app('other');

  /** Lets only pods of these apps connect to those of `back`. */
  function policy(...from: readonly string[]): string {
    const peers = from.map((name) => `{ podSelector: { matchLabels: { app: ${name} } } }`);
    return `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: back, namespace: shop }
spec: { podSelector: { matchLabels: { app: back } }, policyTypes: [Ingress], ingress: [{ from: [${peers.join(', ')}] }] }
`;
  }

  test('who no longer reaches a Service is said by workload', () => {
    expect(lines(diffOf(THREE + policy('front', 'other'), THREE + policy('front')))).toEqual(['lost back.shop.svc port 80 from Deployment shop/other']);
  });

  test('who reaches it now, and did not before', () => {
    const diff = diffOf(THREE + policy('front'), THREE + policy('front', 'other'));
    expect(lines(diff)).toEqual(['new back.shop.svc port 80 from Deployment shop/other']);
    expect(diff.changes[0].request.from).toBe('shop/Deployment/other');
  });

  test('a first policy leaves it open for other pods, and is told of those that it shuts out', () => {
    expect(lines(diffOf(THREE, THREE + policy('front')))).toEqual(expect.arrayContaining([
      'lost back.shop.svc port 80 from Deployment shop/other', expect.stringMatching(/^uncertain back\.shop\.svc port 80 from pods/),
    ]));
  });

  test('workloads that no policy tells apart stand together, and another name of a policy is no change', () => {
    const before = THREE + app('more') + policy('front', 'other', 'more');
    expect(lines(diffOf(before.replace('name: back, namespace: shop }\nspec: { podS', 'name: renamed, namespace: shop }\nspec: { podS'), before))).toEqual([]);
  });

  test('a workload whose labels change loses what they opened', () => {
    const relabelled = (THREE + policy('front')).replace(/labels: { app: front } }\n    spec/, 'labels: { app: front, tier: web } }\n    spec');
    const byTier = policy('front').replace('matchLabels: { app: front }', 'matchLabels: { tier: web }');
    expect(lines(diffOf(relabelled.replace(policy('front'), byTier), THREE + byTier))).toContain('lost back.shop.svc port 80 from Deployment shop/front');
  });
});

describe('at routers of known controllers', () => {
  const nginx = (rules: readonly string[], more = ''): string => ingress('web', rules, more).replace('ingressClassName: web', 'ingressClassName: nginx');
  const annotated = (yaml: string, annotation: string): string => yaml.replace('metadata: { name: web,', `metadata: { annotations: { ${annotation} }, name: web,`);

  test('a rewrite that is new is told, with the path that the pods get', () => {
    const before = nginx(['a.example.com ImplementationSpecific /one one']);
    const after = annotated(before, '"nginx.ingress.kubernetes.io/rewrite-target": /');
    expect(diffOf(app('one') + before, app('one') + after).changes.map(({ kind }) => kind)).toContain('rewritten');
  });

  test('http that is redirected now is answered otherwise', () => {
    const before = nginx(['a.example.com Prefix / one']);
    const after = nginx(['a.example.com Prefix / one'], 'tls: [{ hosts: [a.example.com], secretName: s }]');
    const kinds = diffOf(app('one') + before, app('one') + after).changes.map(({ kind, request }) => `${kind} ${request.url}`);
    expect(kinds).toContain('status http://a.example.com/');
  });

  test('a pattern that the engine refuses is told as left out', () => {
    const before = annotated(nginx(['a.example.com ImplementationSpecific /(a)\\\\1 one']), '"nginx.ingress.kubernetes.io/use-regex": "true"');
    const { changes, leftOut } = diffOf(app('one') + before, app('one') + before);
    expect(changes).toEqual([]);
    expect(leftOut).toHaveLength(1);
  });

  test('paths are told apart by what a pattern looks ahead for', () => {
    const looking = (ahead: string): string =>
      annotated(nginx([`a.example.com ImplementationSpecific /(?!${ahead}) one`]), '"nginx.ingress.kubernetes.io/use-regex": "true"');
    const { changes, leftOut } = diffOf(app('one') + looking('x'), app('one') + looking('y'));
    expect(leftOut).toEqual([]);
    expect(changes.map(({ kind, request }) => `${kind} ${request.url}`)).toEqual(['lost http://a.example.com/y', 'new http://a.example.com/x']);
  });

  test('WebSocket connections that Contour no longer takes are lost', () => {
    const contour = ingress('web', ['a.example.com Prefix / one']).replace('ingressClassName: web', 'ingressClassName: contour');
    const { changes } = diffOf(app('one') + annotated(contour, '"projectcontour.io/websocket-routes": /'), app('one') + contour);
    expect(changes).toMatchObject([{ kind: 'lost', request: { headers: ['upgrade: websocket'] } }]);
  });

  test('a redirect with another status for other methods than GET is asked by them', () => {
    const middleware = (permanent: boolean): string => `---
apiVersion: traefik.io/v1alpha1
kind: Middleware
metadata: { name: tls, namespace: shop }
spec: { redirectScheme: { scheme: https, permanent: ${permanent} } }
`;
    const traefik = annotated(ingress('web', ['a.example.com Prefix / one']).replace('ingressClassName: web', 'ingressClassName: traefik'),
      '"traefik.ingress.kubernetes.io/router.middlewares": shop-tls@kubernetescrd');
    const { changes } = diffOf(app('one') + traefik + middleware(false), app('one') + traefik + middleware(true));
    expect(changes).toMatchObject([{ kind: 'status' }]);
  });
});

test('one host whose TLS handshakes are refused does not decide for others with the same rule', () => {
  const version = (target: string): string => app('one') + app('two') + ingress('web', [`*.t Prefix / ${target}`], 'tls: [{ hosts: ["*.t"], secretName: s }]', 'nginx-inc');
  expect(lines(diffOf(version('one'), version('two')))).toEqual(['moved other hosts of *.t, other hosts of **.t: every path (https only)']);
});
