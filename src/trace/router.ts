import { followBackend } from './backend';
import type { Context } from './context';
import { podOfRouter } from './controller-pods';
import { mergeDestinations } from './destinations';
import { fromRouter, leavesPodFor } from './policies';
import { answered, delivered, failed, unknown, type Ending } from './trail';
import type { Pod } from '../cluster/model';
import { ROUTER } from '../cluster/policies/party';
import { sourceIn } from '../kubernetes/open-question';
import type { RouterChoice } from '../routers/entry';
import type { HttpRequest, Route, RouteMatch, WeightedBackend } from '../routers/route-table';

/**
 * A request at a router: host and path decide, then the backend's endpoints.
 *
 * @param pod the pod of the router that the client has reached; null where its address alone is known
 */
export function enterRouter(context: Context, { router, because, questions }: RouterChoice, pod: Pod | null = null): Ending {
  const { trail, target } = context;
  trail.dependsOn(questions);
  const stopped = pod === null ? leavesPodFor(context, ROUTER, `the router of ${router.name}`) : null;
  if (stopped !== null) return stopped;
  trail.hop(null, null, `arrives at the router of ${router.name}`, because);
  if (target.scheme !== 'http' && target.scheme !== 'https') {
    trail.hop(null, null, `a ${target.protocol} connection alone reaches no backend`, 'Ingress rules decide by the host and path of HTTP requests');
    trail.open('not-http', { protocol: target.protocol }, [], () => 'what the router makes of a connection without HTTP');
    return unknown('not-http');
  }
  if (target.scheme === 'http' && target.port === 443) {
    trail.hop(null, null, 'the router expects TLS on port 443', 'use https, or port 80');
    trail.open('http-on-tls-port', {}, [], () => 'most controllers answer plain http on the TLS port with 400, HAProxy closes the connection');
    return answered('plain-http-on-tls-port', 400);
  }
  if (target.scheme === 'https' && target.port === 80) {
    trail.hop(null, null, 'the TLS handshake fails', 'port 80 of a router speaks plain http; https is served on port 443');
    return failed('tls-on-plain-port');
  }
  const match = router.match(httpRequest(context));
  if (trail.isTold) trail.dependsOn([...match.questions, ...match.deviations]);
  if (trail.isTold && target.scheme === 'https') tellCertificate(context, match);
  if (match.route === null) return unmatched(context, match);
  return followRoute(fromRouter(context, router.name, () => pod ?? podOfRouter(context.simulation, router)), match, match.route);
}

function httpRequest({ method, target, headers }: Context): HttpRequest {
  const scheme = target.scheme === 'https' ? 'https' : 'http';
  return { method, scheme, host: target.httpHost, port: target.port, path: target.path, query: target.query, headers };
}

/** Which certificate a client gets, by SNI. */
function tellCertificate({ trail, target }: Context, match: RouteMatch): void {
  if (match.tls.length === 0) {
    trail.hop(null, null, 'https is served with the controller\'s default certificate', `no spec.tls entry has the host ${target.httpHost}`);
    return;
  }
  const [{ resource, tls }] = match.tls;
  if (tls.hosts.length === 0 && tls.secretName !== null) {
    const secret = `Secret ${resource.namespace}/${tls.secretName}`;
    trail.hop(resource, tls.fieldPath, `https is served with the controller's default certificate, unless that of ${secret} covers ${target.httpHost}`, 'the entry has no hosts');
    trail.open('certificate-without-hosts', {}, [sourceIn(resource, tls.fieldPath, 'certificate')],
      () => `what the certificate of ${secret} covers: its entry in spec.tls has no hosts, and controllers go by the names in the certificate, or serve their default`);
    return;
  }
  const secret = tls.secretName === null ? 'the controller\'s default certificate' : `the certificate of Secret ${resource.namespace}/${tls.secretName}`;
  trail.hop(resource, tls.fieldPath, `https is served with ${secret}`, `the entry has the host ${target.httpHost}`);
}

function unmatched({ trail, target }: Context, match: RouteMatch): Ending {
  if (!trail.isTold) return answered('no-matching-rule', 404);
  const owner = match.virtualHost?.routes[0]?.resource ?? null;
  const because = match.virtualHost === null ? match.hostBecause : match.routeBecause;
  trail.hop(owner, owner === null ? null : 'spec.rules', `no rule matches ${target.httpHost}${target.path}: the router answers 404`, because);
  return answered('no-matching-rule', 404);
}

function tellRoute({ trail, target }: Context, match: RouteMatch, route: Route): void {
  const hostPath = /^spec\.rules\[\d+\]/.exec(route.fieldPath)?.[0];
  if (hostPath !== undefined) trail.hop(route.resource, `${hostPath}.host`, `serves host ${target.httpHost}`, match.hostBecause);
  trail.hop(route.resource, route.fieldPath, `${route.label} takes ${target.path}`, match.routeBecause);
}

function followRoute(context: Context, match: RouteMatch, route: Route): Ending {
  const { trail } = context;
  if (trail.isTold) tellRoute(context, match, route);
  const { action } = route;
  if (action.kind === 'status') {
    trail.hop(route.resource, route.fieldPath, `the router answers ${action.status} by itself`, action.reason);
    return answered(action.reason, action.status);
  }
  if (action.kind === 'unknown') {
    trail.hop(route.resource, route.fieldPath, `the backend is ${action.what}`, 'only its own controller knows what it serves');
    trail.open('object-backend', { what: action.what }, [sourceIn(route.resource, route.fieldPath, 'path')], () => `whether the controller serves ${action.what}: most take Services only`);
    return unknown('resource-backend');
  }
  if (action.backends.length === 1) return followBackend(context, route, action.backends[0]);
  return combine(context, action.backends.map((backend) => ({ backend, ending: followBackend(context, route, backend) })));
}

/** Several backends share the requests; what some of them refuse is said, and the shares are those of the others. */
function combine({ trail }: Context, parts: readonly { readonly backend: WeightedBackend; readonly ending: Ending }[]): Ending {
  const arriving = parts.filter(({ ending, backend }) => ending.outcome === 'delivered' && backend.share > 0);
  const lost = parts.filter((part) => !arriving.includes(part) && part.backend.share > 0);
  if (arriving.length === 0) return lost[0]?.ending ?? failed('no-endpoints');
  for (const { backend, ending } of lost) {
    const what = ending.status === null ? ending.outcome : `answered ${ending.status}`;
    const percent = Math.round(backend.share * 1000) / 10;
    trail.open('share-lost', { percent, what, reason: ending.reason }, [], () => `${percent} % of the requests go to Service ${backend.namespace}/${backend.service} and are ${what} (${ending.reason})`);
  }
  const weighted = arriving.flatMap(({ ending, backend }) => ending.destinations.map((each) => ({ ...each, share: each.share * backend.share })));
  return delivered(mergeDestinations(weighted));
}
