import type { BackendReference } from './backend-refs';
import type { RouteInputs } from './compiled-route';
import { isGranted } from './grants';
import { TRAEFIK } from './implementations';
import { GATEWAY_GROUP } from '../../kubernetes/gateway/kinds';
import type { GatewayRoute, RouteMatch, RouteRule } from '../../kubernetes/gateway/route';
import { openQuestion, sourceIn, type OpenQuestion, type Source } from '../../kubernetes/open-question';

/** Where Traefik is known to part from the text for what one field says. */
function differs(what: string, sources: readonly Source[], text: string): OpenQuestion {
  return openQuestion('controller-differs', { controller: TRAEFIK, what }, sources, () => text);
}

/** It takes the core group by the name `core` in a ReferenceGrant, too. */
export function coreGroupQuestion(
  { implementation, inputs: { grants } }: RouteInputs, route: GatewayRoute, ref: BackendReference, source: Source,
): readonly OpenQuestion[] {
  if (implementation?.title !== TRAEFIK) return [];
  const namespace = ref.namespace ?? route.namespace;
  const from = { group: GATEWAY_GROUP, kind: route.kind, namespace: route.namespace };
  const granted = isGranted(grants.get(namespace) ?? [], { from, to: { group: 'core', kind: ref.kind, namespace, name: ref.name } });
  return granted ? [differs('core-group', [source], 'Traefik takes group core in a ReferenceGrant for the core group, which is empty')] : [];
}

const NATIVE = 'traefik.io/service.nativelb';

/** It sends to the Service's address where an annotation says so. */
export function serviceQuestions({ implementation, inputs: { cluster } }: RouteInputs, namespace: string, name: string): readonly OpenQuestion[] {
  const service = implementation?.title === TRAEFIK ? cluster.services.get(namespace, name) : undefined;
  if (service === undefined || !Object.hasOwn(service.annotations, NATIVE)) return [];
  return [differs('native-load-balancing', [sourceIn(service.resource, `metadata.annotations[${NATIVE}]`, 'annotation')],
    `Traefik sends to the cluster IP of Service ${namespace}/${name}, whatever its endpoints are`)];
}

/** What it makes of rules otherwise. */
export function ruleQuestions({ implementation }: Pick<RouteInputs, 'implementation'>, rule: RouteRule, match: RouteMatch, source: Source): readonly OpenQuestion[] {
  if (implementation?.title !== TRAEFIK) return [];
  const paths = rule.filters.flatMap((filter) => (filter.kind === 'rewrite' || filter.kind === 'redirect') && filter.path !== null ? [filter.path] : []);
  if (match.path !== null && match.path.value !== '/' && match.path.value.endsWith('/') && paths.some(({ kind }) => kind === 'prefix')) {
    return [differs('prefix-with-slash', [source], `Traefik does not take the prefix ${match.path.value} off a path without the trailing slash`)];
  }
  return [];
}
