/** Prefixes of the annotations, which mean the same. */
export const PREFIXES = ['haproxy-ingress.github.io/', 'ingress.kubernetes.io/'];
