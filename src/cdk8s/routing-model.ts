import type { IConstruct } from 'constructs';
import { resourcesOf } from './app-objects';
import { RoutingPicture } from './routing-enums';
import type { RoutingMigration, RoutingMigrationOptions } from './routing-migration';
import type { RoutingFinding, RoutingRequestOptions, RoutingTrace } from './routing-results';
import type { RoutingRoutes } from './routing-routes';
import type { RoutingStatus } from './routing-status';
import { MIGRATION_OPTIONS, MODEL_OPTIONS, PATHS, REQUEST_OPTIONS, SCOPE } from './shapes';
import { checkSimulation, refusedOf, settle, simulateAccepted, simulateAll, unknownController, unknownControllerText } from '../checks/session';
import type { Settings } from '../checks/session';
import { unknownDifference } from '../diff/accepted';
import { CHANGE_KINDS } from '../diff/compare';
import { routeGraph } from '../graph/build';
import { explorerPage } from '../graph/explorer-page';
import { PICTURES, picture } from '../graph/render';
import type { IngressController } from '../kubernetes/ingress-controller';
import type { Resource } from '../kubernetes/resource';
import { checked, TEXT } from '../kubernetes/shapes';
import { userError } from '../kubernetes/user-error';
import { excludedByConfig, loadConfig } from '../manifests/config-file';
import { readManifests, readManifestsSync } from '../manifests/files';
import type { InputNotice } from '../manifests/other-tools';
import { parseManifests } from '../manifests/yaml/parse';
import type { InputProblem } from '../manifests/yaml/parse';
import { isKept, migrate } from '../migrate/migrate';
import { findingFields } from '../report/check';
import { migrationYaml } from '../report/migrate';
import { problemText } from '../report/problem';
import { routeFields, serviceFields } from '../report/routes';
import { statusFields } from '../report/status';
import { traceFields } from '../report/trace';
import { gatewayStatus } from '../routers/gateway/status';
import { overview } from '../routes/overview';
import { resolveClient } from '../trace/client';
import { traceRedirects } from '../trace/redirects';
import { parseRequest } from '../trace/request';
import type { Simulation } from '../trace/simulation';
import { traceRequest } from '../trace/trace';

/** How manifests are read. */
export interface RoutingModelOptions {
  /**
   * The namespace of namespaced objects that name none.
   *
   * @default - as in the config, otherwise 'default'
   */
  readonly namespace?: string;

  /**
   * How Ingress is read: `auto` reads each class as its own controller does, `spec` all of it as the text of the Ingress v1 API, any other name
   * all of it as that controller does.
   *
   * @default - as in the config, otherwise 'auto'
   */
  readonly controller?: IngressController;

  /**
   * The config file: severities, suppressions, what the cluster holds besides the manifests.
   *
   * @default - none is read
   */
  readonly config?: string;
}

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
  public static async fromFiles(paths: string[], options: RoutingModelOptions = {}): Promise<RoutingModel> {
    const named = checked(paths, PATHS, 'paths', failOf('fromFiles'));
    const settings = settingsOf(options, 'fromFiles');
    const io = { cwd: process.cwd(), readStdin: async () => '' };
    const read = await readManifests(named, io, { namespace: settings.namespace, exclude: excludedByConfig(settings.config, io.cwd) });
    refuse([...read.problems, ...missing(read.notices)]);
    return new RoutingModel(read.resources, settings);
  }

  /**
   * Reads files, folders, and globs at once: `fromFiles` for other languages, which do not await.
   *
   * @param paths files, folders (walked for `.yaml`, `.yml` and `.json`), or globs
   * @param options how they are read
   * @throws Error with file, line and column when something cannot be read
   */
  public static fromFilesSync(paths: string[], options: RoutingModelOptions = {}): RoutingModel {
    const named = checked(paths, PATHS, 'paths', failOf('fromFilesSync'));
    const settings = settingsOf(options, 'fromFilesSync');
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
    const settings = settingsOf(options, 'fromText');
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
    const settings = settingsOf(options, 'fromConstruct');
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
    return withoutNulls(statusFields(gatewayStatus(cluster, externals), refusedOf(this.resources, this.settings))) as RoutingStatus;
  }

  /** Every way in, and where it leads: the routes of every router, and the ports of every Service. */
  public routes(): RoutingRoutes {
    const { routes, services } = overview(this.accepted());
    return withoutNulls({ routes: routes.map(routeFields), services: services.map(serviceFields) }) as RoutingRoutes;
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
    this.simulation ??= simulateAccepted(this.resources, this.settings);
    const migration = migrate(this.resources, this.settings, { gatewayClass, ...named }, this.simulation);
    const { diff: { asked, differing }, changes, notes } = migration;
    return withoutNulls({
      yaml: migrationYaml(migration),
      asked,
      equal: asked - differing,
      kept: isKept(migration, false),
      changes: changes.map(({ change: { kind, request: { url }, classes }, because, action }) => ({ kind, url, classes, because, action })),
      notes: notes.map(({ code, source: { resource: { apiVersion, kind, namespace, name }, field }, reason, action }) => (
        { code, object: { apiVersion, kind, namespace, name }, path: field, reason, action }
      )),
    }) as RoutingMigration;
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
    return withoutNulls(traceFields(follow(simulation, { ...request, from: client }))) as RoutingTrace;
  }

  private accepted(): Simulation {
    this.simulation ??= simulateAccepted(this.resources, this.settings);
    return this.simulation;
  }
}

function failOf(method: string): (message: string) => Error {
  return (message) => userError(`RoutingModel.${method}: ${message}`);
}

function settingsOf(given: RoutingModelOptions, method: string): Settings {
  const fail = failOf(method);
  const options = checked(given, MODEL_OPTIONS, 'options', fail);
  const { config, problems } = options.config === undefined ? { config: null, problems: [] } : loadConfig(options.config, process.cwd());
  refuse(problems);
  const settings = settle(options, config);
  const unknown = unknownController(settings);
  if (unknown !== null) throw fail(unknownControllerText(unknown));
  const difference = unknownDifference(config?.acceptedDifferences ?? []);
  if (difference !== undefined) throw fail(`${difference.field}.kind: got '${difference.kind}', expected one of: ${CHANGE_KINDS.join(', ')}`);
  return settings;
}

/** A program has nobody to tell that a chart was passed over. */
function missing(notices: readonly InputNotice[]): readonly InputProblem[] {
  return notices.filter(({ kind }) => kind === 'chart').map(({ file, message }) => ({ file, line: null, column: null, message, kind: 'unreadable' }));
}

function refuse(problems: readonly InputProblem[]): void {
  if (problems.length === 0) return;
  throw userError(`the manifests cannot be read:\n  ${problems.map(problemText).join('\n  ')}`);
}

/** A document of the contract as jsii structs are: a field that is null there is absent here. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null).map(([key, field]) => [key, withoutNulls(field)]));
}
