import { findPort, hasEndpoints, portWithoutName, type ServiceBackend } from './service-ports';
import type { IngressBackend } from '../../../../kubernetes/ingress';
import type { DialectInputs } from '../../dialect';
import type { CanarySettings } from '../settings/canary-settings';
import type { ReadIngress } from '../settings/settings';

/** Where the locations of one Service and port go; a location names it, so that what is true of it is true of all of them. */
export interface Upstream {
  readonly name: string;
  readonly namespace: string;
  readonly service: string;
  /** As the backend that made it writes it. */
  readonly port: number | string | null;
  /** `port` of the Service's port that is taken; null: none is. */
  readonly servicePort: number | null;
  /** What is dialled where a slice has no port of the name; null: all have it, or nothing is. */
  readonly portWithoutName: number | null;
  /** Its address is the Service's own, and kube-proxy chooses. */
  readonly viaClusterIp: boolean;
  readonly hasEndpoints: boolean;
  /** It is the address of a Service that has no such port, or nothing behind it. */
  readonly isUnanswered: boolean;
  /** Of a canary: no location may go to it. */
  readonly canary: { readonly settings: CanarySettings; readonly from: ReadIngress } | null;
  /** Canaries that take a share of its requests; only the first counts. */
  alternatives: readonly Upstream[];
  /** A canary whose path has no primary is taken away. */
  deleted: boolean;
}

/**
 * Upstreams by name. Of two backends with one name the first makes it, a default backend always makes it anew.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/controller/controller.go createUpstreams
 */
export function createUpstreams(ingresses: readonly ReadIngress[], inputs: DialectInputs): Map<string, Upstream> {
  const upstreams = new Map<string, Upstream>();
  for (const read of ingresses) {
    const { ingress } = read;
    const fallback = serviceBackend(ingress.defaultBackend);
    if (fallback !== null) {
      const name = upstreamName(ingress.namespace, fallback);
      upstreams.set(name, createUpstream(name, read, fallback, inputs));
    }
    for (const rule of ingress.rules) {
      for (const { backend } of rule.paths ?? []) {
        const service = serviceBackend(backend);
        if (service === null) continue;
        const name = upstreamName(ingress.namespace, service);
        if (!upstreams.has(name)) upstreams.set(name, createUpstream(name, read, service, inputs));
      }
    }
  }
  return upstreams;
}

export function serviceBackend(backend: IngressBackend | null): ServiceBackend | null {
  return backend?.kind === 'service' ? backend : null;
}

/** Names of namespaces, Services and ports are put together with `-`, so that two of them may be one. */
export function upstreamName(namespace: string, { service, port }: ServiceBackend): string {
  return `${namespace}-${service}-${port ?? ''}`;
}

const NO_ALTERNATIVES: readonly Upstream[] = [];

function createUpstream(name: string, read: ReadIngress, backend: ServiceBackend, inputs: DialectInputs): Upstream {
  const { namespace } = read.ingress;
  const { serviceUpstream, canary } = read.settings;
  const found = findPort(namespace, backend, serviceUpstream, inputs);
  return {
    name,
    namespace,
    service: backend.service,
    port: backend.port,
    servicePort: found.servicePort,
    portWithoutName: found.port === null ? null : portWithoutName(namespace, backend.service, found.port, inputs),
    viaClusterIp: found.viaClusterIp,
    isUnanswered: found.viaClusterIp && !hasEndpoints(namespace, backend.service, { ...found, viaClusterIp: false }, inputs),
    hasEndpoints: hasEndpoints(namespace, backend.service, found, inputs),
    canary: canary === null ? null : { settings: canary, from: read },
    alternatives: NO_ALTERNATIVES,
    deleted: false,
  };
}
