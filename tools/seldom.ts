/**
 * Modules that constructs and checks import, and that most apps make no use of: in a sound app of Deployments, Services and Ingress objects none of their
 * functions runs. `tools/bundle-library.ts` lets them be opened when something of them is used. That is about speed alone: a module that is listed may be
 * used, and one that is not listed is there at once.
 *
 * V8's coverage of such an app tells which they are (`NODE_V8_COVERAGE`).
 */
export const SELDOM_USED: ReadonlySet<string> = new Set([
  'cluster/dns/dns',
  'cluster/dns/near-miss',
  'cluster/on-demand',
  'cluster/policies/verdict',
  'cluster/services/destinations',
  'cluster/services/headless-routing',
  'cluster/services/routing-failures',
  'cluster/services/topology',
  'cluster/within-limits',
  'cluster/workloads/absent-pods',
  'constructs/controllers/gateway-api/gateway-writer',
  'kubernetes/gateway/backend-tls-policy',
  'kubernetes/gateway/gateway',
  'kubernetes/gateway/reference-grant',
  'kubernetes/gateway/route',
  'kubernetes/near-miss',
  'kubernetes/validation/gateway/kinds',
  'manifests/config',
  'manifests/construct-metadata',
  'manifests/yaml/single-document',
  'report/check',
  'report/problem',
  'routers/classes/matcher-languages',
  'routers/classes/partition',
  'routers/index/conditions',
  'routers/index/explain',
  'routers/index/path-variants',
  'routers/ingress/of-hosts',
  'routers/ingress/spec/annotations',
  'routers/ingress/spec/controllers',
  'routers/ingress/spec/match',
  'routers/ingress/spec/pattern-prefix',
  'routers/ingress/spec/questions',
  'routers/ingress/spec/quiet-paths',
  'trace/destinations',
  'trace/policies',
  'trace/router-questions',
  'trace/trace',
]);
