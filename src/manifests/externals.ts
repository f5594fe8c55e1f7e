import type { Externals, ExternalPods, ExternalService } from './config';
import { oncePer } from '../kubernetes/once-per';

export const NO_EXTERNALS: Externals = { services: [], pods: [], ingressClasses: [], secrets: [] };

type Labels = Readonly<Record<string, string>>;

/** The Service of a name that the config declares; of several the first. */
export function externalService(externals: Externals, namespace: string, name: string): ExternalService | undefined {
  return servicesOf(externals).get(namespace)?.get(name);
}

const servicesOf = oncePer(({ services }: Externals): ReadonlyMap<string, ReadonlyMap<string, ExternalService>> => {
  const found = new Map<string, Map<string, ExternalService>>();
  for (const each of services) {
    const names = found.get(each.namespace) ?? new Map<string, ExternalService>();
    found.set(each.namespace, names);
    if (!names.has(each.name)) names.set(each.name, each);
  }
  return found;
});

/** Whether the config declares pods of a namespace that carry some labels. */
export function hasExternalPods(externals: Externals, namespace: string, labels: Labels): boolean {
  const pods = podsOf(externals).get(namespace);
  if (pods === undefined) return false;
  const wanted = Object.entries(labels);
  return candidates(pods, wanted).some((each) => wanted.every(([key, value]) => Object.hasOwn(each.labels, key) && each.labels[key] === value));
}

interface PodsOfNamespace {
  readonly all: ExternalPods[];
  readonly byLabel: Map<string, ExternalPods[]>;
}

const podsOf = oncePer(({ pods }: Externals): ReadonlyMap<string, PodsOfNamespace> => {
  const found = new Map<string, PodsOfNamespace>();
  for (const each of pods) {
    const { all, byLabel } = found.get(each.namespace) ?? { all: [], byLabel: new Map<string, ExternalPods[]>() };
    found.set(each.namespace, { all, byLabel });
    all.push(each);
    for (const entry of Object.entries(each.labels)) {
      const key = labelKey(entry);
      const carrying = byLabel.get(key);
      if (carrying === undefined) byLabel.set(key, [each]);
      else carrying.push(each);
    }
  }
  return found;
});

/** Those with the rarest of the labels. */
function candidates({ all, byLabel }: PodsOfNamespace, wanted: readonly (readonly [string, string])[]): readonly ExternalPods[] {
  return wanted.map((entry) => byLabel.get(labelKey(entry)) ?? []).reduce((best, each) => (each.length < best.length ? each : best), all);
}

function labelKey([key, value]: readonly [string, string]): string {
  return `${key}=${value}`;
}
