import { labelsOf, parentRefs, unused } from './http-routes';
import type { MigratedObject } from './model';
import { uniqueNotes } from './notes';
import type { Passthrough } from './passthrough';

/** The connections of a host that listeners pass on undecrypted. */
export interface PlannedPassthrough extends Passthrough {
  readonly hostname: string;
  readonly sections: readonly string[];
}

/** TLSRoutes, named after their Ingress: hosts with the same backends together. */
export function tlsRoutes(
  planned: readonly PlannedPassthrough[], gateway: { readonly namespace: string; readonly name: string }, taken: Set<string>,
): readonly MigratedObject[] {
  const groups = new Map<string, PlannedPassthrough[]>();
  for (const each of planned) {
    const key = JSON.stringify([each.owner.namespace, each.owner.name, each.backendRefs]);
    groups.set(key, [...groups.get(key) ?? [], each]);
  }
  return [...groups.values()].map((group) => {
    const [{ owner, backendRefs }] = group;
    const namespace = owner.namespace ?? 'default';
    const labels = labelsOf(owner);
    const sections = [...new Set(group.flatMap((each) => each.sections))];
    return {
      object: {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'TLSRoute',
        metadata: { name: unused(`${owner.name}-tls`, owner, taken), namespace, ...(labels === null ? {} : { labels }) },
        spec: {
          parentRefs: parentRefs(sections, gateway, namespace),
          hostnames: [...new Set(group.map(({ hostname }) => hostname))],
          rules: [{ backendRefs: [...backendRefs] }],
        },
      },
      notes: uniqueNotes(group.flatMap(({ notes }) => notes)),
    };
  });
}
