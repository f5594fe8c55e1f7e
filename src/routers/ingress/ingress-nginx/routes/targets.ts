import type { Source } from '../../../../kubernetes/open-question';
import { compilePattern } from '../../../index/pattern';
import type { NamedMatcher, ServiceTarget, Target, ValueMatcher, WeightedTarget } from '../../../model';
import type { DialectInputs } from '../../dialect';
import { findCustomBackend } from '../servers/default-backends';
import type { Location } from '../servers/servers';
import { externalTarget } from '../servers/service-ports';
import type { Upstream } from '../servers/upstreams';

/** A share of a location's requests under conditions; the first whose conditions hold is taken. */
export interface Share {
  readonly named?: readonly NamedMatcher[];
  readonly to: readonly WeightedTarget[];
}

/** Where a location sends what it lets through: to its upstream, or to the canary of the upstream. */
export function sharesOf(location: Location, upstream: Upstream, source: Source, inputs: DialectInputs): readonly Share[] {
  const custom = customTarget(location, upstream, source, inputs);
  const primary = custom ?? targetOf(upstream, location, source, inputs);
  const all: Share = { to: [{ target: primary, weight: 1, filters: [] }] };
  const [canary] = upstream.alternatives;
  // an upstream without endpoints answers 503 before any canary is looked at
  if (!upstream.hasEndpoints && custom === null) return [all];
  if (canary === undefined || canary.deleted || canary.canary === null || !canary.hasEndpoints) return [all];
  const { settings, from } = canary.canary;
  const backend = from.ingress.rules.flatMap((rule) => rule.paths ?? []).find(({ backend: each }) => each?.kind === 'service' && each.service === canary.service && each.port === canary.port);
  const own: Source = { resource: from.ingress.resource, field: backend?.backend?.path ?? 'spec.defaultBackend', kind: 'backend' };
  const toCanary: readonly WeightedTarget[] = [{ target: targetOf(canary, location, own, inputs), weight: 1, filters: [] }];
  return [...byHeader(settings, toCanary, all.to), ...byCookie(settings.cookie, toCanary, all.to), byWeight(settings, toCanary, all.to)];
}

type CanarySettings = NonNullable<Upstream['canary']>['settings'];

/** @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/rootfs/etc/nginx/lua/balancer.lua route_to_alternative_balancer */
function byHeader(
  { header, headerValue, headerPattern }: CanarySettings, canary: readonly WeightedTarget[], primary: readonly WeightedTarget[],
): readonly Share[] {
  if (header === '') return [];
  // nginx reads headers as variables, in which - is _
  const name = header.toLowerCase().replace(/_/g, '-');
  const when = (value: ValueMatcher, to: readonly WeightedTarget[]): Share => ({ named: [{ of: 'header', name, value }], to });
  if (headerValue !== '') return [when({ kind: 'exact', value: headerValue }, canary)];
  if (headerPattern !== '') return [when({ kind: 'pattern', pattern: compilePattern(headerPattern, { pcre: true }) }, canary)];
  return [when({ kind: 'exact', value: 'always' }, canary), when({ kind: 'exact', value: 'never' }, primary)];
}

function byCookie(cookie: string, canary: readonly WeightedTarget[], primary: readonly WeightedTarget[]): readonly Share[] {
  if (cookie === '') return [];
  const when = (value: string, to: readonly WeightedTarget[]): Share => ({ named: [{ of: 'caseless-cookie', name: cookie, value: { kind: 'exact', value } }], to });
  return [when('always', canary), when('never', primary)];
}

function byWeight({ weight, weightTotal }: CanarySettings, [canary]: readonly WeightedTarget[], [primary]: readonly WeightedTarget[]): Share {
  const total = Math.max(100, weightTotal);
  const share = Math.min(Math.max(weight, 0), total);
  return { to: [{ ...primary, weight: total - share }, { ...canary, weight: share }].filter((each) => each.weight > 0) };
}

function targetOf(upstream: Upstream, location: Location, source: Source, { cluster }: DialectInputs): Target {
  const service = cluster.services.get(upstream.namespace, upstream.service);
  if (service?.type === 'ExternalName') {
    const dialed = externalTarget(service, upstream.port);
    const name = `ExternalName ${service.externalName ?? ''}`;
    if (dialed === null) return { kind: 'refused', status: 503, code: 'external-name-backend', reason: `${name} is not a name that is looked up`, source };
    if (dialed === 0) return { kind: 'refused', status: 502, code: 'external-name-backend', reason: `${name} has no port ${upstream.port ?? ''} with a number to dial`, source };
  }
  if (upstream.isUnanswered) return { kind: 'refused', status: 502, code: 'no-endpoints', reason: `kube-proxy has nothing behind the cluster IP of Service ${upstream.namespace}/${upstream.service}`, source };
  return serviceTarget(upstream, location, source);
}

function serviceTarget(upstream: Upstream, location: Location, source: Source): ServiceTarget {
  const { namespace, service, port, servicePort, portWithoutName, viaClusterIp } = upstream;
  return {
    kind: 'service',
    namespace,
    name: service,
    port,
    ...(servicePort === null ? {} : { servicePort }),
    ...(portWithoutName === null ? {} : { portWithoutName }),
    via: viaClusterIp ? 'cluster-ip' : 'endpoints',
    protocol: location.read?.settings.protocol ?? 'HTTP',
    source,
  };
}

/** The Service of `default-backend` where the upstream has no endpoints. */
function customTarget(location: Location, upstream: Upstream, source: Source, inputs: DialectInputs): Target | null {
  const custom = upstream.hasEndpoints ? null : findCustomBackend(location, inputs);
  return custom === null ? null : { ...custom, source };
}
