import type { Workload } from '../model';

/** Annotations by which pods get more containers when they are created. */
const INJECTORS: readonly string[] = [
  'sidecar.istio.io/', 'inject.istio.io/', 'linkerd.io/inject', 'dapr.io/enabled', 'consul.hashicorp.com/connect-inject', 'vault.hashicorp.com/agent-inject',
  'kuma.io/', 'openservicemesh.io/', 'sidecar.opentelemetry.io/inject', 'sidecar.jaegertracing.io/inject', 'instrumentation.opentelemetry.io/',
];

/** The annotation, or label, by which something puts containers into a workload's pods that stand in no manifest. */
export function injectorOf({ template }: Workload): string | null {
  for (const map of [template.annotations, template.labels]) {
    const found = Object.keys(map).find((key) => INJECTORS.some((each) => key.startsWith(each)) && map[key] !== 'false' && map[key] !== 'disabled');
    if (found !== undefined) return found;
  }
  return null;
}
