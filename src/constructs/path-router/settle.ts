import { checkFeature, checkFeatures, checkHost, checkPath, checkRewrite } from './checks';
import { gatewayOptionsOf, settleGatewayRoute } from './gateway-route';
import { PathType, type PathRoute } from './options';
import type { RouterModel, SettledRoute } from './plan';
import { settleBasicAuth } from './secret';
import { tlsTouches } from './tls';
import type { RouterWriter } from './writer';
import { dns1123Subdomain } from '../../kubernetes/validation/names';
import type { RouteFeatures } from '../controllers/controller';

type Fail = (message: string) => Error;

/**
 * A route with nothing left open.
 *
 * @throws when it is wrong by itself, or its backend is not one for the router
 */
export function settleRoute(route: PathRoute, { features, controller, namespace }: RouterModel, writer: RouterWriter, error: Fail): SettledRoute {
  const { host, path = '/', pathType = PathType.PREFIX, rewrite } = route;
  const fail = (message: string) => error(`route ${describeRoute({ host: host ?? '', path, pathType })}: ${message}`);
  checkHost(host, fail);
  checkPath(path, pathType, fail);
  const basicAuth = settleBasicAuth(route.basicAuth, controller, namespace, fail);
  const own: RouteFeatures = { rewrite, basicAuth, cookieAffinity: route.cookieAffinity, redirectToHttps: route.redirectToHttps };
  checkFeatures(own, writer, fail);
  for (const option of gatewayOptionsOf(route)) {
    checkFeature(option, writer, fail);
  }
  checkRewrite(own, path, pathType, fail);
  const settled: SettledRoute = {
    host: host ?? '',
    path,
    pathType,
    backend: writer.settleBackend(route.backend, route.port, fail),
    own,
    gateway: settleGatewayRoute(route, (backend, port, within) => writer.settleBackend(backend, port, within), fail),
    features: {
      rewrite,
      basicAuth: own.basicAuth ?? features.basicAuth,
      cookieAffinity: own.cookieAffinity ?? features.cookieAffinity,
      redirectToHttps: own.redirectToHttps ?? features.redirectToHttps,
    },
  };
  writer.checkRoute(settled, fail);
  return settled;
}

/** What a router lacks when it is synthesized. */
export function modelProblems({ routes, defaultBackend, tls, publicDns }: RouterModel, hostnames: readonly string[]): string[] {
  if (routes.length === 0 && defaultBackend === undefined) {
    return ['a router needs a route or a default backend; use addRoute or addDefaultBackend'];
  }
  const unused = defaultBackend === undefined ? tls.filter((entry) => !routes.some(({ host }) => tlsTouches(entry, host))) : [];
  const problems = unused.map(({ hosts = [] }) => `tls of ${hosts.join(', ')}: no route has one of these hosts, so the certificate is never shown; `
    + `there are routes for ${hostnames.join(', ')}`);
  return publicDns !== undefined && hostnames.length === 0
    ? [...problems, 'publicDns has no name to make records for; set \'host\' on routes, or publicDns.hostnames']
    : problems;
}

/** The construct's id as it stands, where it is a valid name: the name of an Ingress or a route is what operators look for. */
export function chooseRouterName(id: string, given: string | undefined, what: string, fail: Fail): string {
  const name = given ?? id;
  const problem = dns1123Subdomain(name);
  if (problem !== null) {
    throw fail(`${given === undefined ? `the construct's id '${id}'` : `metadata.name '${given}'`} is not a valid name for ${what}: ${problem}; `
      + `${given === undefined ? 'specify metadata.name' : 'choose another name'}`);
  }
  return name;
}

/** `'api.example.com/quote' (Exact)`, for messages. */
export function describeRoute({ host, path, pathType }: { readonly host: string; readonly path: string; readonly pathType: PathType }): string {
  return `'${host || '*'}${path}' (${pathType})`;
}
