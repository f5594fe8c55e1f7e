import type { Endpoint, EndpointSlice, Pod } from '../model';
import { HEADLESS_LABEL, withoutReserved } from './slice-labels';
import { SERVICE_NAME_LABEL } from '../../kubernetes/endpoint-slice';
import type { EndpointSliceView, SliceConditions, SliceEndpoint } from '../../kubernetes/endpoint-slice';

/** Finds a pod of the input by namespace and name. */
export type FindPod = (namespace: string, name: string) => Pod | undefined;

/** An EndpointSlice of the input as it stands; null where its addressType is none that the API knows. */
export function sliceOfInput(view: EndpointSliceView, source: EndpointSlice['source'], findPod: FindPod): EndpointSlice | null {
  if (view.addressType === null) return null;
  return {
    namespace: view.namespace,
    service: view.labels[SERVICE_NAME_LABEL] ?? null,
    addressType: view.addressType,
    source,
    ports: view.ports,
    endpoints: view.endpoints.map((endpoint) => endpointOfInput(endpoint, view.namespace, findPod)),
    labels: withoutReserved(view.labels),
    headless: view.labels[HEADLESS_LABEL] !== undefined,
    resource: view.resource,
  };
}

function endpointOfInput(endpoint: SliceEndpoint, namespace: string, findPod: FindPod): Endpoint {
  const { conditions, targetPod, forZones, forNodes } = endpoint;
  return {
    pod: targetPod === null ? null : findPod(targetPod.namespace ?? namespace, targetPod.name) ?? null,
    addresses: endpoint.addresses,
    ...effective(conditions),
    conditions,
    hostname: endpoint.hostname,
    node: endpoint.nodeName,
    zone: endpoint.zone,
    hints: forZones === null && forNodes === null ? null : { forZones: forZones ?? [], forNodes: forNodes ?? [] },
  };
}

/** A condition that is not given counts as true, `terminating` as false (`EndpointConditions`). */
export function effective(conditions: SliceConditions): { ready: boolean; serving: boolean; terminating: boolean } {
  return { ready: conditions.ready ?? true, serving: conditions.serving ?? true, terminating: conditions.terminating ?? false };
}
