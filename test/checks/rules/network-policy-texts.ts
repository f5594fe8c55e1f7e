/** A NetworkPolicy of namespace shop. */
export function policy(name: string, selector: string, spec: string): string {
  return `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: shop }
spec:
  podSelector: { ${selector === '' ? '' : `matchLabels: { ${selector} }`} }
${spec.split('\n').map((line) => `  ${line}`).join('\n')}
`;
}
