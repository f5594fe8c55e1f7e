import type { IConstruct } from 'constructs';
import { readSubject } from './subject';
import type { Finding } from '../checks/finding';
import { checkSimulation, settle, simulateAccepted, simulateAll, unknownController, unknownControllerText } from '../checks/session';
import type { Settings } from '../checks/session';
import type { IngressController } from '../kubernetes/ingress-controller';
import type { Resource } from '../kubernetes/resource';
import { checked, closedFields, TEXT } from '../kubernetes/shapes';
import { userError } from '../kubernetes/user-error';
import { loadConfig } from '../manifests/config-file';
import { problemText } from '../report/problem';
import type { Simulation } from '../trace/simulation';

/** An object of a manifest, as `Testing.synth(chart)` or `JSON.parse` give it. */
export type ManifestObject = Readonly<Record<string, unknown>>;

/**
 * What has routes: a `Chart`, an `App` or any other construct; paths of files and folders; YAML or JSON text; objects; or what `routing` made of them.
 */
export type RoutingSubject = IConstruct | string | ManifestObject | readonly (string | ManifestObject)[] | ReadRouting;

/**
 * What `routing` returns, as far as types of `expect` know it: TypeScript compares the types that two copies of the package add to `expect`, and gives up
 * on deep ones.
 */
export interface ReadRouting {
  readonly simulation: object;
  findings(): readonly object[];
}

/** How manifests are read. */
export interface RoutingOptions {
  /**
   * The namespace of namespaced objects that name none, and of a `from` that names none.
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
  readonly controller?: IngressController | `${IngressController}`;

  /**
   * The config file: severities, suppressions, what the cluster holds besides the manifests.
   *
   * @default - none is read
   */
  readonly config?: string;
}

const OPTIONS = closedFields({ namespace: TEXT, controller: TEXT, config: TEXT });

/** Manifests that were read once, for many expectations. */
export class Routing {
  private accepted?: Simulation;

  constructor(private readonly resources: readonly Resource[], private readonly settings: Settings) {}

  /** The cluster that comes of the objects that the API server takes. */
  get simulation(): Simulation {
    this.accepted ??= simulateAccepted(this.resources, this.settings);
    return this.accepted;
  }

  /** What is wrong with the manifests, by every rule. */
  findings(): readonly Finding[] {
    return checkSimulation(simulateAll(this.resources, this.settings), this.settings).findings;
  }
}

/**
 * Reads manifests once, for many expectations, or with other settings than usual.
 *
 * @param subject a construct, paths, text, or objects
 * @throws Error when something cannot be read, with file, line and column
 */
export function routing(subject: RoutingSubject, given: RoutingOptions = {}): Routing {
  const options = checked(given, OPTIONS, 'options', (message) => userError(`routing: ${message}`));
  if (subject instanceof Routing) return subject;
  const { config, problems } = options.config === undefined ? { config: null, problems: [] } : loadConfig(options.config, process.cwd());
  if (problems.length > 0) throw new Error(problems.map(problemText).join('\n'));
  const settings = settle(options, config);
  const unknown = unknownController(settings);
  if (unknown !== null) throw new Error(unknownControllerText(unknown));
  return new Routing(readSubject(subject, settings.namespace), settings);
}
