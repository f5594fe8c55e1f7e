/** A Gateway `edge` with the listeners `http` and, for some host, `shop`. */
export function gateway(more = '', listener = ''): string {
  return `---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: infra }
spec:
  gatewayClassName: example
  listeners:
    - { name: http, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: All } }${listener} }
${more}`;
}

/** An HTTPRoute of namespace shop; the parentRef and the backend as flow mappings. */
export function httpRoute(parentRef: string, backend = '{ name: web, port: 80 }', more = ''): string {
  return `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec:
  parentRefs: [${parentRef}]
  ${more}
  rules: [{ backendRefs: [${backend}] }]
`;
}

export const EDGE = '{ name: edge, namespace: infra }';
