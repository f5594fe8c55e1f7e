import { requestText } from './diff';
import { diffPicture } from './diff-picture';
import { answerTexts, countsText, KIND_MEANINGS, notCompared } from './diff-wording';
import { commentText, escapeMarkdown } from './markdown';
import type { RoutingChange, RoutingDiff, Scope } from '../diff/change';
import { CHANGE_KINDS, type ChangeKind } from '../diff/compare';
import { scopeText } from '../diff/scopes';
import { textsOf } from '../kubernetes/open-question';

const MARKS: Readonly<Record<ChangeKind, string>> = {
  lost: '🔴', moved: '🟠', status: '🟠', rewritten: '🟠', admitted: '🟠', share: '🟠', certificate: '🟠', new: '🟢', uncertain: '🟡', renamed: '🔵',
};

/** Comments of code hosts are limited in size; what is left out is counted. */
const MOST_CHANGES = 30;
const MOST_SCOPES = 6;

/** A diff as a comment for a pull request: a headline, a picture of what moved where it is small, and a table for each kind of change, worst first. */
export function diffMarkdown(diff: RoutingDiff): string {
  const left = notCompared(diff);
  if (diff.changes.length === 0 && (diff.accepted.length > 0 || left.length > 0)) {
    const headline = left.length > 0 ? 'not all was compared' : 'nothing but what is accepted';
    return commentText([`### Routing diff: ${headline}`, '', differText(diff), '', ...leftOutSection(left), ...acceptedSection(diff)]);
  }
  if (diff.changes.length === 0) return `### Routing diff: no request changes its outcome\n\n${diff.asked} classes of requests asked on both sides.\n`;
  const sections = CHANGE_KINDS.flatMap((kind) => section(kind, diff.changes.filter((change) => change.kind === kind)));
  const picture = diffPicture(diff.changes);
  return commentText([
    `### Routing diff: ${countsText(diff)}`, '',
    differText(diff), '',
    ...leftOutSection(left),
    ...picture.length === 0 ? [] : ['```mermaid', ...picture, '```', ''],
    ...sections,
    ...acceptedSection(diff),
  ]);
}

function differText({ differing, asked }: RoutingDiff): string {
  return `${differing} of ${asked} classes of requests differ.`;
}

function leftOutSection(left: readonly string[]): readonly string[] {
  return left.length === 0 ? [] : [...left.map((each) => `- left out: ${escapeMarkdown(each)}`), ''];
}

function acceptedSection({ accepted }: RoutingDiff): readonly string[] {
  if (accepted.length === 0) return [];
  const rows = accepted.map(({ change: { kind, scopes }, acceptance: { reason } }) =>
    `| ${kind} | ${scopesText(scopes)} | ${escapeMarkdown(reason)} |`);
  return ['#### ⚪ accepted', '', '| kind | requests | why |', '| --- | --- | --- |', ...rows, ''];
}

function section(kind: ChangeKind, changes: readonly RoutingChange[]): string[] {
  if (changes.length === 0) return [];
  const left = changes.length - MOST_CHANGES;
  return [
    `#### ${MARKS[kind]} ${kind}: ${KIND_MEANINGS[kind]}`,
    '',
    '| requests | before | after | try |',
    '| --- | --- | --- | --- |',
    ...changes.slice(0, MOST_CHANGES).map(row),
    '',
    ...(left > 0 ? [`and ${left} more.`, ''] : []),
  ];
}

function row(change: RoutingChange): string {
  const { scopes, request, kind, newQuestions, goneSettings, insteadNow } = change;
  const [before, after] = answerTexts(change).map(escapeMarkdown);
  const notes = [
    ...(kind === 'uncertain' ? textsOf(newQuestions).map((sentence) => `if: ${escapeMarkdown(sentence)}`) : []),
    ...(kind === 'uncertain' ? textsOf(goneSettings).map((sentence) => `was if: ${escapeMarkdown(sentence)}`) : []),
    ...(insteadNow === null ? [] : [`now at: ${escapeMarkdown(`\`${requestText(insteadNow)}\``)}`]),
  ];
  return `| ${scopesText(scopes)} | ${before} | ${[after, ...notes].join('<br>')} | ${escapeMarkdown(`\`${requestText(request)}\``)} |`;
}

function scopesText(scopes: readonly Scope[]): string {
  const left = scopes.length - MOST_SCOPES;
  return [...scopes.slice(0, MOST_SCOPES).map(scopeText).map(escapeMarkdown), ...(left > 0 ? [`and ${left} more`] : [])].join('<br>');
}
