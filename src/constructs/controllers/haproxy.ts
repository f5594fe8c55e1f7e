import type { Annotations, BasicAuthUsers, Controller, ControlledRoute, RouterFacts } from './controller';
import { ELEMENT_END, pathPattern } from './path-pattern';
import type { PathRewrite } from '../path-router/path-rewrite';

const PREFIX = 'haproxy.org/';

/**
 * HAProxy Kubernetes Ingress Controller: annotations of the Ingress, and of the Service for affinity.
 *
 * @see https://github.com/haproxytech/kubernetes-ingress/blob/master/documentation/annotations.md
 */
export const HAPROXY: Controller = {
  name: 'haproxy',
  features: new Set(['basicAuth', 'cookieAffinity', 'rewrite', 'redirectToHttps', 'publicDns']),
  // several Ingress objects share the HAProxy backend of a Service; on an Ingress the annotation is ignored
  serviceAnnotations: ({ name }) => ({ [`${PREFIX}cookie-persistence`]: name }),
  // annotations say nothing of `spec.defaultBackend`, so that it would be neither redirected nor asked for a password
  defaultBackend: 'path-of-each-host',
  place: (route, router) => [{
    path: route.path,
    pathType: route.pathType,
    annotations: annotations(route, router),
    tls: true,
    labels: [],
  }],
};

function annotations({ host, path, features }: ControlledRoute, router: RouterFacts): Annotations {
  const { basicAuth, rewrite, redirectToHttps } = features;
  return {
    ...basicAuth && authentication(basicAuth),
    ...rewrite && { [`${PREFIX}path-rewrite`]: pathRewrite(path, rewrite, router) },
    ...redirect(redirectToHttps, router.tlsCovers(host)),
  };
}

function authentication({ secretName, realm }: BasicAuthUsers): Annotations {
  return {
    [`${PREFIX}auth-type`]: 'basic-auth',
    [`${PREFIX}auth-secret`]: secretName,
    ...realm !== undefined && { [`${PREFIX}auth-realm`]: realm },
  };
}

/** An expression and what it becomes, or only the latter: HAProxy's `http-request replace-path`. */
function pathRewrite(path: string, { _path, _whole }: PathRewrite, router: RouterFacts): string {
  if (_whole) {
    return _path;
  }
  if (/\s/.test(path)) {
    throw router.error(`path '${path}' has a space, which splits the rewrite that HAProxy reads; write %20`);
  }
  const pattern = pathPattern(path);
  if (pattern === '') {
    return `^/(.*) ${_path}/\\1`;
  }
  return `^${pattern}${ELEMENT_END} ${_path === '' ? '/\\2' : `${_path}\\1\\2`}`;
}

/** An Ingress with a certificate for named hosts is redirected unless it says no, with one for every host if it says so; to port 8443 unless it says which. */
function redirect(wanted: boolean | undefined, hasTls: boolean): Annotations {
  const redirects = wanted ?? (hasTls ? true : undefined);
  return {
    ...redirects !== undefined && { [`${PREFIX}ssl-redirect`]: `${redirects}` },
    ...redirects === true && { [`${PREFIX}ssl-redirect-port`]: '443' },
  };
}
