/** A NetworkPolicy of namespace `kiada`; the spec is flow-style YAML, over all pods unless it says otherwise. */
export function policy(name: string, spec: string, parts: { readonly app?: string; readonly namespace?: string } = {}): string {
  return `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: ${name}, namespace: ${parts.namespace ?? 'kiada'}}
spec: {podSelector: {${parts.app === undefined ? '' : `matchLabels: {app: ${parts.app}}`}}, ${spec}}
---`;
}

/** An item of `from` or `to`. */
export function app(name: string): string {
  return `{podSelector: {matchLabels: {app: ${name}}}}`;
}

/** An egress rule that lets pods ask the cluster's DNS. */
export const ASK_DNS = '{to: [{namespaceSelector: {}}], ports: [{port: 53, protocol: UDP}, {port: 53}]}';

export const INGRESS = `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: kiada}
spec:
  ingressClassName: nginx
  rules: [{host: api.example.com, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: quote, port: {number: 80}}}}]}}]
---`;
