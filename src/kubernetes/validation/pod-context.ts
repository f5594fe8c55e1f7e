import type { JsonObject } from '../resource';
import { booleanOrNull } from './fields';
import type { ValidationOptions } from './kind-rules';
import { TEMPLATES_KEEP_HOST_PORTS } from './releases';

/** Whose spec it is: a Pod's own, a template's, or that of a StatefulSet's template, whose pods get their names from the set. */
export type PodRole = 'pod' | 'template' | 'stateful-template';

/** What the rules of a pod's spec hang on besides the spec. */
export interface PodContext {
  /** Where the spec stands: `spec` of a Pod, `spec.template.spec`. */
  readonly specPath: string;
  readonly role: PodRole;
  readonly hostNetwork: boolean;
  /** Whether a missing host port is the container port. */
  readonly defaultsHostPorts: boolean;
  readonly kubernetesMinor: number;
}

export function podContext(spec: JsonObject, specPath: string, role: PodRole, { kubernetesMinor }: ValidationOptions): PodContext {
  const hostNetwork = booleanOrNull(spec, 'hostNetwork') === true;
  const defaultsHostPorts = hostNetwork && (role === 'pod' || kubernetesMinor < TEMPLATES_KEEP_HOST_PORTS);
  return { specPath, role, hostNetwork, defaultsHostPorts, kubernetesMinor };
}
