import type { Redirect } from './actions';
import { compilePattern } from '../../index/pattern';
import type { Template, TemplatePart } from '../../model';

const KEYWORD = /#\{(protocol|host|port|path|query)\}/;

const WITHOUT_MARK: TemplatePart = { of: 'replaced', parts: [{ of: 'query' }], pattern: compilePattern('^\\?'), by: [] };

const PARTS: Readonly<Record<string, TemplatePart>> = {
  protocol: { of: 'scheme' },
  host: { of: 'raw-host' },
  port: { of: 'port' },
  path: { of: 'rest', skip: 1 },
  query: WITHOUT_MARK,
};

/**
 * The Location of a redirect: the port is always in it.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html#redirect-actions
 */
export function locationOf({ protocol, host, port, path, query }: Redirect): Template {
  return [
    ...templateOf((protocol ?? '#{protocol}').replace(/^HTTPS?$/, (each) => each.toLowerCase())), '://',
    ...templateOf(host ?? '#{host}'), ':',
    ...templateOf(port ?? '#{port}'),
    ...templateOf(path ?? '/#{path}'),
    ...query === undefined || query === '#{query}' ? [{ of: 'query' } as const] : query === '' ? [] : ['?', ...templateOf(query)],
  ];
}

function templateOf(text: string): Template {
  return text.split(KEYWORD).map((each, i) => i % 2 === 0 ? each : PARTS[each]).filter((each) => each !== '');
}
