import { columns } from './columns';
import { painter, reportText } from './paint';
import { placeOf, placeText } from './place';
import { percent, type Coverage, type CoveredItem, type UnreachableItem } from '../expectations/coverage';
import { describe } from '../kubernetes/resource';

/** Coverage as a part of a JSON document. */
export function coverageFields(coverage: Coverage): Readonly<Record<string, unknown>> {
  return {
    percent: percent(coverage),
    covered: coverage.covered,
    total: coverage.total,
    items: coverage.items.map(({ item, tests }) => ({ ...itemFields(item), covered: tests.length > 0, tests })),
    unreachable: coverage.unreachable.map(({ item, because }) => ({ ...itemFields(item), because })),
  };
}

function itemFields({ kind, label, resource, path }: UnreachableItem['item']): Readonly<Record<string, unknown>> {
  const { apiVersion, namespace, name } = resource;
  return { kind, label, object: { apiVersion, kind: resource.kind, namespace, name }, path, ...placeOf(resource, path) };
}

/** More tests than these are counted, not listed. */
const LISTED = 3;

/** Coverage for people: what no test went through first. */
export function coverageText(coverage: Coverage, color: boolean): string {
  const paint = painter(color);
  const covered = coverage.items.filter(({ tests }) => tests.length > 0);
  const missing = coverage.items.filter(({ tests }) => tests.length === 0);
  const style = missing.length === 0 ? 'good' : 'warning';
  const row = (mark: 'good' | 'error' | 'dim', sign: string, item: UnreachableItem['item'], last: string) => [
    { style: mark, text: `  ${sign}` }, item.kind, item.label, { style: 'name' as const, text: describe(item.resource) },
    { style: 'dim' as const, text: placeText(placeOf(item.resource, item.path)) }, last,
  ];
  return reportText([
    `${paint('strong', 'Coverage:')} ${paint(style, `${percent(coverage)} %`)} ${paint('dim', `(${coverage.covered} of ${coverage.total} rules, paths, default backends, redirects and Service ports)`)}`,
    ...columns([
      ...missing.map(({ item }) => row('error', '✖', item, 'no test')),
      ...covered.map((each) => row('good', '✔', each.item, testsText(each))),
      ...coverage.unreachable.map(({ item, because }) => row('dim', '-', item, `not counted: ${because}`)),
    ], paint),
    ...(missing.length === 0 ? [] : ['', paint('dim', '--suggest prints tests for what is not covered')]),
    '',
  ]);
}

function testsText({ tests }: CoveredItem): string {
  return tests.length <= LISTED ? tests.join(', ') : `${tests.slice(0, LISTED).join(', ')} and ${tests.length - LISTED} more`;
}
