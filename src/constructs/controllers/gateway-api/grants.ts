import { chunks } from './http-rule';
import type { JsonObject } from '../../../kubernetes/resource';
import type { SettledBackend } from '../../path-router/backend';
import type { RouterModel } from '../../path-router/plan';

/** A ReferenceGrant that lets the routes of a router use Services of another namespace. */
export interface PlannedGrant {
  readonly namespace: string;
  readonly spec: JsonObject;
}

/** The most `to` entries of a ReferenceGrant. */
const MOST_TARGETS = 16;

/** Every backend of a router, once for each time that it is named. */
export function backendsOf({ routes, defaultBackend }: Pick<RouterModel, 'routes' | 'defaultBackend'>): readonly SettledBackend[] {
  return [
    ...defaultBackend === undefined ? [] : [defaultBackend],
    ...routes.flatMap(({ backend, gateway: { others, mirrors } }) => [backend, ...[...others, ...mirrors].map((each) => each.backend)]),
  ];
}

/**
 * The grants for the Services that this app makes in other namespaces; who makes the others has to grant their use.
 *
 * @see https://gateway-api.sigs.k8s.io/api-types/referencegrant/
 */
export function grantsOf(model: RouterModel): readonly PlannedGrant[] {
  const byNamespace = new Map<string, Set<string>>();
  for (const { service, namespace, object } of backendsOf(model)) {
    if (namespace === undefined || object === undefined) continue;
    byNamespace.set(namespace, (byNamespace.get(namespace) ?? new Set()).add(service));
  }
  return [...byNamespace].flatMap(([namespace, services]) => {
    const from = [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: model.namespace ?? '' }];
    return chunks([...services].sort(), MOST_TARGETS)
      .map((names) => ({ namespace, spec: { from, to: names.map((name) => ({ group: '', kind: 'Service', name })) } }));
  });
}
