import { ApiObject, type ApiObjectMetadata } from 'cdk8s';
import { defined } from '../emit';
import type { EndpointAddress } from './endpoint-address';
import type { ServiceConstruct } from './service-construct';
import type { ExposedPort } from './service-port';
import { MANAGED_BY_LABEL, SERVICE_NAME_LABEL } from '../../kubernetes/endpoint-slice';
import { PortProtocol } from '../../kubernetes/port-protocol';
import type { JsonObject } from '../../kubernetes/resource';

/** Who looks after the EndpointSlices of an `ExternalAlias`: nobody in the cluster, so that no controller takes them for its own. */
const MANAGED_BY = 'cdk8s-routing';

/** Tells the mirroring controller to make no slices of an Endpoints object. */
const SKIP_MIRROR_LABEL = 'endpointslice.kubernetes.io/skip-mirror';

/** Marks slices that kube-proxy need not read. */
const HEADLESS_LABEL = 'service.kubernetes.io/headless';

/** As many as the cluster's own slices have. */
const MAX_ENDPOINTS_PER_SLICE = 100;

/** Where the requests of a Service without a selector go. */
export interface HandWrittenEndpoints {
  readonly addresses: readonly EndpointAddress[];
  readonly ports: readonly ExposedPort[];
  readonly metadata?: ApiObjectMetadata;
  readonly headless?: boolean;
  readonly legacyEndpoints?: boolean;
}

/**
 * Makes the EndpointSlices of a Service without a selector, and the Endpoints beside them if asked to.
 *
 * A slice has addresses of one family, and is joined to the Service by a label, its ports to the Service's ports by their names.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/
 */
export function makeEndpointObjects(service: ServiceConstruct, endpoints: HandWrittenEndpoints): void {
  let made = 0;
  for (const family of ['IPv4', 'IPv6'] as const) {
    const addresses = endpoints.addresses.filter((each) => each.family === family);
    for (let first = 0; first < addresses.length; first += MAX_ENDPOINTS_PER_SLICE) {
      const name = `${service.serviceName}-${family.toLowerCase()}-${first / MAX_ENDPOINTS_PER_SLICE + 1}`;
      makeSlice(service, `Slice${made}`, name, { ...endpoints, addresses: addresses.slice(first, first + MAX_ENDPOINTS_PER_SLICE) });
      made += 1;
    }
  }
  if (endpoints.legacyEndpoints) {
    makeEndpoints(service, endpoints);
  }
}

function makeSlice(service: ServiceConstruct, id: string, name: string, endpoints: HandWrittenEndpoints): void {
  const labels = {
    ...endpoints.metadata?.labels,
    [SERVICE_NAME_LABEL]: service.serviceName,
    [MANAGED_BY_LABEL]: MANAGED_BY,
    ...endpoints.headless && { [HEADLESS_LABEL]: '' },
  };
  makeObject(service, id, 'discovery.k8s.io/v1', 'EndpointSlice', { name, labels }, {
    addressType: endpoints.addresses[0].family,
    endpoints: endpoints.addresses.map(({ address }) => ({ addresses: [address], conditions: { ready: true } })),
    ports: endpointPorts(endpoints.ports),
  });
}

function makeEndpoints(service: ServiceConstruct, { addresses, ports, metadata }: HandWrittenEndpoints): void {
  const labels = { ...metadata?.labels, [SKIP_MIRROR_LABEL]: 'true' };
  makeObject(service, 'Endpoints', 'v1', 'Endpoints', { name: service.serviceName, labels }, {
    subsets: [defined({ addresses: addresses.map(({ address }) => ({ ip: address })), ports: endpointPorts(ports) })],
  });
}

/** The number is that of the target: nobody reads the Service's `targetPort`. */
function endpointPorts(ports: readonly ExposedPort[]): JsonObject[] | undefined {
  return ports.length === 0 ? undefined : ports.map(({ port, targetPort = port, name, protocol = PortProtocol.TCP, appProtocol }) =>
    defined({ name, port: targetPort, protocol, appProtocol }));
}

function makeObject(service: ServiceConstruct, id: string, apiVersion: string, kind: string, metadata: ApiObjectMetadata, fields: JsonObject): void {
  const body = defined(fields);
  const object = new ApiObject(service, id, { apiVersion, kind, metadata: defined({ ...metadata, namespace: service.namespace }), ...body });
  service._checkObject(object, body);
}
