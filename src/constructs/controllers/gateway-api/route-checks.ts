import { backendsOf } from './grants';
import { backendRef, forwardRules } from './http-rule';
import { isSecure } from './listeners';
import type { Json, JsonObject } from '../../../kubernetes/resource';
import { validateObject } from '../../../kubernetes/validation/validate';
import type { GatewayRef } from '../../gateway-ref';
import type { SettledBackend } from '../../path-router/backend';
import { PathType, type RouterTls } from '../../path-router/options';
import type { RouterModel, SettledRoute } from '../../path-router/plan';
import { describeRoute } from '../../path-router/settle';

type Fail = (message: string) => Error;

/** Throws what a router that attaches to a Gateway cannot do with a route. */
export function checkGatewayRoute(route: SettledRoute, gateway: GatewayRef, fail: Fail): void {
  if (route.pathType === PathType.IMPLEMENTATION_SPECIFIC) {
    throw fail('the Gateway API does not have path type ImplementationSpecific; set Exact or Prefix');
  }
  checkRedirect(route.features.redirectToHttps, gateway, fail);
  checkRules(forwardRules(route), route.host, fail);
}

/** Throws where http is to be redirected, and it is not known which listener is for http. */
export function checkRedirect(redirect: boolean | undefined, { _name: name, _made: made, _where: where }: GatewayRef, fail: Fail): void {
  if (redirect === true && made === undefined && (where.httpSection === undefined || where.httpsSection === undefined)) {
    throw fail('\'redirectToHttps\' needs to know which listener of the Gateway is for http, and which for https; '
      + `set both: GatewayRef.named('${name ?? ''}', { httpSection: ..., httpsSection: ... })`);
  }
}

export function checkGatewayDefault(backend: SettledBackend, fail: Fail): void {
  checkRules([{ backendRefs: [backendRef(backend)] }], '', fail);
}

/** Where the only match of a rule stands: of no interest to who set a route. */
const ONLY_RULE = /^spec\.(rules\[\d+\]\.(matches\[\d+\]\.)?)?/;

function checkRules(rules: readonly Json[], host: string, fail: Fail): void {
  const spec: JsonObject = { ...host === '' ? {} : { hostnames: [host] }, rules };
  const { violations } = validateObject({ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata: { name: 'name' }, spec });
  if (violations.length > 0) {
    throw fail([...new Set(violations.map(({ path, message }) => `${path.replace(ONLY_RULE, '')}: ${message}`))].join('; '));
  }
}

/** Throws where a Gateway cannot have a certificate. */
export function checkGatewayTls({ secretName }: RouterTls, { _name: name, _made: made }: GatewayRef, fail: Fail): void {
  if (made === undefined) {
    throw fail(`Gateway '${name ?? ''}' is not made by this router, so its certificates are set where it is made; leave 'tls' out, or use GatewayRef.create`);
  }
  if (secretName === undefined) {
    throw fail('a Gateway does not have a default certificate; set \'secretName\'');
  }
}

/** What is wrong with a router when it is synthesized. */
export function gatewayProblems(model: RouterModel, { _made: made }: GatewayRef): readonly string[] {
  const problems: string[] = [];
  for (const route of made === undefined ? [] : model.routes) {
    if (route.features.redirectToHttps === true && !isSecure(model.tls, route.host)) {
      problems.push(`route ${describeRoute(route)}: 'redirectToHttps' redirects to https, and no certificate in 'tls' is for ${route.host === '' ? 'every host' : `'${route.host}'`}; `
        + 'add one with addTls, or set redirectToHttps: false for the route');
    }
  }
  for (const service of new Set(backendsOf(model).filter(isExternalName).map((backend) => backend.service))) {
    problems.push(`Service '${service}' is an ExternalName Service, which Gateway controllers should not forward to, and most do not; `
      + 'use an ExternalAlias with \'addresses\'');
  }
  return problems;
}

function isExternalName({ object }: SettledBackend): boolean {
  const spec = (object?.toJson() as { readonly spec?: { readonly type?: string } } | undefined)?.spec;
  return spec?.type === 'ExternalName';
}
