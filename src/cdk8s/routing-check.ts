import { ApiObject, App } from 'cdk8s';
import { resourcesOfRendered } from './app-objects';
import type { FailOn } from './routing-enums';
import { APP, CHECK_OPTIONS } from './shapes';
import type { Baseline } from '../checks/baseline';
import type { Severity } from '../checks/finding';
import { checkSimulation, configBaseline, settle, simulateAll, unknownController, unknownControllerText } from '../checks/session';
import type { Settings } from '../checks/session';
import type { IngressController } from '../kubernetes/ingress-controller';
import type { Resource } from '../kubernetes/resource';
import { checked } from '../kubernetes/shapes';
import { userError } from '../kubernetes/user-error';
import { loadConfig } from '../manifests/config-file';
import { checkText } from '../report/check';
import { problemText } from '../report/problem';

/** How `RoutingCheck` checks. */
export interface RoutingCheckOptions {
  /**
   * The namespace of objects that name none.
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
   * @default - cdk8s-routing.yaml in the working directory, when present
   */
  readonly config?: string;

  /**
   * The least severity that makes synthesis fail: `error`, `warning`, or `never`.
   *
   * @default FailOn.ERROR
   */
  readonly failOn?: FailOn;

  /**
   * Whether findings that do not make synthesis fail are kept to itself, instead of written to standard error.
   *
   * @default false
   */
  readonly quiet?: boolean;
}

/**
 * Checks the routing of an app whenever the app is synthesized, for apps that do not use the validations of `cdk8s synth`, and for tests.
 *
 * The whole app is simulated once for each `app.synth()` or `app.synthYaml()`, from the very objects that are written, and nothing that is
 * written changes. When a finding is severe enough, synthesis throws after the manifests were written, with the messages of
 * `cdk8s-routing check`.
 *
 * @example
 *
 * import { App } from 'cdk8s';
 * import { RoutingCheck } from 'cdk8s-routing';
 *
 * const app = new App();
 * RoutingCheck.onSynth(app);
 */
export class RoutingCheck {
  /**
   * Adds the check to an app.
   *
   * @param app the app
   * @param options how it is checked
   * @throws Error when the app is checked already, or an option or the config is wrong
   */
  public static onSynth(app: App, options: RoutingCheckOptions = {}): void {
    const fail = (message: string): Error => userError(`RoutingCheck.onSynth: ${message}`);
    checked(app, APP, 'app', fail);
    if (CHECKED.has(app)) throw fail('the app is checked already; add the check once');
    const check = new RoutingCheck(checked(options, CHECK_OPTIONS, 'options', fail));
    CHECKED.add(app);
    wrapMethods(app, <T>(synthesize: () => T) => check.recording(app, synthesize));
  }

  private readonly settings: Settings;
  private readonly baseline: Baseline | null;
  private readonly failOn: readonly Severity[];
  private readonly quiet: boolean;
  private running = false;

  private constructor(options: RoutingCheckOptions) {
    const loaded = loadConfig(options.config, process.cwd());
    const { config, problems } = loaded;
    if (problems.length > 0) throw userError(`RoutingCheck: ${problems.map(problemText).join('; ')}`);
    this.settings = settle(options, config);
    try {
      this.baseline = configBaseline(loaded);
    } catch (error) {
      throw userError(`RoutingCheck: baseline ${config?.baseline}: ${error instanceof Error ? error.message : String(error)}`);
    }
    const unknown = unknownController(this.settings);
    if (unknown !== null) throw userError(`RoutingCheck: ${unknownControllerText(unknown)}`);
    this.failOn = failing(options.failOn ?? 'error');
    this.quiet = options.quiet ?? false;
  }

  /** Runs `synthesize` and remembers what every object was rendered to, then checks it. */
  private recording<T>(app: App, synthesize: () => T): T {
    // a method that calls the one that it overrides
    if (this.running) return synthesize();
    this.running = true;
    try {
      return this.record(app, synthesize);
    } finally {
      this.running = false;
    }
  }

  private record<T>(app: App, synthesize: () => T): T {
    const rendered = new Map<ApiObject, unknown>();
    const objects = app.node.findAll().filter((node) => ApiObject.isApiObject(node));
    const restore = objects.map((object) => record(object, rendered));
    let written: T;
    try {
      written = synthesize();
    } finally {
      restore.forEach((undo) => undo());
    }
    this.check([...rendered].flatMap(([object, json]) => resourcesOfRendered(json, object.node.path, this.settings.namespace)));
    return written;
  }

  private check(resources: readonly Resource[]): void {
    const { findings, suppressed } = checkSimulation(simulateAll(resources, this.settings), this.settings, this.baseline);
    const report = (): string => checkText(findings, { objects: resources.length, suppressed }, false);
    if (findings.some(({ severity }) => this.failOn.includes(severity))) throw new Error(`the routing check failed:\n${report()}`);
    if (findings.length > 0 && !this.quiet) process.stderr.write(report());
  }
}

const CHECKED = new WeakSet<App>();

const SYNTHESIS = ['synth', 'synthYaml'] as const;

/**
 * Lets a function run around an app's synthesis.
 *
 * The methods are those of a prototype that the app alone has: programs in Python, Java, Go and .NET call the methods of `constructor.prototype`,
 * and never see what the object itself has (jsii kernel, `findInvokeTarget`).
 */
function wrapMethods(app: App, around: <T>(synthesize: () => T) => T): void {
  const inherited = Object.getPrototypeOf(app) as App;
  const { constructor: original } = inherited;
  const constructor = { [original.name]: class {} }[original.name];
  const own = constructor.prototype as App;
  Object.setPrototypeOf(constructor, original);
  Object.setPrototypeOf(own, inherited);
  own.synth = function (this: App) { return around(() => inherited.synth.call(this)); };
  own.synthYaml = function (this: App) { return around(() => inherited.synthYaml.call(this)); };
  for (const name of SYNTHESIS) {
    const property = Object.getOwnPropertyDescriptor(app, name);
    // what somebody put in the place of the method; that of a subclass in another language cannot be replaced, and calls the prototype's
    if (property?.writable === true) app[name] = wrapped(app, property.value as () => never, around);
  }
  Object.setPrototypeOf(app, own);
}

function wrapped<T>(app: App, method: () => T, around: (synthesize: () => T) => T): () => T {
  return () => around(() => method.call(app));
}

/** Lets an object note what it is rendered to; returns what undoes it. */
function record(object: ApiObject, rendered: Map<ApiObject, unknown>): () => void {
  const own = Object.getOwnPropertyDescriptor(object, 'toJson');
  const { toJson } = object;
  object.toJson = () => {
    const json: unknown = toJson.call(object);
    rendered.set(object, json);
    return json;
  };
  return () => {
    if (own === undefined) Reflect.deleteProperty(object, 'toJson');
    else Object.defineProperty(object, 'toJson', own);
  };
}

function failing(failOn: string): readonly Severity[] {
  switch (failOn) {
    case 'error': return ['error'];
    case 'warning': return ['error', 'warning'];
    case 'never': return [];
    default: throw userError(`RoutingCheck: got failOn '${failOn}', expected error, warning or never`);
  }
}
