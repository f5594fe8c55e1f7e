import type { GrantNeeded, TlsNeeded } from './backends';
import { convertRouter, type ConvertOptions, type DefaultSecret, type Names } from './convert-router';
import type { Conversion, MigratedObject, MigrationNote, ReplacedRouter } from './model';
import { uniqueNotes } from './notes';
import { routerNotes } from './router-notes';
import { backendTlsPolicies, referenceGrants } from './support-objects';
import type { Cluster } from '../cluster/model';
import type { Route, Router } from '../routers/model';

/**
 * Routers of Ingress objects as Gateways and HTTPRoutes; others are left as they are.
 *
 * @param whole the same routers with what is not compared, for the notes
 */
export function convertRouters(
  routers: readonly Router[], cluster: Cluster, options: ConvertOptions, whole: readonly Router[] = routers,
): Conversion {
  const gateways: MigratedObject[] = [];
  const others: MigratedObject[] = [];
  const notes: MigrationNote[] = [];
  const notesOf = new Map<Route, readonly MigrationNote[]>();
  const replaced: ReplacedRouter[] = [];
  const grants: GrantNeeded[] = [];
  const defaultSecrets: DefaultSecret[] = [];
  const tls: TlsNeeded[] = [];
  const names: Names = { routes: takenNames(cluster), gateways: new Set(cluster.gatewayObjects.gateways.map((each) => `${each.namespace}/${each.name}`)) };
  for (const router of whole.filter(({ id }) => id.kind === 'Ingress')) notes.push(...routerNotes(router));
  for (const router of routers.filter(({ id }) => id.kind === 'Ingress')) {
    const made = convertRouter(router, cluster, options, names);
    gateways.push(...made.gateways);
    others.push(...made.routes);
    for (const each of made.rules) {
      for (const [route, found] of each.notesOf) notesOf.set(route, [...notesOf.get(route) ?? [], ...found]);
      grants.push(...each.grants);
      tls.push(...each.tls);
    }
    grants.push(...made.grants);
    defaultSecrets.push(...made.defaultSecrets);
    replaced.push({ from: router.id, gateways: made.names });
  }
  const all = [...notes, ...[...notesOf.values()].flat(), ...gateways.flatMap((each) => each.notes)];
  const objects = [...gateways, ...others, ...referenceGrants(grants), ...backendTlsPolicies(tls)];
  return { objects, notes: uniqueNotes(all), notesOf, replaced, defaultSecrets };
}

function takenNames(cluster: Cluster): Set<string> {
  return new Set(cluster.gatewayObjects.routes.map(({ namespace, name }) => `${namespace}/${name}`));
}
