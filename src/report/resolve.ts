import { columns } from './columns';
import type { Cell } from './columns';
import { jsonText, painter, reportText } from './paint';
import type { Style } from './paint';
import { placeOf, placeText } from './place';
import type { DnsAnswer } from '../cluster/dns/model';
import { textsOf } from '../kubernetes/open-question';
import { describe } from '../kubernetes/resource';

/**
 * A DNS answer as JSON, version 1.
 *
 * @param from who asks: a namespace, or `NAMESPACE/KIND/NAME`
 */
export function resolveJson(answer: DnsAnswer, from: string): string {
  return jsonText({ version: 1, ...resolveFields(answer, from) });
}

/** The fields of a DNS answer. */
export function resolveFields({ query, fqdn, outcome, records, questions }: DnsAnswer, from: string) {
  return {
    query,
    from,
    fqdn,
    outcome,
    records: records.map(({ type, name, value, port, pod }) => ({ type, name, value, port, pod })),
    dependsOn: textsOf(questions),
  };
}

const OUTCOMES: Readonly<Record<DnsAnswer['outcome'], Style>> = { NOERROR: 'good', NXDOMAIN: 'error', unknown: 'warning' };

/** A DNS answer for people: the names that were asked for, the records, and the outcome last. */
export function resolveText(answer: DnsAnswer, from: string, color: boolean): string {
  const paint = painter(color);
  const steps = columns(answer.steps.map(({ resource, path, decision, because }, i): Cell[] => [
    { style: 'dim', text: `${i + 1}`.padStart(3) },
    { style: 'name', text: resource === null ? '-' : describe(resource) },
    decision,
    { style: 'dim', text: because },
    { style: 'dim', text: placeText(placeOf(resource, path)) },
  ]), paint);
  const records = columns(answer.records.map(({ type, name, value, port, pod }): Cell[] => [
    `  ${name}`,
    { style: 'name', text: type },
    port === null ? value : `${value} port ${port}`,
    { style: 'dim', text: pod ?? '' },
  ]), paint);
  return reportText([
    `${paint('strong', answer.query)} ${paint('dim', `from ${from.includes('/') ? from : `namespace ${from}`}`)}`,
    '',
    ...steps,
    ...(records.length === 0 ? [] : ['', ...records]),
    '',
    ...textsOf(answer.questions).map((sentence) => `${paint('warning', '  depends on:')} ${paint('plain', sentence)}`),
    ...(answer.questions.length === 0 ? [] : ['']),
    `${paint(OUTCOMES[answer.outcome], answer.outcome)} ${paint('plain', answer.fqdn)}${emptyAnswer(answer)}`,
    '',
  ]);
}

function emptyAnswer({ outcome, records }: DnsAnswer): string {
  return outcome === 'NOERROR' && records.length === 0 ? ': the name exists, and has no such records now' : '';
}
