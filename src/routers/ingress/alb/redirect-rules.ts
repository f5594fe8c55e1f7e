import type { Redirect } from './actions';
import type { ListenPort } from './listen-ports';
import type { ListenerRule } from './rules';

/**
 * The rules of a listener without redirects to itself, and without what a redirect before it takes anyway.
 *
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v2.13.0/pkg/ingress/rule_optimizer.go
 */
export function effectiveRules(rules: readonly ListenerRule[], listener: ListenPort): readonly ListenerRule[] {
  const kept: ListenerRule[] = [];
  for (const rule of rules) {
    if (isEndless(rule, listener)) continue;
    if (!kept.some((each) => each.action.kind === 'redirect' && covers(each, rule))) kept.push(rule);
  }
  return kept;
}

function isEndless({ action, hosts, paths }: ListenerRule, { port, protocol }: ListenPort): boolean {
  if (action.kind !== 'redirect') return false;
  const { redirect } = action;
  const same = (part: keyof Omit<Redirect, 'status'>, keyword: string, own: readonly string[]): boolean => {
    const value = redirect[part];
    return value === undefined || value === keyword || own.includes(value);
  };
  return same('host', '#{host}', hosts.values) && same('path', '/#{path}', paths.values) && same('port', '#{port}', [String(port)])
    && same('protocol', '#{protocol}', [protocol]) && same('query', '#{query}', []);
}

/** Whether the conditions of a rule hold wherever those of another do, as far as the controller looks. */
function covers(wide: ListenerRule, narrow: ListenerRule): boolean {
  if (wide.conditions.length > 0) return false;
  const [hosts, paths] = [valuesOf(wide.hosts), valuesOf(wide.paths)];
  return (hosts.length === 0 || includesAll(hosts, valuesOf(narrow.hosts))) && (paths.length === 0 || paths.includes('/*') || includesAll(paths, valuesOf(narrow.paths)));
}

/** A rule without any condition gets the path `/*`, which takes the same requests. */
function valuesOf({ values, patterns }: ListenerRule['hosts']): readonly string[] {
  return [...values, ...patterns];
}

function includesAll(values: readonly string[], others: readonly string[]): boolean {
  return others.length > 0 && others.every((each) => values.includes(each));
}
