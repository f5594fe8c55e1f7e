import type { Description, ExpectField, ExpectValue } from './model';
import { describeRequest, type TestRequest } from './requests';
import type { Suggestion } from './suggest';
import { describe } from '../kubernetes/resource';

const HEAD = '---\n# What the simulation answers today: read each before you keep it.\ntests:\n';

/** Suggestions as an expectation file, a document of its own so that it can be appended to another; empty where there are none. */
export function suggestionYaml(suggestions: readonly Suggestion[]): string {
  return suggestions.length === 0 ? '' : `${HEAD}${suggestions.map(testYaml).join('')}`;
}

/** A suggestion as an entry of `tests`. */
export function suggestionJson({ item, request, expect }: Suggestion): Readonly<Record<string, unknown>> {
  const { url, method, from, headers = [] } = request;
  return {
    name: nameOf(item),
    request: isLine(request) ? describeRequest(request)
      : { url, ...(method === 'GET' ? {} : { method }), ...(headers.length === 0 ? {} : { headers }), ...(from == null ? {} : { from }) },
    expect: descriptionJson(expect),
  };
}

export function descriptionJson(description: Description): Readonly<Record<string, unknown>> {
  return Object.fromEntries([...description].map(([field, values]) => [field, values.length === 1 ? values[0] : values]));
}

function nameOf({ resource, label }: Suggestion['item']): string {
  return `${label} of ${describe(resource)}`;
}

function testYaml({ item, request, expect, trace }: Suggestion): string {
  const doubts = [
    ...(trace.outcome === 'delivered' ? [] : [`not delivered today: ${trace.hops[trace.hops.length - 1]?.because ?? ''}`]),
    ...trace.dependsOn.map((sentence) => `depends on: ${sentence}`),
  ];
  return [
    ...doubts.map((doubt) => `  # ${oneLine(doubt)}`),
    `  - name: ${scalar(nameOf(item))}`,
    `    request: ${requestYaml(request)}`,
    `    expect: { ${[...expect].map(fieldYaml).join(', ')} }`,
    '',
  ].join('\n');
}

function requestYaml(request: TestRequest): string {
  const { url, method, from, headers = [] } = request;
  if (isLine(request)) return scalar(describeRequest(request));
  const fields = [
    `url: ${scalar(url)}`,
    ...method === 'GET' ? [] : [`method: ${scalar(method ?? 'GET')}`],
    ...headers.length === 0 ? [] : [`headers: [${headers.map((each) => scalar(each)).join(', ')}]`],
    ...from == null ? [] : [`from: ${scalar(from)}`],
  ];
  return `{ ${fields.join(', ')} }`;
}

/** Whether `METHOD URL` says all of a request. */
function isLine({ from, headers }: TestRequest): boolean {
  return from == null && (headers ?? []).length === 0;
}

function fieldYaml([field, values]: readonly [ExpectField, readonly ExpectValue[]]): string {
  const texts = values.map((value) => (typeof value === 'number' ? String(value) : scalar(value)));
  return `${field}: ${texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`}`;
}

/** Plain where every YAML reader takes it for a string, else in double quotes. */
function scalar(text: string): string {
  const plain = /^[A-Za-z][\w ./:~()<>?=&%+-]*$/.test(text) && !/: |:$|\s$|^(?:y|n|yes|no|on|off|true|false|null)$/i.test(text);
  return plain ? text : JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function oneLine(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, ' ');
}
