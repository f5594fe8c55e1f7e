import type { JsonObject } from '../resource';
import { booleanOrNull } from './fields';
import type { ValidationOptions } from './kind-rules';

/** What the rules of a pod's spec hang on besides the spec. */
export interface PodContext {
  /** Where the spec stands: `spec` of a Pod, `spec.template.spec`. */
  readonly specPath: string;
  /** A Pod itself, not the template of a workload. */
  readonly isPod: boolean;
  readonly hostNetwork: boolean;
  /** Whether a missing host port is the container port. */
  readonly defaultsHostPorts: boolean;
  readonly kubernetesMinor: number;
}

/** The release from which templates leave host ports alone (DefaultHostNetworkHostPortsInPodTemplates); pods never do. */
const TEMPLATES_KEEP_HOST_PORTS = 28;

export function podContext(spec: JsonObject, specPath: string, isPod: boolean, { kubernetesMinor }: ValidationOptions): PodContext {
  const hostNetwork = booleanOrNull(spec, 'hostNetwork') === true;
  const defaultsHostPorts = hostNetwork && (isPod || kubernetesMinor < TEMPLATES_KEEP_HOST_PORTS);
  return { specPath, isPod, hostNetwork, defaultsHostPorts, kubernetesMinor };
}
