import type { Scenario } from './model';
import { CHECK, deployment, DIFF, ingress, meta, MIGRATE, rule, ROUTES, service, times, TRACE, WEB, type Call } from './objects';
import type { JsonObject } from '../../src/kubernetes/resource';

/** What the classes of the simulated controllers say, by a name of the class. */
const CONTROLLERS: Readonly<Record<string, string>> = {
  'traefik': 'traefik.io/ingress-controller',
  'contour': 'projectcontour.io/contour',
  'haproxy': 'haproxy.org/ingress-controller',
  'haproxy-ingress': 'haproxy-ingress.github.io/controller',
  'nginx-inc': 'nginx.org/ingress-controller',
  'gce': 'k8s.io/ingress-gce',
  'alb': 'ingress.k8s.aws/alb',
};
const CALLS: readonly Call[] = [CHECK, TRACE, DIFF, ROUTES, MIGRATE];

/** The same for every controller. */
const SHAPES: Readonly<Record<string, (i: number) => readonly JsonObject[]>> = {
  'ingresses-of-one-host': (i) => [rule('a.example.com', [[`/p${i}`, 'web']])],
  'ingresses-of-hosts': (i) => [rule(`h${i}.example.com`, [['/p1', 'web']])],
  'equal-ingresses': () => [rule('a.example.com', [['/p1', 'web']])],
};

function scenariosOf(name: string): Readonly<Record<string, Scenario>> {
  const ingressClass: JsonObject = { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name: 'own' }, spec: { controller: CONTROLLERS[name] } };
  const app = [deployment('web', WEB), service('web', { selector: WEB, type: 'NodePort' })];
  // that of GKE reads the annotation alone
  const own = (each: string, rules: readonly JsonObject[]): JsonObject => name === 'gce'
    ? { ...ingress(each, rules, { ingressClassName: undefined }), metadata: { ...meta(each), annotations: { 'kubernetes.io/ingress.class': 'gce' } } }
    : ingress(each, rules, { ingressClassName: 'own' });
  const of = (rulesOf: (i: number) => readonly JsonObject[]): Scenario => ({
    manifests: (n) => [...app, ingressClass, ...times(n, (i) => own(`i${i}`, rulesOf(i)))],
    calls: CALLS,
  });
  return {
    ...Object.fromEntries(Object.entries(SHAPES).map(([shape, rulesOf]) => [`${name}-${shape}`, of(rulesOf)])),
    [`${name}-paths-of-one-ingress`]: {
      manifests: (n) => [...app, ingressClass, own('a', [rule('a.example.com', times(n, (i) => [`/p${i}`, 'web'] as const))])],
      calls: CALLS,
    },
  };
}

/** Ingress objects in thousands, as each of the controllers reads them. */
export const CONTROLLER_SCENARIOS: Readonly<Record<string, Scenario>> = Object.fromEntries(
  Object.keys(CONTROLLERS).flatMap((name) => Object.entries(scenariosOf(name))),
);
