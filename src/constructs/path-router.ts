import { Construct } from 'constructs';
import type { IBackend } from './backend';
import { constructError, withdrawn } from './construct-error';
import type { RouteFeatures } from './controllers/controller';
import { GatewayWriter } from './controllers/gateway-api/gateway-writer';
import { controllerOf } from './controllers/registry';
import { checkFeatures, checkPublicDns, checkTls } from './path-router/checks';
import { conditionKeys } from './path-router/gateway-route';
import { IngressWriter } from './path-router/ingress-writer';
import type { PathRouterProps, PathRoute, RouteOptions, RouterTls } from './path-router/options';
import type { RouterModel, SettledRoute } from './path-router/plan';
import { settleBasicAuth, settleTls } from './path-router/secret';
import { chooseRouterName, describeRoute, modelProblems, settleRoute } from './path-router/settle';
import { PATH_ROUTER, ROUTE_OPTIONS, ROUTES, TLS } from './path-router/shapes';
import { hostMatches } from './path-router/tls';
import type { RouterWriter } from './path-router/writer';
import { checkedProps } from './props';
import { checked, PORT, TEXT } from '../kubernetes/shapes';

/**
 * Routes requests by host and path to Services: an Ingress, or HTTPRoutes of the Gateway API where `gateway` is set.
 *
 * The Ingress is the child `Resource`. Options that Ingress has no field for are written for the `controller`; since annotations hold for
 * a whole Ingress, routes with options of their own go to further Ingress objects (`<name>-auth`, `<name>-rewrite`, ...).
 *
 * With `gateway` there is an HTTPRoute for each host, the first of which is the child `Resource`; the same props mean the same requests.
 *
 * Throws when a prop is wrong: when the API server would refuse a host, path, port, TLS host or name, when a backend is in another namespace or
 * lacks the port, when two routes have the same host, path and type, when an option needs a controller, or one that has it. The message
 * names the construct's path, what was got and what is allowed.
 *
 * @example
 *
 * import { App, Chart } from 'cdk8s';
 * import { ExposedApp, PathRouter, PathType } from 'cdk8s-routing';
 *
 * const chart = new Chart(new App(), 'kiada', { namespace: 'kiada' });
 * const quote = new ExposedApp(chart, 'quote', { image: 'example.com/quote:1.0', port: 80 });
 * const router = new PathRouter(chart, 'public', { ingressClassName: 'nginx', tls: [{ hosts: ['*.example.com'], secretName: 'example-com-tls' }] });
 * router.addRoute({ host: 'api.example.com', path: '/quote', pathType: PathType.EXACT, backend: quote });
 * router.url('api.example.com', '/quote'); // https://api.example.com/quote
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/
 */
export class PathRouter extends Construct {
  /** The name of the Ingress, or of the first HTTPRoute. */
  public readonly ingressName: string;
  /** The name of the Gateway that the routes attach to. Undefined where the router writes an Ingress. */
  public readonly gatewayName: string | undefined;

  private readonly writer: RouterWriter;
  private readonly given: PathRoute[] = [];
  private readonly settled: SettledRoute[] = [];
  /** The routes by what they match. */
  private readonly byMatch = new Map<string, SettledRoute>();
  private model: RouterModel;
  /** Whether nothing was wrong when it was validated, and nothing has come since: an app is validated once for each chart and once more. */
  private sound = false;

  /**
   * @param scope where in the tree it stands, in a chart
   * @param id its name in the scope, and the Ingress's name unless `metadata` gives one
   * @param props routes, certificates and options (routes can also be added later)
   */
  public constructor(scope: Construct, id: string, props: PathRouterProps = {}) {
    const given = checkedProps('PathRouter', scope, id, props, PATH_ROUTER);
    super(scope, id);
    const fail = (message: string) => this.error(message);
    try {
      const what = given.gateway === undefined ? 'an Ingress' : 'an HTTPRoute';
      this.ingressName = chooseRouterName(id, given.metadata?.name, what, fail);
      this.writer = this.createWriter(given);
      this.gatewayName = this.writer.gatewayName;
      this.model = this.emptyModel(given);
      if (given.tls !== undefined) {
        this.addTls(...given.tls);
      }
      if (given.defaultBackend !== undefined) {
        this.addDefaultBackend(given.defaultBackend, given.defaultBackendPort);
      }
      if (given.routes !== undefined) {
        this.addRoutes(...given.routes);
      }
      this.writer.check(this.model);
    } catch (error) {
      throw withdrawn(this, error);
    }
    this.node.addValidation({ validate: () => this.problems() });
  }

  /** The namespace of the Ingress or the HTTPRoutes. Undefined where neither `metadata` nor the chart names one, so that it is chosen when it is applied. */
  public get namespace(): string | undefined {
    return this.writer.main.metadata.namespace;
  }

  /** The routes, a copy. */
  public get routes(): PathRoute[] {
    return this.given.map((route) => ({ ...route }));
  }

  /** The certificates, a copy; each Secret by its name. */
  public get tls(): RouterTls[] {
    return this.model.tls.map((entry) => ({ ...entry, hosts: entry.hosts && [...entry.hosts] }));
  }

  /** The names that must point at the ingress address: the hosts of the routes, wildcards included, and those of `publicDns`, sorted. */
  public get hostnames(): string[] {
    const hosts = this.model.routes.map(({ host }) => host).filter((host) => host !== '');
    return [...new Set([...hosts, ...this.model.publicDns?.hostnames ?? []])].sort();
  }

  /**
   * Adds a route.
   *
   * Throws as the constructor does; the router then stays as it was.
   *
   * @param route a host and path, and where requests for it go
   */
  public addRoute(route: PathRoute): void {
    this.addRoutes(route);
  }

  /**
   * Adds routes, all or none.
   *
   * Throws as the constructor does; the router then stays as it was.
   *
   * @param routes hosts and paths, and where requests for them go
   */
  public addRoutes(...routes: PathRoute[]): void {
    const added = new Map<string, SettledRoute>();
    const copies = checked(routes, ROUTES, 'routes', (message) => this.error(message));
    for (const route of copies.map((given) => settleRoute(given, this.model, this.writer, (message) => this.error(message)))) {
      for (const condition of conditionKeys(route.gateway)) {
        const key = JSON.stringify([route.host, route.path, route.pathType, condition]);
        this.checkTwin(route, this.byMatch.get(key) ?? added.get(key));
        added.set(key, route);
      }
    }
    const settled = [...new Set(added.values())];
    this.writer.add(this.model, settled);
    for (const [key, route] of added) {
      this.byMatch.set(key, route);
    }
    this.settled.push(...settled);
    this.given.push(...copies);
    this.sound = false;
  }

  /**
   * Adds a route for every path of a host.
   *
   * Throws as the constructor does; the router then stays as it was.
   *
   * @param host a lower case DNS name, or a wildcard for one label (`*.example.com`)
   * @param backend where the requests go: in the router's namespace, or in any with `gateway`
   * @param options how the route differs from others
   */
  public addHost(host: string, backend: IBackend, options: RouteOptions = {}): void {
    const fail = (message: string) => this.error(message);
    this.addRoutes({ ...checked(options, ROUTE_OPTIONS, 'options', fail), host: checked(host, TEXT, 'host', fail), backend });
  }

  /**
   * Sends requests that no route takes to a backend.
   *
   * ingress-nginx does so for the hosts that are in the same Ingress; a Gateway does so for every host. Throws when there is one already, or the backend is in another
   * namespace or lacks the port.
   *
   * @param backend where the requests go, in the router's namespace
   * @param port by number or by name (the backend's only TCP port unless given)
   */
  public addDefaultBackend(backend: IBackend, port?: number | string): void {
    const fail = (message: string) => this.error(`default backend: ${message}`);
    if (port !== undefined) checked(port, PORT, 'port', fail);
    const before = this.model.defaultBackend;
    if (before !== undefined) {
      throw fail(`it is Service '${before.service}' already, and a router has one; got Service '${backend.serviceName}' too`);
    }
    const settled = this.writer.settleBackend(backend, port, fail);
    this.writer.checkDefaultBackend(settled, fail);
    this.change({ defaultBackend: settled });
  }

  /**
   * Adds certificates, each for a set of hosts.
   *
   * Throws when a host is not a DNS name or wildcard, or has a certificate already.
   *
   * @param tls hosts, and the Secret with their certificate
   */
  public addTls(...tls: RouterTls[]): void {
    const entries = [...this.model.tls];
    for (const given of checked(tls, TLS, 'tls', (message) => this.error(message))) {
      const fail = (message: string) => this.error(`tls of ${(given.hosts ?? []).join(', ') || 'every host'}: ${message}`);
      const entry = settleTls(given, this.namespace, fail);
      checkTls(entry, entries, fail);
      this.writer.checkTls(entry, fail);
      entries.push(entry);
    }
    this.change({ tls: entries });
  }

  /**
   * The URL of a host and path: `https://` where there is a certificate for the host, or the Gateway has a listener for https by `httpsSection`;
   * otherwise `http://`.
   *
   * Throws when no route takes requests for the host.
   *
   * @param host a name that the router takes requests for
   * @param path starts with `/`
   */
  public url(host: string, path: string = '/'): string {
    const { routes, defaultBackend, tls } = this.model;
    checked(host, TEXT, 'host', (message) => this.error(message));
    checked(path, TEXT, 'path', (message) => this.error(message));
    if (host.includes('*')) {
      throw this.error(`'${host}' stands for many hosts; a URL needs one of them`);
    }
    if (defaultBackend === undefined && !routes.some((route) => route.host === '' || hostMatches(route.host, host))) {
      throw this.error(`no route takes requests for '${host}'; there are routes for ${this.hostnames.join(', ') || 'no host'}`);
    }
    const secure = this.writer.https || tls.some(({ hosts = [] }) => hosts.length === 0 || hosts.some((name) => hostMatches(name, host)));
    return `${secure ? 'https' : 'http'}://${host}${path.startsWith('/') ? path : `/${path}`}`;
  }

  /** `/foo` and `/foo/` of type Prefix are no twins: both take the same requests, and by the specification the longer one wins. */
  private checkTwin(route: SettledRoute, other: SettledRoute | undefined): void {
    if (other !== undefined) {
      throw this.error(`route ${describeRoute(route)} is listed more than once, to Service '${other.backend.service}' port ${other.backend.port} and to `
        + `Service '${route.backend.service}' port ${route.backend.port}; only one can take its requests`);
    }
  }

  /** A router that has been told nothing yet but its options. */
  private emptyModel({ controller: name, basicAuth: users, cookieAffinity, redirectToHttps, publicDns, ...props }: PathRouterProps): RouterModel {
    const fail = (message: string) => this.error(message);
    const controller = controllerOf(name, fail);
    const features: RouteFeatures = { basicAuth: settleBasicAuth(users, controller, this.namespace, fail), cookieAffinity, redirectToHttps };
    checkFeatures(features, this.writer, fail);
    if (publicDns !== undefined) {
      checkPublicDns(publicDns, this.writer, fail);
    }
    if (props.defaultBackend === undefined && props.defaultBackendPort !== undefined) {
      throw fail('got \'defaultBackendPort\' without \'defaultBackend\'; specify both or none');
    }
    return { namespace: this.namespace, controller, features, publicDns, routes: this.settled, tls: [], defaultBackend: undefined };
  }

  private createWriter(props: PathRouterProps): RouterWriter {
    const fail = (message: string) => this.error(message);
    const { gateway } = props;
    if (gateway === undefined) {
      return new IngressWriter(this, this.ingressName, props, controllerOf(props.controller, fail), () => this.model, fail);
    }
    for (const prop of ['ingressClassName', 'controller'] as const) {
      if (props[prop] !== undefined) {
        throw fail(`got 'gateway' and '${prop}', which is about an Ingress; a router writes one of them: leave '${prop}' out, or make a second router`);
      }
    }
    return new GatewayWriter(this, this.ingressName, props, gateway, () => this.model, fail);
  }

  /** Nothing changes where something is wrong. */
  private change(part: Partial<RouterModel>): void {
    const model = { ...this.model, ...part };
    this.writer.change(this.model, model);
    this.model = model;
    this.sound = false;
  }

  private problems(): string[] {
    if (this.sound) return [];
    const problems = [...modelProblems(this.model, this.hostnames), ...this.writer.problems(this.model)]
      .map((message) => this.error(message).message);
    if (problems.length === 0) {
      try {
        this.writer.check(this.model);
      } catch (error) {
        problems.push(error instanceof Error ? error.message : String(error));
      }
    }
    this.sound = problems.length === 0;
    return problems;
  }

  private error(message: string): Error {
    return constructError('PathRouter', this, message);
  }
}
