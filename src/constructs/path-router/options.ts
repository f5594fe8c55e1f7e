import type { ApiObjectMetadata, Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { IBackend } from '../backend';
import type { GatewayRef } from '../gateway-ref';
import type { GatewayRouteOptions } from './gateway-options';
import type { PathRewrite } from './path-rewrite';
import type { IngressController } from '../../kubernetes/ingress-controller';

/**
 * How the path of a route is compared with the path of a request.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/#path-types
 */
export enum PathType {
  /** The same path, letter by letter: `/foo` takes `/foo`, neither `/foo/` nor `/FOO`. */
  EXACT = 'Exact',
  /**
   * Element by element: `/foo` takes `/foo`, `/foo/` and `/foo/bar`, not `/foobar`.
   *
   * Traefik compares letters, unless it runs with `strictPrefixMatching`: `/foo` takes `/foobar` too, and `/foo/` does not take `/foo`.
   */
  PREFIX = 'Prefix',
  /** As the controller does it. For some it is a regular expression. */
  IMPLEMENTATION_SPECIFIC = 'ImplementationSpecific',
}

/** When a browser sends a cookie along with requests that other sites start. */
export enum SameSite {
  /** Always. Browsers ask for `secure` too. */
  NONE = 'None',
  /** With top-level navigation only. */
  LAX = 'Lax',
  /** Never. */
  STRICT = 'Strict',
}

/** Asking for a name and password before a request is passed on; HAProxy asks over http as well, before it redirects to https. */
export interface BasicAuth {
  /**
   * The Secret with the users, in the router's namespace.
   *
   * Controllers read different Secrets: ingress-nginx a key `auth` with htpasswd lines, Traefik a key `users` with htpasswd lines,
   * HAProxy one key for each user with the password's crypt(3) hash.
   *
   * @default - none; `secret` must be given
   */
  readonly secretName?: string;

  /**
   * The Secret with the users, as a construct of any cdk8s-plus version or an `ApiObject` of kind Secret. What it must hold: see `secretName`.
   *
   * @default - none; `secretName` must be given
   */
  readonly secret?: IConstruct;

  /**
   * What the browser's dialog calls the protected place: letters, digits, spaces and `-._~:/`. HAProxy writes `-` for spaces.
   *
   * @default - the controller's own
   */
  readonly realm?: string;
}

/** Keeping a client at the pod that answered it first, with a cookie. */
export interface CookieAffinity {
  /** The cookie's name: letters, digits, `-`, `_`, `.`. */
  readonly name: string;

  /**
   * How long the browser keeps the cookie, in whole seconds. Not with HAProxy.
   *
   * @default - until the browser is closed
   */
  readonly maxAge?: Duration;

  /**
   * The path under which the browser sends the cookie. Not with HAProxy.
   *
   * @default - the controller's own; `/` with ingress-nginx on hosts that have a rewrite, which needs one there
   */
  readonly path?: string;

  /**
   * Whether the cookie goes along with requests that other sites start. Not with HAProxy.
   *
   * @default - the controller's own
   */
  readonly sameSite?: SameSite;

  /**
   * Whether the cookie is sent over https only. Not with HAProxy.
   *
   * @default - the controller's own
   */
  readonly secure?: boolean;
}

/** Public DNS records, made by external-dns. */
export interface PublicDns {
  /**
   * More names for the ingress address, besides the hosts of the routes.
   *
   * @default - only the hosts of the routes
   */
  readonly hostnames?: string[];

  /**
   * What the names point at: IP addresses or host names.
   *
   * @default - the address that the controller writes into the Ingress's status; Traefik does so only when it is told which
   */
  readonly targets?: string[];

  /**
   * How long resolvers may keep the records, in whole seconds.
   *
   * @default - external-dns's own
   */
  readonly ttl?: Duration;
}

/** How one route differs from others. */
export interface RouteOptions extends GatewayRouteOptions {
  /**
   * The Service's port, by number or by name (never the target port). A name must have at most 15 characters.
   *
   * @default - the backend's only TCP port
   */
  readonly port?: number | string;

  /**
   * How `path` is compared.
   *
   * @default PathType.PREFIX
   */
  readonly pathType?: PathType;

  /**
   * Another path for the backend to see. Needs `controller` or `gateway`.
   *
   * With ingress-nginx, a rewrite turns all paths of the host into regular expressions that ignore case; the router writes the host's other
   * routes so that they still mean the same, but for case.
   *
   * @default - the path is passed on as it is
   */
  readonly rewrite?: PathRewrite;

  /**
   * Ask for a name and password. Needs `controller`; the Gateway API does not have it.
   *
   * @default - what the router says
   */
  readonly basicAuth?: BasicAuth;

  /**
   * Keep clients at their pod with a cookie. Needs `controller`; the standard channel of the Gateway API does not have it.
   *
   * Traefik and HAProxy read it from the Service, so it holds for every route to that Service, which must be made by this app.
   *
   * @default - what the router says
   */
  readonly cookieAffinity?: CookieAffinity;

  /**
   * Whether http requests are redirected to https. Needs `controller` or `gateway`.
   *
   * @default - what the router says
   */
  readonly redirectToHttps?: boolean;
}

/** How a route to a Service differs from others. */
export interface ServiceRouteOptions extends RouteOptions {
  /**
   * The host: a lower case DNS name, or a wildcard for exactly one label (`*.example.com`). No IP address, no port.
   *
   * @default - every host that no other route names; with Traefik also paths of such hosts that no route takes, and more where its path is longer
   */
  readonly host?: string;
}

/** A host and path, and where requests for it go. */
export interface PathRoute extends ServiceRouteOptions {
  /**
   * The path, which starts with `/`.
   *
   * @default '/'
   */
  readonly path?: string;

  /** Where the requests go: in the router's namespace, or in any with `gateway`. */
  readonly backend: IBackend;
}

/** The certificate for a set of hosts. */
export interface RouterTls {
  /**
   * The hosts. A wildcard (`*.example.com`) stands for each host with one label in its place.
   *
   * @default - every host
   */
  readonly hosts?: string[];

  /**
   * A Secret of type `kubernetes.io/tls` in the router's namespace.
   *
   * @default - see `secret`
   */
  readonly secretName?: string;

  /**
   * The Secret as a construct of any cdk8s-plus version (`TlsSecret`, `Secret.fromSecretName`), or an `ApiObject` of kind Secret, in the router's
   * namespace. Not together with `secretName`.
   *
   * @default - the controller's default certificate; it or `secretName` must be set for a Gateway
   */
  readonly secret?: IConstruct;
}

/** Properties of a `PathRouter`. */
export interface PathRouterProps {
  /**
   * Name, namespace, labels and annotations of the Ingress, or of the HTTPRoutes.
   *
   * @default - the name is the construct's id, as it stands; the namespace is the chart's
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * The IngressClass, which decides which controller reads the Ingress.
   *
   * @default - the cluster's default class
   */
  readonly ingressClassName?: string;

  /**
   * The Gateway to attach routes to: the router writes HTTPRoutes of the Gateway API, and no Ingress. Not together with `ingressClassName` and
   * `controller`.
   *
   * @default - the router writes an Ingress
   */
  readonly gateway?: GatewayRef;

  /**
   * The controller behind the class. Needed in an Ingress for `basicAuth`, `cookieAffinity`, `rewrite`, `redirectToHttps` and `publicDns`.
   *
   * @default - not known: only what every controller understands is written
   */
  readonly controller?: IngressController;

  /**
   * Routes. More can be added with `addRoute`.
   *
   * @default - none
   */
  readonly routes?: PathRoute[];

  /**
   * Where requests go that no route takes.
   *
   * @default - the controller answers 404
   */
  readonly defaultBackend?: IBackend;

  /**
   * The port of `defaultBackend`, by number or by name.
   *
   * @default - its only TCP port
   */
  readonly defaultBackendPort?: number | string;

  /**
   * Certificates, each for a set of hosts. More can be added with `addTls`. A Gateway that exists has its own.
   *
   * @default - no TLS
   */
  readonly tls?: RouterTls[];

  /**
   * Ask for a name and password on every route. Needs `controller`.
   *
   * @default - open to everyone
   */
  readonly basicAuth?: BasicAuth;

  /**
   * Keep clients at their pod with a cookie, on every route. Needs `controller`.
   *
   * @default - any pod answers
   */
  readonly cookieAffinity?: CookieAffinity;

  /**
   * Whether http requests are redirected to https. Needs `controller` or `gateway`.
   *
   * @default - what the controller does by itself: ingress-nginx and HAProxy redirect hosts that have TLS, Traefik and Gateways serve both
   */
  readonly redirectToHttps?: boolean;

  /**
   * Public DNS records for the hosts, made by external-dns. Needs `controller` or `gateway`.
   *
   * @default - none
   */
  readonly publicDns?: PublicDns;
}
