import { causeFault, type Cause } from './causes';
import { classFault, gceClass, type GceClass } from './class';
import { FACTS } from './facts';
import { frontendOf, type Frontend } from './frontend';
import { notBuilt, pathNormalisation, STATUS_WITHOUT_BACKENDS } from './questions';
import { PRECEDENCE, urlMapOf } from './url-map';
import type { Ingress } from '../../../kubernetes/ingress';
import type { OpenQuestion } from '../../../kubernetes/open-question';
import type { Fault, Listener, Route, Router, VirtualHost } from '../../model';
import type { Dialect, DialectInputs } from '../dialect';
import { hostMatcher } from '../host-matcher';
import { matchingPathsAsSent } from '../path-as-sent';
import { routerIdentity } from '../router-identity';
import { defaultBackendSource, hostSource, ingressSource } from '../sources';
import { UNBUILT_ANSWERS, servesNothing, unbuiltListeners } from '../unbuilt';
import { unsimulatedAnnotations } from '../unsimulated-annotations';

export const GCE: Dialect = { ...FACTS, compile };

function compile(ingresses: readonly Ingress[], inputs: DialectInputs): readonly Router[] {
  const faults: Fault[] = [];
  const routers: Router[] = [];
  for (const ingress of ingresses) {
    const kind = gceClass(ingress);
    if (kind === null) faults.push(classFault(ingress));
    else routers.push(routerOf(ingress, kind, inputs));
  }
  if (routers.length === 0) return [servesNothing(routerIdentity('gce', ingresses, inputs), faults)];
  return [{ ...routers[0], faults: [...routers[0].faults, ...faults] }, ...routers.slice(1)];
}

function routerOf(ingress: Ingress, kind: GceClass, inputs: DialectInputs): Router {
  const name = `${ingress.namespace}/${ingress.name}`;
  const frontend = frontendOf(ingress, kind, inputs);
  const urlMap = urlMapOf(ingress, kind, inputs);
  const causes = [...frontend.causes, ...urlMap.causes];
  const router = {
    id: { kind: 'Ingress', controller: 'gce', className: inputs.className, name },
    name: `Ingress ${name}`,
    resources: [ingress.resource],
    hostSteps: ['lower-case', 'strip-port'],
    pathSteps: [],
    ties: 'unordered',
    precedence: PRECEDENCE,
    faults: [...causes.map((each) => causeFault(each)), ...frontend.faults, ...urlMap.faults],
  } as const;
  if (causes.length > 0) return { ...router, listeners: unbuilt(ingress, frontend, causes), answers: UNBUILT_ANSWERS, open: [] };
  const listeners = listenersOf(ingress, frontend, urlMap.hosts);
  return matchingPathsAsSent({
    ...router,
    listeners,
    answers: {
      'no-route': { status: 404 },
      'no-service': { status: 502 },
      'no-port': { status: 502 },
      'no-endpoints': { status: 502, open: STATUS_WITHOUT_BACKENDS },
      'http-on-tls-port': { status: null },
    },
    open: [...frontend.open, ...urlMap.open, ...unsimulated(ingress)],
  }, pathNormalisation);
}

function listenersOf(ingress: Ingress, frontend: Frontend, hosts: readonly VirtualHost[]): readonly Listener[] {
  const { http, https, certificates, redirect, openOfHttp, openOfHttps } = frontend;
  const common = { host: { kind: 'any' as const }, source: ingressSource(ingress) };
  const plain: Listener = {
    ...common,
    name: 'http',
    port: 80,
    protocol: 'HTTP',
    tls: 'none',
    certificates: [],
    hosts: redirect === null ? hosts : [redirecting(redirect)],
    ...openIn(openOfHttp),
  };
  const secure: Listener = { ...common, name: 'https', port: 443, protocol: 'HTTPS', tls: 'terminate', certificates, hosts, ...openIn(openOfHttps) };
  return [...http ? [plain] : [], ...https ? [secure] : []];
}

function openIn(open: readonly OpenQuestion[]): Pick<Listener, 'open'> {
  return open.length === 0 ? {} : { open };
}

/** Every host and path of the http frontend, those without rules as well. */
function redirecting({ status, source }: NonNullable<Frontend['redirect']>): VirtualHost {
  const location = ['https://', { of: 'raw-host' }, { of: 'raw-path' }, { of: 'query' }] as const;
  const route: Route = { source, covers: [], label: 'redirectToHttps', conditions: {}, filters: [], action: { kind: 'redirect', status, location, source }, rank: [0, 0], open: [] };
  return { host: { kind: 'any' }, routes: [route], onMiss: 'stop', sources: [] };
}

function unbuilt(ingress: Ingress, { http, https }: Frontend, [{ reason }]: readonly Cause[]): readonly Listener[] {
  const source = ingressSource(ingress);
  const hosts = [
    ...ingress.rules.map((rule) => ({ host: hostMatcher(rule.host, 'many'), source: hostSource(ingress, rule) })),
    ...ingress.defaultBackend === null ? [] : [{ host: { kind: 'any' } as const, source: defaultBackendSource(ingress) }],
  ];
  const ports = [...http || !https ? [{ port: 80, protocol: 'HTTP' } as const] : [], ...https ? [{ port: 443, protocol: 'HTTPS' } as const] : []];
  return unbuiltListeners(ports, hosts, source, notBuilt(reason, source));
}

/** Read here, or without effect on where a request goes and what it is answered. */
const SETTLED: ReadonlySet<string> = new Set([
  'v1beta1.FrontendConfig', 'managed-certificates', 'pre-shared-cert', 'class', 'allow-http', 'global-static-ip-name', 'regional-static-ip-name',
]);

function unsimulated({ resource, annotations }: Ingress): readonly OpenQuestion[] {
  return unsimulatedAnnotations(resource, annotations, { prefixes: FACTS.annotationPrefixes, settled: SETTLED, title: 'GKE' });
}
