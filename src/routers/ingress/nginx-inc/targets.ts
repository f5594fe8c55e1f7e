import { annotationText, type Annotations } from './annotations';
import type { Location } from './locations';
import { lookUpPort, targetNumber } from './port-lookup';
import { parseServiceList } from './service-lists';
import type { Service } from '../../../kubernetes/service';
import type { RouterReason, ServiceTarget, Target } from '../../model';
import { findBackendService, serviceTarget } from '../backend-service';
import type { DialectInputs } from '../dialect';
import { goBool } from '../go-bool';
import { backendSource } from '../sources';

const BAD_GATEWAY = 502;

/** Where a location sends its requests; what does not exist is an upstream without servers, which answers 502. */
export function targetOf({ ingress, backend, annotations, source }: Location, inputs: DialectInputs): Target {
  if (backend?.kind !== 'service') return { kind: 'object', what: 'a backend that is not a Service', source };
  const found = findBackendService(ingress, backend, inputs, lookUpPort);
  const service = found.kind === 'found' || found.kind === 'unlisted' || found.kind === 'no-port' ? found.service : null;
  if (service?.type === 'ExternalName') return refused(`Service ${service.namespace}/${service.name} is of type ExternalName, which needs NGINX Plus`, 'external-name-backend', backendSource(ingress, backend));
  const via = goBool(annotationText(annotations, 'nginx.org/use-cluster-ip') ?? 'false') === true ? 'cluster-ip' : 'endpoints';
  const target = serviceTarget(ingress, backend, { via, protocol: protocolOf(annotations, backend.service) });
  if (found.kind !== 'found') return target;
  return { ...target, servicePort: found.port.port, ...(via === 'endpoints' ? endpointRules(found.service, found.port, inputs) : {}) };
}

/** Slices are searched by the number of the targetPort, and endpoints without a ready condition do not count. */
function endpointRules(service: Service, port: Service['ports'][number], { cluster }: DialectInputs): Pick<ServiceTarget, 'slicePort' | 'readyMustBeSet'> {
  const number = targetNumber(cluster, service, port);
  return { readyMustBeSet: true, ...(number === null ? {} : { slicePort: number }) };
}

function refused(reason: string, code: RouterReason, source: Target['source']): Target {
  return { kind: 'refused', status: BAD_GATEWAY, code, reason, source };
}

function protocolOf(annotations: Annotations, service: string): ServiceTarget['protocol'] {
  const lists = (key: string): boolean => parseServiceList(annotationText(annotations, key) ?? '').includes(service);
  const secure = lists('nginx.org/ssl-services');
  if (lists('nginx.org/grpc-services')) return secure ? 'GRPCS' : 'GRPC';
  return secure ? 'HTTPS' : 'HTTP';
}
