import type { RouteInputs } from './compiled-route';
import { compileTarget } from './targets';
import type { GatewayRoute } from '../../kubernetes/gateway/route';
import { openQuestion, type OpenQuestion, type Source } from '../../kubernetes/open-question';
import type { Action, Route, RouterReason } from '../model';

/**
 * The route of a TLSRoute, TCPRoute or UDPRoute: every connection of its host, or of the whole listener. Of several the oldest has them all.
 *
 * @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/tcproute_types.go TCPRouteRule
 */
export function compileStreamRoute(context: RouteInputs, owner: GatewayRoute): readonly Route[] {
  const [rule] = owner.rules;
  if (rule === undefined) return [];
  const { resource, kind } = owner;
  const source: Source = { resource, field: rule.fieldPath, kind: 'rule' };
  const refuse = (code: RouterReason, reason: string): Action => ({ kind: 'respond', status: null, code, reason, source });
  const open: OpenQuestion[] = [];
  const to = rule.backendRefs.filter(({ weight }) => weight > 0).map((ref) => {
    const compiled = compileTarget(context, owner, ref);
    open.push(...compiled.open);
    return { target: compiled.target, weight: ref.weight, filters: [] };
  });
  return [{
    source,
    covers: [],
    label: `every connection (${kind})`,
    conditions: {},
    filters: [],
    action: to.length > 0 ? { kind: 'forward', to } : refuse('no-backends', 'the rule has no backendRefs that get connections'),
    rank: [0, 0, 0, 0, 0, owner.creationTimestamp ?? '~', `${owner.namespace}/${owner.name}`, 0, 0],
    open,
  }];
}

/** Which of several routes of one host or port is the oldest. */
export function oldestQuestion(first: Route, others: readonly Route[]): OpenQuestion | null {
  const rivals = others.filter(({ source, rank }) => source.resource !== first.source.resource && (rank[5] === '~' || first.rank[5] === '~'));
  if (rivals.length === 0) return null;
  const names = [first, ...rivals].map(({ source: { resource: { kind, namespace, name } } }) => `${kind} ${namespace ?? ''}/${name}`);
  return openQuestion('older-route', {}, [first.source, ...rivals.map(({ source }) => source)],
    () => `which of ${names.join(' and ')} is the oldest, since it gets all connections: the manifests have no creationTimestamp`);
}
