/** The API group of Gateways and routes. */
export const GATEWAY_GROUP = 'gateway.networking.k8s.io';

/** The API group of kinds that are still tried out (XListenerSet). */
export const EXPERIMENTAL_GATEWAY_GROUP = 'gateway.networking.x-k8s.io';

/** Kinds whose objects attach to a Gateway, a ListenerSet or a Service. */
export const ROUTE_KINDS = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'] as const;

export type RouteKind = typeof ROUTE_KINDS[number];

/** Every kind of the Gateway API that is read. */
export const GATEWAY_KINDS: readonly string[] = ['GatewayClass', 'Gateway', 'ListenerSet', 'XListenerSet', ...ROUTE_KINDS, 'ReferenceGrant', 'BackendTLSPolicy'];
