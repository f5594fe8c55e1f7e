import { plural } from './columns';
import { answerTexts, countsByKind, countsText, KIND_MEANINGS, notCompared } from './diff-wording';
import { jsonText, painter, reportText, type Paint, type Style } from './paint';
import type { Answer } from '../diff/answers';
import { areaText } from '../diff/areas';
import type { ExampleRequest, RoutingChange, RoutingDiff, Scope } from '../diff/change';
import { CHANGE_KINDS, type ChangeKind } from '../diff/compare';
import { scopeText } from '../diff/scopes';
import { textsOf } from '../kubernetes/open-question';

/** A diff as JSON, version 1. */
export function diffJson(diff: RoutingDiff): string {
  return jsonText(diffFields(diff));
}

/** The document of a diff. */
export function diffFields(diff: RoutingDiff) {
  return {
    version: 1,
    changes: diff.changes.map(changeFields),
    leftOut: diff.leftOut,
    accepted: diff.accepted.map(({ change, acceptance: { reason } }) => ({ ...changeFields(change), reason })),
    summary: { asked: diff.asked, differing: diff.differing, ...Object.fromEntries(countsByKind(diff)) },
  };
}

function changeFields(change: RoutingChange) {
  return {
    kind: change.kind,
    request: change.request,
    before: answerJson(change.before),
    after: answerJson(change.after),
    newDependsOn: textsOf(change.newQuestions),
    insteadNow: change.insteadNow,
    also: change.scopes.map(scopeJson),
  };
}

function answerJson({ ending, certificate, questions }: Answer): unknown {
  const { outcome, status, reason, destinations, leadsTo } = ending;
  return {
    outcome,
    status,
    reason,
    destinations: destinations.map(({ service, workload, addresses, port, protocol, share }) => ({
      service: service === null ? null : { namespace: service.namespace, name: service.name, port: service.port },
      workload: workload === null ? null : { kind: workload.kind, namespace: workload.namespace, name: workload.name },
      addresses,
      port,
      protocol,
      share,
    })),
    leadsTo,
    certificate,
    dependsOn: textsOf(questions),
  };
}

function scopeJson(scope: Scope): unknown {
  const text = scopeText(scope);
  if (scope.kind === 'dial') return { text, request: scope.request };
  const { hosts, schemes, router, paths, request } = scope;
  const { examples, condition } = scope;
  return { text, request, hosts, schemes, router, paths: [...paths.areas.map(areaText), ...examples], except: paths.except.map(areaText), condition };
}

const MARKS: Readonly<Record<ChangeKind, { readonly mark: string; readonly style: Style }>> = {
  lost: { mark: '✖', style: 'error' },
  moved: { mark: '➜', style: 'warning' },
  status: { mark: '↪', style: 'warning' },
  rewritten: { mark: '✎', style: 'warning' },
  admitted: { mark: '⚷', style: 'warning' },
  share: { mark: '%', style: 'warning' },
  certificate: { mark: '⚿', style: 'warning' },
  new: { mark: '✚', style: 'good' },
  uncertain: { mark: '?', style: 'warning' },
  renamed: { mark: '=', style: 'info' },
};

/** More changes of one kind, or parts of one change, are counted, not listed. */
const MOST_CHANGES = 50;
const MOST_SCOPES = 8;

/** What else is said of a change, each with a label. */
export type Remarks = (change: RoutingChange) => readonly (readonly [label: string, text: string])[];

const NO_REMARKS: Remarks = () => [];

/** A diff for people: by kind, worst first, each change with what it concerns, before, after and a request to try. */
export function diffText(diff: RoutingDiff, color: boolean): string {
  return reportText([...diffLines(diff, painter(color)), '']);
}

/** The lines of a diff for people, with what else is to be said of each change. */
export function diffLines(diff: RoutingDiff, paint: Paint, remarks: Remarks = NO_REMARKS): readonly string[] {
  const blocks = CHANGE_KINDS.flatMap((kind) => kindLines(kind, diff.changes.filter((change) => change.kind === kind), paint, remarks));
  const left = notCompared(diff).map((each) => `${paint('warning', 'left out:')} ${paint('plain', each)}`);
  return [...blocks, ...acceptedLines(diff, paint), ...left, summaryLine(diff, paint)];
}

/** What the config accepts, a line each. */
function acceptedLines({ accepted }: RoutingDiff, paint: Paint): readonly string[] {
  if (accepted.length === 0) return [];
  const lines = accepted.map(({ change: { kind, scopes }, acceptance: { reason } }) => {
    const more = scopes.length > 1 ? ` and ${scopes.length - 1} more` : '';
    return `  ${paint('plain', kind)} ${scopeText(scopes[0])}${more}  ${paint('dim', reason)}`;
  });
  return [`${paint('info', '✓ accepted')} ${paint('dim', '(the config says why)')}`, ...lines, ''];
}

function kindLines(kind: ChangeKind, changes: readonly RoutingChange[], paint: Paint, remarks: Remarks): string[] {
  if (changes.length === 0) return [];
  const { mark, style } = MARKS[kind];
  const left = changes.length - MOST_CHANGES;
  return [
    `${paint(style, `${mark} ${kind}`)} ${paint('dim', `(${KIND_MEANINGS[kind]})`)}`,
    ...changes.slice(0, MOST_CHANGES).flatMap((change) => changeLines(change, paint, remarks)),
    ...(left > 0 ? [`  and ${plural(left, 'more change')} of this kind; --format json lists all`] : []),
    '',
  ];
}

function changeLines(change: RoutingChange, paint: Paint, remarks: Remarks): string[] {
  const { scopes, request, newQuestions, goneSettings, insteadNow, kind } = change;
  const [before, after] = answerTexts(change);
  const left = scopes.length - MOST_SCOPES;
  const line = (label: string, text: string): string => `      ${paint('dim', label.padEnd(7))} ${paint('plain', text)}`;
  return [
    ...scopes.slice(0, MOST_SCOPES).map((scope) => `  ${paint('strong', scopeText(scope))}`),
    ...(left > 0 ? [`  and ${left} more`] : []),
    ...(kind === 'uncertain' && before === after ? [line('still', after)] : [line('before', before), line('after', after)]),
    ...(insteadNow === null ? [] : [line('now at', requestText(insteadNow))]),
    ...(kind === 'uncertain' ? textsOf(newQuestions).map((sentence) => line('if', sentence)) : []),
    ...(kind === 'uncertain' ? textsOf(goneSettings).map((sentence) => line('was if', sentence)) : []),
    ...remarks(change).map(([label, text]) => line(label, text)),
    line('try', requestText(request)),
  ];
}

/** `curl http://api.example.com/quote`, as it can be pasted. */
export function requestText({ method, url, from, headers = [] }: ExampleRequest): string {
  const options = [...method === 'GET' ? [] : [`-X ${method}`], ...headers.map((line) => `-H '${line.replaceAll('\'', '')}'`)].map((each) => `${each} `).join('');
  const command = url.startsWith('http') ? `curl ${options}${/[<>&;'"()$\s*?[\]]/.test(url) ? `'${url.replace(/'/g, '%27')}'` : url}` : url;
  return from === null ? command : from.endsWith('/*') ? `${command} from a pod` : `${command} from ${from}`;
}

function summaryLine(diff: RoutingDiff, paint: Paint): string {
  const asked = `${plural(diff.asked, 'class')}`.replace('classs', 'classes');
  if (diff.changes.length === 0 && notCompared(diff).length > 0) return `${paint('warning', '? not all was compared')}: ${diff.asked - diff.differing} of ${asked} of requests end alike on both sides`;
  if (diff.changes.length === 0 && diff.accepted.length > 0) return `${paint('good', '✔ nothing but what is accepted')}: ${diff.differing} of ${asked} of requests differ`;
  if (diff.changes.length === 0) return `${paint('good', '✔ no request changes its outcome')}: ${asked} of requests asked on both sides`;
  const lost = diff.changes.some(({ kind }) => kind === 'lost');
  return `${paint(lost ? 'error' : 'warning', countsText(diff))}: ${diff.differing} of ${asked} of requests differ`;
}
