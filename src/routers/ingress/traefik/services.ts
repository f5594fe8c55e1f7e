import { isLabelError, readServiceSettings, type ServiceSettings } from './annotations';
import { emptyServices, externalNames } from './questions';
import type { TraefikSettings } from './settings';
import type { Endpoint } from '../../../cluster/model';
import type { Ingress, IngressBackend } from '../../../kubernetes/ingress';
import type { OpenQuestion, Source } from '../../../kubernetes/open-question';
import { describe } from '../../../kubernetes/resource';
import type { Service, ServicePort } from '../../../kubernetes/service';
import type { Action, ServiceTarget } from '../../model';
import { findBackendService, serviceTarget } from '../backend-service';
import type { DialectInputs } from '../dialect';
import { backendSource } from '../sources';

/** What Traefik makes of a backend. */
export type LoadedService = Loaded | DroppedPath;

export interface Loaded {
  readonly kind: 'loaded';
  readonly action: Action;
  /** null: it is not in the manifests. */
  readonly service: Service | null;
  readonly settings: ServiceSettings | null;
}

/** The path makes no router: its requests go on to others. */
export interface DroppedPath {
  readonly kind: 'dropped';
  readonly code: string;
  /** One sentence without full stop. */
  readonly reason: string;
  /** What the router does if Traefik is installed otherwise. */
  readonly unless?: { readonly question: OpenQuestion; readonly action: Action };
}

/**
 * The Service of a backend with its port, by number or name, and endpoints.
 *
 * @see https://github.com/traefik/traefik/blob/v3.7.9/pkg/provider/kubernetes/ingress/kubernetes.go loadService
 */
export function loadService(ingress: Ingress, backend: IngressBackend | null, inputs: DialectInputs, traefik: TraefikSettings): LoadedService {
  if (backend === null || backend.kind === 'resource') return dropped('backend-not-a-service', 'Traefik takes no backend but a Service');
  const found = findBackendService(ingress, backend, inputs, lookUpPort);
  const source = backendSource(ingress, backend);
  switch (found.kind) {
    case 'declared': return { kind: 'loaded', action: forward(serviceTarget(ingress, backend)), service: null, settings: null };
    case 'found': return loadPort(found.service, found.port, { ingress, backend, source, inputs, traefik });
    case 'no-service': return dropped('backend-service-missing', found.reason);
    case 'no-port': return dropped('backend-port-missing', found.reason);
    default: return dropped('backend-port-missing', 'its port is not among those of the Service');
  }
}

interface Backend {
  readonly ingress: Ingress;
  readonly backend: IngressBackend & { readonly kind: 'service' };
  readonly source: Source;
  readonly inputs: DialectInputs;
  readonly traefik: TraefikSettings;
}

function loadPort(service: Service, port: ServicePort, at: Backend): LoadedService {
  const name = `${service.namespace}/${service.name}`;
  const settings = readServiceSettings(service.annotations);
  if (service.type === 'ExternalName') return loadExternalName(service, port, settings, at);
  if (isLabelError(settings)) return dropped('service-annotation-invalid', `of the annotation ${settings.annotation} of Service ${name}: ${settings.reason}`);
  const loaded = (target: ServiceTarget): LoadedService => ({ kind: 'loaded', action: forward(target), service, settings });
  if (settings.nodePortLb && service.type === 'NodePort') return loaded(targetOf(port, settings, at, 'node-port'));
  if (settings.nativeLb) {
    return service.headless
      ? dropped('native-lb-headless', `Service ${name} is headless and has no address, which its annotation service.nativelb asks for`)
      : loaded(targetOf(port, settings, at, 'cluster-ip'));
  }
  const servers = serversOf(service, port, at.inputs);
  if (servers.length === 0) return withoutServers(name, at);
  // those that terminate are known and get nothing ("fenced")
  if (servers.every((each) => each.terminating)) return { kind: 'loaded', action: noServers(name, at.source), service, settings };
  return loaded(targetOf(port, settings, at, 'endpoints'));
}

function loadExternalName(service: Service, port: ServicePort, settings: ReturnType<typeof readServiceSettings>, at: Backend): LoadedService {
  const name = `${service.namespace}/${service.name}`;
  const readable = isLabelError(settings) ? null : settings;
  const action = forward(targetOf(port, readable, at, 'endpoints'));
  if (at.traefik.allowExternalNameServices.value) return { kind: 'loaded', action, service, settings: readable };
  const reason = `Service ${name} is an ExternalName Service, which Traefik takes only where allowExternalNameServices is set`;
  if (at.traefik.allowExternalNameServices.known) return dropped('external-name-not-allowed', reason);
  return { ...dropped('external-name-not-allowed', reason), unless: { question: externalNames(name, at.source), action } };
}

function withoutServers(name: string, { source, traefik: { allowEmptyServices } }: Backend): LoadedService {
  const action = noServers(name, source);
  if (allowEmptyServices.value) return { kind: 'loaded', action, service: null, settings: null };
  const reason = `Service ${name} has no endpoints, and Traefik takes such Services only where allowEmptyServices is set`;
  return allowEmptyServices.known
    ? dropped('backend-without-endpoints', reason)
    : { ...dropped('backend-without-endpoints', reason), unless: { question: emptyServices(name, source), action } };
}

function lookUpPort(service: Service, port: number | string | null): ReturnType<NonNullable<Parameters<typeof findBackendService>[3]>> {
  const found = service.ports.find((each) => typeof port === 'number' ? each.port === port : each.name !== '' && each.name === port);
  if (found !== undefined) return { kind: 'found', port: found };
  return { kind: 'missing', because: `${describe(service.resource)} has no port ${port ?? ''}`, instead: null, acceptedBy: [] };
}

/** Endpoints of slices that have a port of that name; of their conditions `serving` alone counts, which is true where it is not set. */
function serversOf(service: Service, { name }: ServicePort, { cluster }: DialectInputs): readonly Endpoint[] {
  return cluster.slicesOf(service.namespace, service.name)
    .filter(({ ports }) => ports.some((each) => each.name === name && each.port !== null))
    .flatMap(({ endpoints }) => endpoints.filter((each) => each.conditions.serving !== false));
}

/** https to port 443 and to ports whose name begins with `https` (getProtocol). */
function targetOf(port: ServicePort, settings: ServiceSettings | null, { ingress, backend }: Backend, via: ServiceTarget['via']): ServiceTarget {
  const scheme = (settings?.serversScheme || (port.port === 443 || port.name.startsWith('https') ? 'https' : 'http')).toLowerCase();
  const protocol = scheme === 'https' ? 'HTTPS' : scheme === 'h2c' ? 'H2C' : 'HTTP';
  return serviceTarget(ingress, backend, { servicePort: port.port, via, protocol });
}

function forward(target: ServiceTarget): Action {
  return { kind: 'forward', to: [{ target, weight: 1, filters: [] }] };
}

function noServers(service: string, source: Source): Action {
  return { kind: 'respond', status: 503, code: 'no-endpoints', reason: `Service ${service} has no endpoint that takes requests`, source };
}

function dropped(code: string, reason: string): DroppedPath {
  return { kind: 'dropped', code, reason };
}
