import { backendConfig } from './backend-config';
import { causeFault, type Cause } from './causes';
import type { GceClass } from './class';
import { negByDefault } from './questions';
import { isObject } from '../../../kubernetes/fields';
import type { Ingress, IngressBackend } from '../../../kubernetes/ingress';
import type { OpenQuestion, Source } from '../../../kubernetes/open-question';
import { describe, type Json } from '../../../kubernetes/resource';
import type { Service, ServicePort } from '../../../kubernetes/service';
import type { Fault, Filter, ServiceTarget } from '../../model';
import { isMissing } from '../absent-service';
import { portOfAnyProtocol } from '../any-protocol-port';
import { findBackendService, serviceTarget } from '../backend-service';
import type { DialectInputs } from '../dialect';
import { missingServiceQuestion } from '../dropped-part';
import { SERVICE_MISSING, SERVICE_PORT_MISSING, SERVICE_PORT_UNLISTED } from '../failing-backend';
import { annotationSource, backendSource } from '../sources';

export type Backend =
  | { readonly kind: 'target'; readonly target: ServiceTarget; readonly filters: readonly Filter[]; readonly open: readonly OpenQuestion[]; readonly faults: readonly Fault[] }
  | { readonly kind: 'cause'; readonly cause: Cause };

const NEG = 'cloud.google.com/neg';

/**
 * A backend as the controller finds it: by network endpoint group, else by instance group, which needs a node port.
 *
 * @param place of the path or default backend
 * @see https://github.com/kubernetes/ingress-gce/blob/acbcf5d66dd9d31297a2a52a2d7d83d4c1a94539/pkg/controller/translator/translator.go getServicePort
 */
export function backendOf(ingress: Ingress, backend: IngressBackend | null, place: Source, kind: GceClass, inputs: DialectInputs): Backend {
  const found = findBackendService(ingress, backend, inputs, portOfAnyProtocol);
  if (backend?.kind !== 'service' || found.kind === 'not-a-service') return failed('backend-not-a-service', place, 'the backend is not a Service', 'set a Service as backend');
  if (found.kind === 'declared') return { kind: 'target', target: serviceTarget(ingress, backend), filters: [], open: [], faults: [] };
  const source = backendSource(ingress, backend);
  if (found.kind === 'no-service') {
    if (isMissing(ingress.namespace, backend.service, inputs)) return failed(SERVICE_MISSING, source, found.reason, 'name a Service of the namespace');
    return { kind: 'target', target: serviceTarget(ingress, backend), filters: [], open: [missingServiceQuestion(ingress, backend, source)], faults: [] };
  }
  if (found.kind === 'no-port') return failed(backend.port === null ? SERVICE_PORT_UNLISTED : SERVICE_PORT_MISSING, source, found.reason, 'name a port of the Service');
  if (found.kind === 'unlisted') return failed(SERVICE_PORT_UNLISTED, source, `${describe(found.service.resource)} lists no port ${found.port}`, 'list the port in the Service');
  const { service, port } = found;
  const reached = reachOf(service, kind);
  if (reached === null) {
    return failed('service-type', source, `${describe(service.resource)} is of type ${service.type}, which is reached by network endpoint groups alone`,
      `annotate ${describe(service.resource)} with ${NEG}: '{"ingress": true}', or set type: NodePort`);
  }
  const protocol = protocolOf(service, port);
  if (protocol.kind === 'cause') return protocol;
  const config = backendConfig(service, port, inputs);
  if (config.kind === 'cause') return config;
  const byDefault = reached === 'neg-by-default';
  const open = byDefault ? [negByDefault(`${service.namespace}/${service.name}`, source)] : [];
  const target = serviceTarget(ingress, backend, { servicePort: port.port, via: reached === 'instance-group' ? 'node-port' : 'endpoints', protocol: protocol.protocol });
  return { kind: 'target', target, filters: config.filters, open: [...open, ...config.open], faults: [...byDefault ? [withoutNeg(service, source)] : [], ...config.faults] };
}

function failed(code: string, source: Source, reason: string, fix: string): Backend & { readonly kind: 'cause' } {
  return { kind: 'cause', cause: { code, source, reason, fix } };
}

/** Clusters are VPC-native unless they were made otherwise, and there GKE annotates Services. */
function withoutNeg({ resource }: Service, source: Source): Fault {
  return causeFault({
    code: 'service-without-neg',
    source,
    reason: `${describe(resource)} is of type ClusterIP, without the annotation ${NEG}: where GKE does not add it (the cluster is not VPC-native, is in a Shared VPC or has network policies)`,
    fix: `annotate ${describe(resource)} with ${NEG}: '{"ingress": true}', or set type: NodePort`,
  }, 'rarely');
}

/** GKE itself, and not this controller, adds the annotation where there is none; broken JSON counts as none, and yet keeps it away. */
function reachOf(service: Service, kind: GceClass): 'neg' | 'neg-by-default' | 'instance-group' | null {
  const annotated = Object.hasOwn(service.annotations, NEG);
  if (annotated && usesNeg(service.annotations[NEG])) return 'neg';
  if (service.type === 'NodePort' || service.type === 'LoadBalancer') return kind === 'gce-internal' ? 'neg' : 'instance-group';
  return !annotated && service.type === 'ClusterIP' ? 'neg-by-default' : null;
}

function usesNeg(text: string): boolean {
  const value = parsed(text);
  return isObject(value) && value.ingress === true;
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

const APP_PROTOCOLS = ['cloud.google.com/app-protocols', 'service.alpha.kubernetes.io/app-protocols'];
const PROTOCOLS: Readonly<Record<string, ServiceTarget['protocol']>> = { HTTP: 'HTTP', HTTPS: 'HTTPS', HTTP2: 'HTTPS' };

/** HTTP/2 is spoken over TLS. */
function protocolOf(service: Service, { name }: ServicePort): { readonly kind: 'protocol'; readonly protocol: ServiceTarget['protocol'] } | (Backend & { readonly kind: 'cause' }) {
  const key = APP_PROTOCOLS.find((each) => Object.hasOwn(service.annotations, each));
  if (key === undefined) return { kind: 'protocol', protocol: 'HTTP' };
  const value = parsed(service.annotations[key]);
  const source = annotationSource(service.resource, key);
  if (!isObject(value)) return failed('app-protocols-invalid', source, `the annotation ${key} of ${describe(service.resource)} is not a JSON object`, 'write {"<port name>": "HTTPS"}');
  const wrong = Object.values(value).find((each) => typeof each !== 'string' || !Object.hasOwn(PROTOCOLS, each));
  if (wrong !== undefined) {
    return failed('app-protocols-invalid', source, `the annotation ${key} of ${describe(service.resource)} has a protocol that is none of HTTP, HTTPS and HTTP2`, 'write HTTP, HTTPS or HTTP2');
  }
  const own = Object.hasOwn(value, name) ? value[name] : 'HTTP';
  return { kind: 'protocol', protocol: PROTOCOLS[String(own)] };
}
