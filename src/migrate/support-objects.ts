import type { GrantNeeded, TlsNeeded } from './backends';
import type { MigratedObject } from './model';
import type { JsonObject } from '../kubernetes/resource';

/** What Gateways and routes of other namespaces may name: one grant for each namespace and kind. */
export function referenceGrants(needed: readonly GrantNeeded[]): readonly MigratedObject[] {
  const byTarget = new Map<string, { readonly from: Map<string, JsonObject>; readonly names: Set<string>; readonly namespace: string; readonly of: 'backend' | 'certificate' }>();
  for (const { from, to: { namespace, name }, of = 'backend', kind = of === 'backend' ? 'HTTPRoute' : 'Gateway' } of needed) {
    const key = `${of} ${namespace}`;
    const known = byTarget.get(key) ?? { from: new Map<string, JsonObject>(), names: new Set(), namespace, of };
    byTarget.set(key, known);
    known.from.set(`${from} ${kind}`, { group: 'gateway.networking.k8s.io', kind, namespace: from });
    known.names.add(name);
  }
  return [...byTarget.values()].map(({ from, names, namespace, of }) => {
    const sorted = [...from].sort(([a], [b]) => a.localeCompare(b)).map(([, each]) => each);
    return { object: grant(of, namespace, sorted, [...names].sort()), notes: [] };
  });
}

function grant(of: 'backend' | 'certificate', namespace: string, from: readonly JsonObject[], names: readonly string[]): JsonObject {
  const kind = of === 'backend' ? 'Service' : 'Secret';
  const common = { apiVersion: 'gateway.networking.k8s.io/v1beta1', kind: 'ReferenceGrant', metadata: { name: of === 'backend' ? 'routes-to-services' : 'gateways-to-certificates', namespace } };
  return {
    ...common,
    spec: {
      from: from.slice(0, 16),
      // a grant has at most 16 names; without one it is for all of them
      to: names.length > 16 ? [{ group: '', kind }] : names.map((name) => ({ group: '', kind, name })),
    },
  };
}

/** One policy for each Service that is spoken to over TLS. */
export function backendTlsPolicies(needed: readonly TlsNeeded[]): readonly MigratedObject[] {
  const services = new Map<string, TlsNeeded>();
  for (const each of needed) services.set(`${each.namespace}/${each.name}`, each);
  return [...services.values()].map(({ namespace, name, notes }) => ({
    object: {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'BackendTLSPolicy',
      metadata: { name, namespace },
      spec: { targetRefs: [{ group: '', kind: 'Service', name }], validation: { hostname: `${name}.${namespace}.svc`.toLowerCase(), wellKnownCACertificates: 'System' } },
    },
    notes,
  }));
}
