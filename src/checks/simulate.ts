import { buildCluster } from '../cluster/build';
import { DEFAULT_SETTINGS } from '../cluster/model';
import type { Cluster, ClusterSettings, Refusal } from '../cluster/model';
import { ClusterOnDemand } from '../cluster/on-demand';
import { Refusals } from '../cluster/refusals';
import { indexResources } from '../cluster/resource-index';
import { isWithinLimits } from '../cluster/within-limits';
import type { Resource } from '../kubernetes/resource';
import type { ValidationOptions } from '../kubernetes/validation/validate';
import type { RoutingConfig } from '../manifests/config';
import { ingressesOfHosts } from '../routers/ingress/of-hosts';
import { CLASS_CONTROLLERS, CONTROLLERS } from '../routers/ingress/registry';
import type { SimulationOnDemand } from '../trace/on-demand';
import { simulate } from '../trace/simulation';
import type { Simulation, SimulationOptions } from '../trace/simulation';

/** What a user asks for besides the config: flags of a command, properties of a plug-in. They win over the config. */
export interface Asked {
  readonly namespace?: string;
  readonly controller?: string;
}

/** How manifests are read and checked, settled once for every entry point: command line, plug-in, in process, tests. */
export interface Settings {
  readonly namespace: string;
  readonly controller: string;
  readonly clusterDomain: string;
  /** Whose rules the API server has; what is absent has its default. */
  readonly validation: Partial<ValidationOptions>;
  readonly config: RoutingConfig | null;
}

export function settle(asked: Asked, config: RoutingConfig | null): Settings {
  return {
    namespace: asked.namespace ?? config?.namespace ?? DEFAULT_SETTINGS.namespace,
    controller: asked.controller ?? config?.controller ?? 'auto',
    clusterDomain: config?.clusterDomain ?? DEFAULT_SETTINGS.clusterDomain,
    validation: validationOptions(config),
    config,
  };
}

/** A controller that is not known. */
export interface UnknownController {
  /** The field of the config; null where it was asked for. */
  readonly path: string | null;
  readonly name: string;
  readonly allowed: readonly string[];
}

/** The first of the named controllers that is not known; null where all are. */
export function unknownController({ controller, config }: Settings): UnknownController | null {
  if (!CONTROLLERS.includes(controller)) return { path: config?.controller === controller ? 'controller' : null, name: controller, allowed: CONTROLLERS };
  for (const [className, name] of config?.controllers ?? []) {
    if (!CLASS_CONTROLLERS.includes(name)) return { path: `controllers.${className}`, name, allowed: CLASS_CONTROLLERS };
  }
  return null;
}

/** Lower case, no full stop. */
export function unknownControllerText({ path, name, allowed }: UnknownController): string {
  return `${path === null || path === 'controller' ? `got controller '${name}'` : `${path}: got '${name}'`}, expected one of: ${allowed.join(', ')}`;
}

function validationOptions(config: RoutingConfig | null): Partial<ValidationOptions> {
  const { kubernetesMinor = null, gatewayApi = null } = config ?? {};
  return { ...(kubernetesMinor === null ? {} : { kubernetesMinor }), ...(gatewayApi === null ? {} : { gatewayApi }) };
}

/** The cluster that the objects would make if the API server took them all, so that a check tells more than the first fault of an object. */
export function simulateAll(resources: readonly Resource[], settings: Settings): Simulation {
  return simulate(buildCluster(resources, clusterSettings(settings)), simulationOptions(settings));
}

/** The cluster that comes of the objects: those that the API server refuses are told among the notices, and nothing is made of them. */
export function simulateAccepted(resources: readonly Resource[], settings: Settings): Simulation {
  const cluster = buildCluster(resources, clusterSettings(settings), new Refusals(settings.validation));
  return simulate(cluster, simulationOptions(settings));
}

/**
 * As `simulateAccepted`, of which each part is made when it is asked for: for one question. Notices are about what was looked at.
 *
 * @param few no more Ingress objects than these are compiled at once
 */
export function simulateOnDemand(resources: readonly Resource[], settings: Settings, few?: number): SimulationOnDemand {
  const index = indexResources(resources);
  const options = simulationOptions(settings);
  const refused = new Refusals(settings.validation);
  const atOnce = (): Simulation => simulate(buildCluster(resources, clusterSettings(settings), refused), options);
  if (!isWithinLimits(index.byKind)) return { simulation: atOnce(), narrowedTo: () => null, atOnce };
  const cluster = new ClusterOnDemand(resources, index, { ...DEFAULT_SETTINGS, ...clusterSettings(settings) }, refused);
  return {
    simulation: simulate(cluster, options),
    atOnce,
    narrowedTo: (hosts) => {
      const isTraefik = (classNames: Iterable<string>): boolean => isTraefikAmong(classNames, cluster, settings);
      const ingresses = ingressesOfHosts(cluster, hosts, { ...few === undefined ? {} : { few }, isTraefik });
      return ingresses === null ? null : simulate(cluster.narrowedTo(ingresses), options);
    },
  };
}

/** Whether Traefik may read some of the Ingress objects that name these classes. */
function isTraefikAmong(classNames: Iterable<string>, { ingressClasses }: Cluster, { controller, config }: Settings): boolean {
  if (controller !== 'auto') return controller === 'traefik';
  const named = [...classNames, ...config?.controllers.values() ?? [], ...ingressClasses.map((each) => each.controller ?? '')];
  return named.some((each) => each.includes('traefik'));
}

function simulationOptions({ controller, config }: Settings): SimulationOptions {
  return config === null ? { controller } : { controller, classes: config.controllers, externals: config.externals };
}

function clusterSettings({ namespace, clusterDomain }: Settings): Partial<ClusterSettings> {
  return { namespace, clusterDomain };
}

/** What the API server refuses of some objects. */
export function refusedAmong(resources: readonly Resource[], { validation }: Settings): ReadonlyMap<Resource, Refusal> {
  const refused = new Refusals(validation);
  return new Map(resources.flatMap((resource) => {
    const refusal = refused.get(resource);
    return refusal === undefined ? [] : [[resource, refusal]];
  }));
}
