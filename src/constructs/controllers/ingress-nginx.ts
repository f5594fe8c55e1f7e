import type { Annotations, BasicAuthUsers, Controller, ControlledRoute, Placement, RouterFacts } from './controller';
import { ELEMENT_END, pathPattern } from './path-pattern';
import { PathType, type CookieAffinity } from '../path-router/options';
import type { PathRewrite } from '../path-router/path-rewrite';

const PREFIX = 'nginx.ingress.kubernetes.io/';

/**
 * The end of a path, written longer than ELEMENT_END: the expressions of a host are tried by length, the longest first, and an
 * Exact route goes before a Prefix route of the same path.
 */
const PATH_END = '(?:$)(?:$)';

/**
 * ingress-nginx: everything stands in annotations of the Ingress, and holds for all of its paths.
 *
 * @see https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/
 */
export const INGRESS_NGINX: Controller = {
  name: 'ingress-nginx',
  features: new Set([
    'basicAuth', 'cookieAffinity', 'cookieAffinity.maxAge', 'cookieAffinity.path', 'cookieAffinity.sameSite', 'cookieAffinity.secure',
    'rewrite', 'redirectToHttps', 'publicDns',
  ]),
  // unmatched requests of a host get the default backend, and the annotations, of the first Ingress that has the host; one beside rules for
  // every host is never used (internal/ingress/controller/controller.go createServers)
  defaultBackend: 'path-of-each-host',
  unsettles: ({ host, features }, router) => features.rewrite !== undefined && !router.hasRewrite(host)
    && router.openPaths(host).length + router.exactPaths(host).length > 0,
  place: (route, router) => [placeRoute(route, router)],
};

function placeRoute(route: ControlledRoute, router: RouterFacts): Placement {
  const { rewrite, basicAuth, cookieAffinity, redirectToHttps } = route.features;
  const regex = router.hasRewrite(route.host);
  // any certificate of an Ingress makes all of its hosts redirect to https, and one of a wildcard all hosts under it
  const tls = router.tlsCovers(route.host);
  const plain = router.hasTls && !tls;
  return {
    ...regex ? pattern(route) : { path: literal(route), pathType: route.pathType },
    annotations: {
      ...basicAuth && authentication(basicAuth),
      ...cookieAffinity && affinity(cookieAffinity, regex),
      ...regex && { [`${PREFIX}use-regex`]: 'true' },
      ...rewrite && { [`${PREFIX}rewrite-target`]: target(route.path, rewrite) },
      ...redirectToHttps === undefined ? plain && { [`${PREFIX}ssl-redirect`]: 'false' } : redirect(redirectToHttps),
    },
    tls,
    labels: [...plain ? ['http'] : [], ...regex && !rewrite ? ['regex'] : []],
  };
}

/**
 * A path as an expression that means the same.
 *
 * Once one Ingress of a host has a rewrite or `use-regex`, all paths of the host, of whatever type, are read as expressions that ignore
 * case and are open at the end, and are tried by length (internal/ingress/controller/location.go, docs/user-guide/ingress-path-matching.md).
 */
function pattern({ path, pathType, features }: ControlledRoute): { readonly path: string; readonly pathType: PathType } {
  const text = pathPattern(path);
  switch (pathType) {
    case PathType.EXACT:
      return { path: `${text}${path.endsWith('/') ? '/' : ''}${PATH_END}`, pathType: PathType.IMPLEMENTATION_SPECIFIC };
    case PathType.PREFIX:
      if (text !== '') {
        return { path: text + ELEMENT_END, pathType: PathType.IMPLEMENTATION_SPECIFIC };
      }
      return features.rewrite ? { path: '/(.*)', pathType: PathType.IMPLEMENTATION_SPECIFIC } : { path, pathType };
    case PathType.IMPLEMENTATION_SPECIFIC:
      return { path, pathType };
  }
}

/** The prefix `/a/` is to take `/a` as well, which ingress-nginx would redirect. */
function literal({ path, pathType }: ControlledRoute): string {
  return pathType === PathType.PREFIX ? path.replace(/\/+$/, '') || '/' : path;
}

/** What `rewrite-target` is for a path that `pattern` wrote. */
function target(path: string, { _path, _whole }: PathRewrite): string {
  if (_whole) {
    return _path;
  }
  if (pathPattern(path) === '') {
    return `${_path}/$1`;
  }
  return _path === '' ? '/$2' : `${_path}$1$2`;
}

function authentication({ secretName, realm }: BasicAuthUsers): Annotations {
  return {
    [`${PREFIX}auth-type`]: 'basic',
    [`${PREFIX}auth-secret`]: secretName,
    ...realm !== undefined && { [`${PREFIX}auth-realm`]: realm },
  };
}

function affinity(cookie: CookieAffinity, regex: boolean): Annotations {
  // the default is the path of the location, which is an expression here
  const path = cookie.path ?? (regex ? '/' : undefined);
  return {
    [`${PREFIX}affinity`]: 'cookie',
    [`${PREFIX}session-cookie-name`]: cookie.name,
    ...cookie.maxAge !== undefined && { [`${PREFIX}session-cookie-max-age`]: `${cookie.maxAge.toSeconds()}` },
    ...path !== undefined && { [`${PREFIX}session-cookie-path`]: path },
    ...cookie.sameSite !== undefined && { [`${PREFIX}session-cookie-samesite`]: cookie.sameSite },
    ...cookie.secure !== undefined && { [`${PREFIX}session-cookie-secure`]: `${cookie.secure}` },
  };
}

/** `ssl-redirect` alone does nothing for a host whose certificate is elsewhere, such as in a load balancer. */
function redirect(wanted: boolean): Annotations {
  return {
    [`${PREFIX}ssl-redirect`]: `${wanted}`,
    [`${PREFIX}force-ssl-redirect`]: `${wanted}`,
  };
}
