import type { IConstruct } from 'constructs';
import { resourcesOf } from './app-objects';
import { migrationOf } from './migration-result';
import { missing, refuse, settingsOf } from './model-settings';
import { withoutNulls } from './plain';
import { readRouteTests } from './route-test-file';
import { RoutingDiff } from './routing-diff';
import { RoutingResolution, type RoutingResolveOptions } from './routing-dns';
import type { RoutingEndpointSlice } from './routing-endpoints';
import { RoutingPicture } from './routing-enums';
import type { RoutingMigration, RoutingMigrationOptions } from './routing-migration';
import type { RoutingModelOptions } from './routing-model-options';
import type { RoutingFinding } from './routing-results';
import type { RoutingRoutes } from './routing-routes';
import type { RoutingStatus } from './routing-status';
import { RoutingTestRun } from './routing-tests';
import { RoutingTrace, type RoutingRequestOptions } from './routing-trace';
import { MIGRATION_OPTIONS, PATHS, REQUEST_OPTIONS, RESOLVE_OPTIONS, SCOPE } from './shapes';
import { checkSimulation, refusedAmong, simulateAccepted, simulateAll } from '../checks/session';
import type { Settings } from '../checks/session';
import { resolveName } from '../cluster/dns/dns';
import { diffSimulations } from '../diff/diff';
import { runExpectations } from '../expectations/run';
import { routeGraph } from '../graph/build';
import { explorerPage } from '../graph/explorer-page';
import { PICTURES, picture } from '../graph/render';
import type { Resource } from '../kubernetes/resource';
import { checked, objectOf, TEXT } from '../kubernetes/shapes';
import { userError } from '../kubernetes/user-error';
import { excludedByConfig } from '../manifests/config-file';
import { readManifestsSync } from '../manifests/files';
import { parseManifests } from '../manifests/yaml/parse';
import { migrate } from '../migrate/migrate';
import { findingFields } from '../report/check';
import { sliceFields } from '../report/endpoints';
import { routeFields, serviceFields } from '../report/routes';
import { statusFields } from '../report/status';
import { workloadPath } from '../report/trace';
import { gatewayStatus } from '../routers/gateway/status';
import { overview } from '../routes/overview';
import { resolveClient } from '../trace/client';
import { traceRedirects } from '../trace/redirects';
import { parseRequest } from '../trace/request';
import type { Simulation } from '../trace/simulation';
import { findClient, traceRequest } from '../trace/trace';

/**
 * What a cluster does with a set of manifests.
 *
 * @example
 *
 * import { App, Chart } from 'cdk8s';
 * import { ExposedApp, RoutingModel } from 'cdk8s-routing';
 *
 * const app = new App();
 * const chart = new Chart(app, 'kiada', { namespace: 'kiada' });
 * new ExposedApp(chart, 'quote', { image: 'example.com/quote:1.0', port: 80, targetPort: 8080 });
 *
 * const model = RoutingModel.fromConstruct(app);
 * model.check(); // []
 * model.trace('http://quote', { from: 'kiada/Deployment/quote' }).outcome; // delivered
 */
export class RoutingModel {
  /**
   * Reads files, folders, and globs, as kubectl reads them.
   *
   * @param paths files, folders (walked for `.yaml`, `.yml` and `.json`), or globs
   * @param options how they are read
   * @throws Error with file, line and column when something cannot be read
   */
  public static fromFiles(paths: string[], options: RoutingModelOptions = {}): RoutingModel {
    const named = checked(paths, PATHS, 'paths', failOf('fromFiles'));
    const settings = settingsOf(options, failOf('fromFiles'));
    const exclude = excludedByConfig(settings.config, process.cwd());
    const read = readManifestsSync(named, process.cwd(), { namespace: settings.namespace, exclude });
    refuse([...read.problems, ...missing(read.notices)]);
    return new RoutingModel(read.resources, settings);
  }

  /**
   * Reads YAML or JSON text, of one document or several. Findings name it `<text>`.
   *
   * @param text the manifests
   * @param options how they are read
   * @throws Error with line and column when something cannot be read
   */
  public static fromText(text: string, options: RoutingModelOptions = {}): RoutingModel {
    checked(text, TEXT, 'text', failOf('fromText'));
    const settings = settingsOf(options, failOf('fromText'));
    const { resources, problems } = parseManifests(text, '<text>', { namespace: settings.namespace });
    refuse(problems);
    return new RoutingModel(resources, settings);
  }

  /**
   * Reads an app, a chart, or any other construct with everything below it. Nothing is written, and the app is not changed.
   *
   * @param scope the construct
   * @param options how the objects are read
   * @throws Error when an object cannot be rendered
   */
  public static fromConstruct(scope: IConstruct, options: RoutingModelOptions = {}): RoutingModel {
    checked(scope, SCOPE, 'scope', failOf('fromConstruct'));
    const settings = settingsOf(options, failOf('fromConstruct'));
    return new RoutingModel(resourcesOf(scope, settings.namespace), settings);
  }

  private simulation?: Simulation;

  private constructor(private readonly resources: readonly Resource[], private readonly settings: Settings) {
  }

  /** What is wrong with the manifests, by every rule, sorted by file and place. */
  public check(): RoutingFinding[] {
    const { findings } = checkSimulation(simulateAll(this.resources, this.settings), this.settings);
    return findings.map((finding) => withoutNulls(findingFields(finding)) as RoutingFinding);
  }

  /**
   * The status that Gateways, routes and policies of the Gateway API will get.
   *
   * What the API server refuses has the status that it would get if the server took it, and says that it is refused.
   */
  public status(): RoutingStatus {
    const { cluster, externals } = simulateAll(this.resources, this.settings);
    return withoutNulls(statusFields(gatewayStatus(cluster, externals), refusedAmong(this.resources, this.settings))) as RoutingStatus;
  }

  /** Every way in, and where it leads: the routes of every router, and the ports of every Service. */
  public routes(): RoutingRoutes {
    const { routes, services } = overview(this.accepted());
    return withoutNulls({ routes: routes.map(routeFields), services: services.map(serviceFields) }) as RoutingRoutes;
  }

  /** The EndpointSlices that the cluster will hold, by namespace, Service, address type and ports. */
  public endpoints(): RoutingEndpointSlice[] {
    return withoutNulls(this.accepted().cluster.slices.map(sliceFields)) as RoutingEndpointSlice[];
  }

  /**
   * Asks the cluster's DNS for a name.
   *
   * @param name `quote`, `quote.kiada.svc.cluster.local`, `_http._tcp.quote`, an IP address
   * @param options who asks
   * @throws Error when a workload asks that does not exist
   */
  public resolve(name: string, options: RoutingResolveOptions = {}): RoutingResolution {
    const fail = failOf('resolve');
    checked(name, TEXT, 'name', fail);
    const { from } = checked(options, RESOLVE_OPTIONS, 'options', fail);
    const { cluster } = this.accepted();
    const { namespace } = this.settings;
    if (from === undefined) return RoutingResolution._of(resolveName(cluster, name, { namespace, pod: null }), namespace);
    const client = resolveClient(cluster, from, namespace);
    if (typeof client === 'string') throw fail(client);
    const answer = resolveName(cluster, name, { namespace: client.namespace, pod: findClient(cluster, client) ?? null });
    return RoutingResolution._of(answer, workloadPath(client));
  }

  /**
   * Runs a file of route tests.
   *
   * @param file the file, YAML or JSON
   * @throws Error with file, line and column when it cannot be read, or has no tests
   */
  public test(file: string): RoutingTestRun {
    const fail = failOf('test');
    const tests = readRouteTests(checked(file, TEXT, 'file', fail), fail);
    const simulation = this.accepted();
    return RoutingTestRun._of(simulation, runExpectations(simulation, tests));
  }

  /**
   * Compares with a newer version: which requests change their outcome. All requests are divided into classes that both versions treat alike, and each
   * class is followed on both sides.
   *
   * @param newer the newer version, whose config may accept differences
   */
  public diff(newer: RoutingModel): RoutingDiff {
    checked(newer, MODEL, 'newer', failOf('diff'));
    return RoutingDiff._of(diffSimulations(this.accepted(), newer.accepted(), newer.settings.config?.acceptedDifferences));
  }

  /**
   * Draws the route map: who enters, by routers, hosts and paths, to Services and workloads.
   *
   * The same manifests give the same text.
   *
   * @param format what it is drawn as
   */
  public graph(format: RoutingPicture = RoutingPicture.MERMAID): string {
    if (format === RoutingPicture.HTML) return explorerPage({ resources: this.resources, settings: this.settings, accepted: this.accepted() });
    const known = PICTURES.find((each) => each === String(format));
    if (known === undefined) throw failOf('graph')(`got format '${String(format)}', expected one of: ${[...PICTURES, RoutingPicture.HTML].join(', ')}`);
    return picture(routeGraph(overview(this.accepted())), known);
  }

  /**
   * Turns Ingress objects into objects of the Gateway API, and compares which requests would change.
   *
   * @param options the GatewayClass that takes over
   * @throws Error when `gateway` is not NAMESPACE/NAME
   */
  public migrate(options: RoutingMigrationOptions): RoutingMigration {
    const fail = failOf('migrate');
    const { gatewayClass, gateway } = checked(options, MIGRATION_OPTIONS, 'options', fail);
    const parts = gateway?.split('/');
    if (parts !== undefined && (parts.length !== 2 || parts.includes(''))) throw fail(`gateway: got '${gateway}', expected NAMESPACE/NAME`);
    const named = parts === undefined ? {} : { gateway: { namespace: parts[0], name: parts[1] } };
    return migrationOf(migrate(this.resources, this.settings, { gatewayClass, ...named }, this.accepted()));
  }

  /**
   * Follows a request to the pods that it reaches.
   *
   * @param url `http://api.example.com/quote`, `http://quote`, `tcp://db:5432`
   * @param options method, headers, and where it comes from
   * @throws Error when it is no request, or comes from a workload that does not exist
   */
  public trace(url: string, options: RoutingRequestOptions = {}): RoutingTrace {
    const fail = failOf('trace');
    checked(url, TEXT, 'url', fail);
    const { method, headers = {}, from, followRedirects = false } = checked(options, REQUEST_OPTIONS, 'options', fail);
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    const { namespace } = this.settings;
    const { request, error } = parseRequest({ url, method, headers: lines, namespace });
    if (request === null) throw fail(error);
    const simulation = this.accepted();
    const client = from === undefined ? null : resolveClient(simulation.cluster, from, namespace);
    if (typeof client === 'string') throw fail(client);
    const follow = followRedirects ? traceRedirects : traceRequest;
    return RoutingTrace._of(follow(simulation, { ...request, from: client }));
  }

  private accepted(): Simulation {
    this.simulation ??= simulateAccepted(this.resources, this.settings);
    return this.simulation;
  }
}

const MODEL = objectOf('a RoutingModel', (value) => value instanceof RoutingModel);

function failOf(method: string): (message: string) => Error {
  return (message) => userError(`RoutingModel.${method}: ${message}`);
}
