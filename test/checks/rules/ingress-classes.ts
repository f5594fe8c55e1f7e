/** An IngressClass; `more` goes into its metadata. */
export function ingressClass(name: string, controller = 'example.com/ingress', more = ''): string {
  return `---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: { name: ${name}${more} }
spec: { controller: ${controller} }
`;
}

export const DEFAULT = ', annotations: { ingressclass.kubernetes.io/is-default-class: "true" }';
