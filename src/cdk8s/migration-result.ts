import { withoutNulls } from './plain';
import type { RoutingMigration } from './routing-migration';
import { isKept, type Migration } from '../migrate/migrate';
import { migrationYaml } from '../report/migrate';

/** A migration as programs get it. */
export function migrationOf(migration: Migration): RoutingMigration {
  const { diff: { asked, differing }, changes, notes } = migration;
  return withoutNulls({
    yaml: migrationYaml(migration),
    asked,
    equal: asked - differing,
    kept: isKept(migration, false),
    changes: changes.map(({ change: { kind, request: { url }, classes }, because, action }) => ({ kind, url, classes, because, action })),
    notes: notes.map(({ code, source: { resource: { apiVersion, kind, namespace, name }, field }, reason, action }) => (
      { code, object: { apiVersion, kind, namespace, name }, path: field, reason, action }
    )),
  }) as RoutingMigration;
}
