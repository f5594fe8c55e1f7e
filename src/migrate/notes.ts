import type { MigrationNote } from './model';

/** Each note once: of the same field for the same reason. */
export function uniqueNotes(notes: readonly MigrationNote[]): readonly MigrationNote[] {
  const seen = new Map<string, MigrationNote>();
  for (const note of notes) {
    const { code, source: { resource, field }, reason } = note;
    const key = JSON.stringify([code, resource.kind, resource.namespace, resource.name, field, reason]);
    if (!seen.has(key)) seen.set(key, note);
  }
  return [...seen.values()];
}
