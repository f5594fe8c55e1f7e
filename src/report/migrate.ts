import { plural } from './columns';
import { diffFields, diffLines } from './diff';
import { diffMarkdown } from './diff-markdown';
import { escapeMarkdown } from './markdown';
import { objectsYaml } from './objects-yaml';
import { jsonText, painter, reportText } from './paint';
import { placeOf, placeText } from './place';
import { describe } from '../kubernetes/resource';
import type { ExplainedChange, Migration } from '../migrate/migrate';

/** The objects as manifests; what needs a person stands above its object. */
export function migrationYaml({ objects }: Migration): string {
  return objectsYaml(objects.map(({ object, notes }) => ({ object, comments: [...new Set(notes.map(({ reason, action }) => `${reason}; to do: ${action}`))] })));
}

/** The document of the diff, with the objects and the reason of each change. */
export function migrationFields({ diff, changes, objects, notes }: Migration) {
  const fields = diffFields(diff);
  return {
    ...fields,
    changes: fields.changes.map((change, i) => ({ ...change, because: changes[i].because, action: changes[i].action })),
    summary: { ...fields.summary, equal: diff.asked - diff.differing },
    objects: objects.map(({ object }) => object),
    notes: notes.map(({ code, source: { resource, field }, reason, action }) => ({
      code, object: { kind: resource.kind, namespace: resource.namespace, name: resource.name }, path: field, reason, action,
    })),
  };
}

export function migrationJson(migration: Migration): string {
  return jsonText(migrationFields(migration));
}

/** For people: what needs a person, then which requests differ, and why. */
export function migrationText(migration: Migration, color: boolean): string {
  const paint = painter(color);
  const { notes, changes, diff, objects } = migration;
  const lines = notes.flatMap((note) => [
    `  ${paint('strong', `${describe(note.source.resource)} ${note.source.field}`.trim())} ${paint('dim', placeText(placeOf(note.source.resource, note.source.field)))}`.trimEnd(),
    `      ${paint('plain', note.reason)}`,
    `      ${paint('dim', 'to do')}   ${paint('plain', note.action)}`,
  ]);
  const reasonOf = new Map(changes.map((each) => [each.change, each]));
  return reportText([
    ...(notes.length === 0 ? [] : [paint('warning', `! ${plural(notes.length, 'note')}: what the Gateway API says otherwise, or not at all`), ...lines, '']),
    ...diffLines(diff, paint, (change) => remarks(reasonOf.get(change))),
    `${plural(objects.length, 'object')}; ${equalText(migration)}`,
    '',
  ]);
}

function remarks(explained: ExplainedChange | undefined): readonly (readonly [string, string])[] {
  return explained === undefined ? [] : [['because', explained.because], ['to do', explained.action]];
}

function equalText({ diff: { asked, differing } }: Migration): string {
  return `${asked - differing} of ${asked} classes of requests are equal`;
}

/** As a comment for a pull request. */
export function migrationMarkdown(migration: Migration): string {
  const { notes, changes, diff } = migration;
  const rows = notes.map(({ source: { resource, field }, reason, action }) => `| ${escapeMarkdown(`${describe(resource)} ${field}`.trim())} | ${escapeMarkdown(reason)} | ${escapeMarkdown(action)} |`);
  const reasons = changes.map(({ change: { kind, request }, because, action }) => `| ${kind} | ${escapeMarkdown(`\`${request.url}\``)} | ${escapeMarkdown(because)} | ${escapeMarkdown(action)} |`);
  return [
    `### Migration to the Gateway API: ${equalText(migration)}`,
    '',
    ...(rows.length === 0 ? [] : ['| object | what has no equal | to do |', '| --- | --- | --- |', ...rows, '']),
    ...(reasons.length === 0 ? [] : ['| kind | request | because | to do |', '| --- | --- | --- | --- |', ...reasons, '']),
    diffMarkdown(diff),
  ].join('\n');
}
