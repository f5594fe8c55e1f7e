import type { Baseline } from './baseline';
import { runChecks } from './run';
import type { CheckResult } from './run';
import { buildCluster } from '../cluster/build';
import { DEFAULT_SETTINGS } from '../cluster/model';
import type { Resource } from '../kubernetes/resource';
import type { RoutingConfig } from '../manifests/config';
import { simulate } from '../trace/simulation';
import type { Simulation } from '../trace/simulation';

/** What a user asks for besides the config: flags of a command, properties of a plug-in. They win over the config. */
export interface Asked {
  readonly namespace?: string;
  readonly controller?: string;
}

/** How manifests are read and checked, settled once for every door: command line, plug-in, in process, tests. */
export interface Settings {
  readonly namespace: string;
  readonly controller: string;
  readonly clusterDomain: string;
  /** Minor of Kubernetes 1.x; null: the default of the API rules. */
  readonly kubernetesMinor: number | null;
  readonly config: RoutingConfig | null;
}

export function settle(asked: Asked, config: RoutingConfig | null): Settings {
  return {
    namespace: asked.namespace ?? config?.namespace ?? DEFAULT_SETTINGS.namespace,
    controller: asked.controller ?? config?.controller ?? 'spec',
    clusterDomain: config?.clusterDomain ?? DEFAULT_SETTINGS.clusterDomain,
    kubernetesMinor: config?.kubernetesMinor ?? null,
    config,
  };
}

/** The cluster that the objects make, with its routers. */
export function simulateResources(resources: readonly Resource[], settings: Settings): Simulation {
  const { namespace, clusterDomain, controller } = settings;
  return simulate(buildCluster(resources, { namespace, clusterDomain }), { controller });
}

/** Checks a simulation as the settings say. */
export function checkSimulation(simulation: Simulation, settings: Settings, baseline: Baseline | null = null): CheckResult {
  return runChecks(simulation, { config: settings.config ?? undefined, kubernetesMinor: settings.kubernetesMinor, baseline });
}
