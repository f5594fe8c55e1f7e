import { FACTS } from './facts';
import { contourRoutes, type ContourRoute } from './routes';
import { secureHosts, type SecureHost } from './secure-hosts';
import { envoyHost, PRECEDENCE, tableOf, type Table } from './tables';
import type { Cluster } from '../../../cluster/model';
import type { Ingress } from '../../../kubernetes/ingress';
import type { Certificate, Listener, PathStep, Router, VirtualHost } from '../../model';
import { whyOtherClass } from '../class-rivals';
import type { Dialect, DialectInputs } from '../dialect';
import { annotation, CLASS_ANNOTATION } from '../ingress-class';

export const CONTOUR: Dialect = {
  ...FACTS,
  compile: (ingresses, inputs) => [compile(ingresses, inputs)],
  whyUnserved: (cluster) => (ingress) => whyUnserved(ingress, cluster),
};

/** A class is a name, and an Ingress without any is served. */
function whyUnserved(ingress: Ingress, cluster: Cluster): string | null {
  const named = [annotation(ingress, 'projectcontour.io/ingress.class'), annotation(ingress, CLASS_ANNOTATION), ingress.ingressClassName].find(Boolean) ?? null;
  return named === null || named === 'contour' ? null : whyOtherClass(named, FACTS, cluster);
}

/** `normalize_path` and `merge_slashes` of Envoy; pods get the path so. */
const PATH_STEPS: readonly PathStep[] = ['reject-escaped-nul', 'decode-unreserved', 'encode-invalid', 'dot-segments', 'merge-slashes'];

function compile(ingresses: readonly Ingress[], inputs: DialectInputs): Router {
  const { routes, faults, panics } = contourRoutes(ingresses, inputs);
  const secure = secureHosts(ingresses, inputs);
  return {
    id: { kind: 'Ingress', controller: 'contour', className: inputs.className, name: null },
    name: inputs.className === null ? 'Contour' : `ingress class ${inputs.className}`,
    resources: ingresses.map((each) => each.resource),
    listeners: panics ? [] : [...httpListener(routes), ...httpsListeners(routes, secure.hosts)],
    hostSteps: ['lower-case', 'strip-port'],
    pathSteps: PATH_STEPS,
    sentSteps: PATH_STEPS,
    precedence: PRECEDENCE,
    answers: {
      'no-route': { status: 404 }, 'no-service': { status: 503 }, 'no-port': { status: 503 }, 'no-endpoints': { status: 503 }, 'http-on-tls-port': { status: null },
    },
    open: [],
    faults: [...faults, ...secure.faults],
  };
}

/** Without any route there is no listener. */
function httpListener(routes: readonly ContourRoute[]): readonly Listener[] {
  const served = routes.filter((each) => each.settings.http);
  if (!served.some((each) => !each.possible)) return [];
  return [{ ...listenerOf(tableOf(served, 'http')), name: 'http', port: 80, protocol: 'HTTP', tls: 'none', host: { kind: 'any' }, certificates: [] }];
}

function listenerOf({ hosts, refused }: Table): Pick<Listener, 'hosts' | 'source' | 'open'> {
  return refused === null ? { hosts, source: null } : { hosts: [], source: null, open: [refused] };
}

/** Each host of `tls.hosts` that a rule of the same text has, with its routes of all Ingress objects. Hosts of others are misdirected there. */
function httpsListeners(routes: readonly ContourRoute[], hosts: readonly SecureHost[]): readonly Listener[] {
  const byHost = new Map<string, ContourRoute[]>(hosts.map(({ host }) => [host, []]));
  for (const route of routes) byHost.get(route.host)?.push(route);
  return hosts.flatMap(({ host, certificate, open }) => {
    const served = byHost.get(host) ?? [];
    if (!served.some((each) => !each.possible)) return [];
    const table = listenerOf(tableOf(served, 'https'));
    const certificates = [certificate];
    return [{
      name: `https/${host}`,
      port: 443,
      protocol: 'HTTPS' as const,
      tls: 'terminate' as const,
      host: envoyHost(host),
      certificates,
      hosts: [...table.hosts, misdirected(certificate)],
      source: certificate.source,
      open: [...open, ...table.open ?? []],
    }];
  });
}

/** A request whose Host is not the name of its TLS handshake. */
function misdirected({ source }: Certificate): VirtualHost {
  const action = { kind: 'respond', status: 421, code: 'misdirected-request', reason: 'the Host is not the one of the TLS handshake', source } as const;
  const route = { source, covers: [], label: 'other hosts', conditions: {}, filters: [], action, rank: [0], open: [] };
  return { host: { kind: 'any' }, routes: [route], onMiss: 'stop', sources: [] };
}
