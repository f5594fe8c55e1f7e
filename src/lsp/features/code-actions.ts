import { isDeepStrictEqual } from 'node:util';
import type { CodeAction, Diagnostic, Range, TextEdit } from 'vscode-languageserver';
import { diagnosticOf, DIAGNOSTIC_SOURCE } from './diagnostics';
import { applyEdits } from '../../checks/edits';
import type { Edit, Finding } from '../../checks/finding';
import { IGNORE_ANNOTATION } from '../../checks/suppressions';
import type { Resource } from '../../kubernetes/resource';
import { visible } from '../../report/paint';
import { textChanges, type TextChange } from '../text/text-edits';
import type { Analysis } from '../workspace/analysis';
import { readManifestFile, type ManifestFile } from '../workspace/manifest-file';

/** What can be done about the findings in a range: the fixes that name a field and what to write there, and accepting a finding. */
export function codeActions(analysis: Analysis, file: ManifestFile, range: Range, shown: readonly Diagnostic[]): readonly CodeAction[] {
  const findings = analysis.findings.filter(({ resource }) => analysis.fileOf(resource) === file);
  return findings.flatMap((finding) => {
    if (!touches(file.source.rangeOf(finding.resource, finding.path), range)) return [];
    const diagnostic = diagnosticOf(analysis, file, finding);
    const same = shown.find(({ source, code, range: at }) =>
      source === DIAGNOSTIC_SOURCE && code === diagnostic.code && isDeepStrictEqual(at, diagnostic.range)) ?? diagnostic;
    return [...fixAction(file, finding, same), ...acceptAction(file, finding, same)];
  });
}

function fixAction(file: ManifestFile, { resource, edits, fix }: Finding, diagnostic: Diagnostic): readonly CodeAction[] {
  const made = edits === undefined ? null : changesOf(file, resource, edits);
  if (made === null) return [];
  return [{ title: visible(sentence(fix)), kind: 'quickfix', diagnostics: [diagnostic], isPreferred: true, edit: { changes: { [file.uri]: [...made] } } }];
}

/** What an editor writes as the reason; nobody but the user knows it. */
const REASON = 'TODO: say why this is accepted';

function acceptAction(file: ManifestFile, { rule, resource, edits }: Finding, diagnostic: Diagnostic): readonly CodeAction[] {
  const annotation: Edit = { path: `metadata.annotations[${IGNORE_ANNOTATION}${rule}]`, value: REASON };
  const made = changesOf(file, resource, [annotation]);
  if (made === null) return [];
  const title = `Accept ${rule} on this object, with a reason`;
  return [{ title, kind: 'quickfix', diagnostics: [diagnostic], isPreferred: edits === undefined ? undefined : false, edit: { changes: { [file.uri]: [...made] } } }];
}

/** The changes of a text that make these edits and nothing else; null where the text cannot be changed so. */
function changesOf(file: ManifestFile, resource: Resource, edits: readonly Edit[]): readonly TextEdit[] | null {
  const { source } = file;
  const root = source.nodeOf(resource);
  if (root === null) return null;
  const changes: TextChange[] = [];
  for (const edit of edits) {
    const made = textChanges(source.text, root, edit);
    if (made === null) return null;
    changes.push(...made);
  }
  const sorted = changes.sort((a, b) => a.start - b.start);
  const overlap = sorted.some((each, i) => i > 0 && each.start < sorted[i - 1].end);
  if (overlap || !isProven(file, resource, edits, sorted)) return null;
  return sorted.map(({ start, end, text }) => ({ range: source.range(start, end), newText: text }));
}

/** Reads the changed document again: the object must be what the edits make of it, and every other one what it was. */
function isProven(file: ManifestFile, resource: Resource, edits: readonly Edit[], changes: readonly TextChange[]): boolean {
  const { uri, name, source, resources } = file;
  const { start, end } = source.documentAt(source.startOf(resource));
  let text = '';
  let at = start;
  for (const change of changes) {
    text += source.text.slice(at, change.start) + change.text;
    at = change.end;
  }
  text += source.text.slice(at, end);
  const before = resources.filter((each) => isWithin(source.startOf(each), start, end));
  const after = readManifestFile(uri, name, text, 'default', null).resources;
  const wanted = before.map((each) => (each === resource ? applyEdits(each.object, edits) : each.object));
  return after.length === wanted.length && wanted.every((object, i) => isDeepStrictEqual(plain(after[i].object), plain(object)));
}

const isWithin = (offset: number, start: number, end: number): boolean => start <= offset && offset < end;

/** Objects that are made by different constructors are the same JSON. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function touches(a: Range, b: Range): boolean {
  const isBefore = (x: Range['start'], y: Range['start']): boolean => x.line < y.line || (x.line === y.line && x.character < y.character);
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}
