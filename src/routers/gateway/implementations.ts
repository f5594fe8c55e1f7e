import type { PathStep, Router } from '../model';

/** What a controller says it supports; absent: its report does not say. */
export type Feature =
  | 'listener-isolation' | 'misdirected-requests' | 'listener-sets' | 'mixed-tls' | 'cors' | 'rewrite' | 'path-redirect' | 'redirect-308'
  | 'mirror' | 'method-match' | 'query-match' | 'parent-port' | 'backend-headers' | 'response-headers' | 'timeouts' | 'backend-tls';

/** A controller whose conformance report is known. */
export interface Implementation {
  /** As messages call it. */
  readonly title: string;
  readonly controllerNames: readonly string[];
  readonly supports: ReadonlySet<Feature>;
  readonly lacks: ReadonlySet<Feature>;
  /** Where a pattern stands among other kinds of paths; null: not known. */
  readonly patternOrder: 'before-prefix' | 'after-prefix' | 'first' | null;
  /** Whether a pattern must match the whole text; null: not known. */
  readonly patternMatch: 'whole' | 'start' | 'anywhere' | null;
  /** How it makes paths normal, which the specification leaves to it. */
  readonly paths: Pick<Router, 'pathSteps' | 'sentSteps'>;
  /** An exact host without a matching rule: the next host, or 404. */
  readonly missedHost: 'next-host' | 'not-found' | null;
}

const FEATURES: readonly Feature[] = [
  'listener-isolation', 'misdirected-requests', 'listener-sets', 'mixed-tls', 'cors', 'rewrite', 'path-redirect', 'redirect-308',
  'mirror', 'method-match', 'query-match', 'parent-port', 'backend-headers', 'response-headers', 'timeouts', 'backend-tls',
];

/**
 * One letter for each of `FEATURES`: x supported, - listed as unsupported, . not in the report.
 *
 * @see https://github.com/kubernetes-sigs/gateway-api/tree/main/conformance/reports
 */
const REPORTS: readonly (readonly [string, readonly string[], string, Implementation['patternOrder'], Implementation['patternMatch'], Implementation['missedHost']])[] = [
  ['Envoy Gateway', ['gateway.envoyproxy.io/gatewayclass-controller'], 'x-xxxxxxxxxxxxxx', 'before-prefix', 'whole', 'not-found'],
  ['Istio', ['istio.io/gateway-controller'], 'x--xxxxxxxxxxxxx', 'after-prefix', 'whole', 'not-found'],
  ['Cilium', ['io.cilium/gateway-controller'], 'x-x-xxxxxxx-xxxx', null, 'whole', 'not-found'],
  ['kgateway', ['kgateway.dev/kgateway'], 'x-xxxxxxxxxxxxxx', 'first', 'whole', 'not-found'],
  ['NGINX Gateway Fabric', ['gateway.nginx.org/nginx-gateway-controller'], 'xxxxxxxxxxxx-x-x', 'before-prefix', 'start', null],
  ['Traefik', ['traefik.io/gateway-controller'], '---x-xxx-xxxxx-x', null, 'anywhere', 'next-host'],
  ['Kong', ['konghq.com/kic-gateway-controller', 'konghq.com/gateway-operator'], '-----x---xx--x--', null, null, null],
  ['AWS Load Balancer Controller', ['gateway.k8s.aws/alb', 'gateway.k8s.aws/nlb'], '--x.-----x-x----', null, null, null],
  ['GKE Gateway', ['networking.gke.io/gateway'], '---.-.x-x-x--x-x', null, null, null],
  ['Contour', ['projectcontour.io/gateway-controller'], '................', 'before-prefix', 'whole', 'not-found'],
  ['HAProxy Ingress', ['haproxy-ingress.github.io/controller'], '---.x--------x--', null, null, null],
];

export const TRAEFIK = 'Traefik';

/** @see https://github.com/traefik/traefik/blob/v3.7.9/pkg/server/server_entrypoint_tcp.go normalizePath, sanitizePath */
const TRAEFIK_SENT: readonly PathStep[] = ['reject-bad-escapes', 'upper-case-escapes', 'decode-unreserved', 'clean'];
const TRAEFIK_PATHS: Implementation['paths'] = { pathSteps: [...TRAEFIK_SENT, 'decode-all-but-reserved'], sentSteps: TRAEFIK_SENT };

const KNOWN: readonly Implementation[] = REPORTS.map(([title, controllerNames, letters, patternOrder, patternMatch, missedHost]) => ({
  title,
  controllerNames,
  supports: lettered(letters, 'x'),
  lacks: lettered(letters, '-'),
  patternOrder,
  patternMatch,
  missedHost,
  paths: title === TRAEFIK ? TRAEFIK_PATHS : { pathSteps: [] },
}));

function lettered(letters: string, letter: string): ReadonlySet<Feature> {
  return new Set(FEATURES.filter((_, i) => letters[i] === letter));
}

/** The controller of a class by its `controllerName`; null where it is not known. */
export function implementationOf(controllerName: string | null): Implementation | null {
  if (controllerName === null) return null;
  return KNOWN.find(({ controllerNames }) => controllerNames.some((name) => controllerName === name || controllerName.startsWith(`${name}/`))) ?? null;
}
