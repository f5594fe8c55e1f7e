/** Prefixes of the annotations, which mean the same. */
export const PREFIXES = ['haproxy.org/', 'haproxy.com/', 'ingress.kubernetes.io/'];
