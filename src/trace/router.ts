import type { Context } from './context';
import { podOfRouter } from './controller-pods';
import { fromRouter, leavesPodFor } from './policies';
import { followRoute, type Routed } from './route';
import { explainFaults } from './router-faults';
import { choiceQuestions } from './router-questions';
import { certificateName, listenerPort, routerRequest } from './router-request';
import { answered, closed, failed, unknown, type Ending } from './trail';
import type { Pod } from '../cluster/model';
import { ROUTER } from '../cluster/policies/party';
import type { Resource } from '../kubernetes/resource';
import { NO_EXTERNALS } from '../manifests/externals';
import type { RouterChoice } from '../routers/entry';
import { certificateFor } from '../routers/index/certificates';
import { explainerOf } from '../routers/index/explain';
import { hostText } from '../routers/index/host-table';
import { speaks } from '../routers/index/listeners';
import { compareRanks } from '../routers/index/rank';
import { readingQuestions } from '../routers/index/readings';
import { indexRouter, type Found } from '../routers/index/router-index';
import type { Listener, Route, Router, RouterRequest } from '../routers/model';
import { hasSecret } from '../routers/secrets';

/**
 * A request at a router: host and path decide, then the backend's endpoints.
 *
 * @param pod the pod of the router that the client has reached; null where its address alone is known
 */
export function enterRouter(context: Context, choice: RouterChoice, pod: Pod | null = null): Ending {
  return { ...arriveAtRouter(context, choice, pod), router: choice.router };
}

function arriveAtRouter(context: Context, { router, because, questions }: RouterChoice, pod: Pod | null): Ending {
  const { trail, target } = context;
  trail.dependsOn(questions);
  const stopped = pod === null ? leavesPodFor(context, ROUTER, `the router of ${router.name}`) : null;
  if (stopped !== null) return stopped;
  trail.hop(null, null, `arrives at the router of ${router.name}${controllerText(router)}`, because);
  if (target.scheme !== 'http' && target.scheme !== 'https' && !listensFor(router, target)) {
    trail.hop(null, null, `a ${target.protocol} connection alone reaches no backend`, 'its rules decide by the host and path of HTTP requests');
    trail.open('not-http', { protocol: target.protocol }, [], () => 'how the router handles a connection without HTTP');
    return unknown('not-http');
  }
  const sent = routerRequest(context);
  const port = listenerPort(router, sent);
  const request = port === sent.port ? sent : { ...sent, port };
  const found = indexRouter(router).find(request);
  if (found.listener === null) return withoutListener(context, router, request, found);
  if (refusesHandshake(found.listener, router, request)) {
    trail.hop(null, null, 'the router refuses the TLS handshake', `it has no certificate for ${certificateName(router, request)}`);
    return closed();
  }
  if (trail.isRecorded) explainChoice(context, router, request, found);
  if (found.rejected !== null && found.rejected === router.misdirected?.status) {
    trail.hop(null, null, `the router answers ${found.rejected}`, `the TLS handshake was for ${request.sni ?? 'no name'}, and another listener of the port is for ${found.hostName}`);
    return answered('misdirected-request', found.rejected);
  }
  if (found.rejected !== null) {
    trail.hop(null, null, `the router answers ${found.rejected}`, `it refuses the path ${request.path} before it looks for a route`);
    return answered('bad-request', found.rejected);
  }
  if (found.route === null) return withoutHttp(request, unmatched(context, router, request, found));
  return takeRoute(context, { router, request, found, route: found.route }, pod);
}

/** A request for which a router has found a route. */
export function takeRoute(context: Context, routed: Routed, pod: Pod | null = null): Ending {
  const { router, request, found, route } = routed;
  const inside = fromRouter(context, router.name, () => pod ?? podOfRouter(context.simulation, router));
  if (context.trail.isRecorded) explainRoute(context, router, request, found, route);
  return withoutHttp(request, followRoute(inside, routed));
}

/**
 * A request of a pod that routes are for, with no router on the way: the pod itself, or a proxy beside it, decides by them.
 *
 * @returns null where no route is for the port
 */
export function passRoutes(context: Context, router: Router, resource: Resource): Ending | null {
  const { trail } = context;
  const request = routerRequest(context);
  const found = indexRouter(router).find(request);
  if (found.listener === null) return null;
  trail.hop(resource, null, `${router.name} decide`, 'the Service is their parent');
  if (trail.isRecorded) trail.dependsOn([...router.open, ...choiceQuestions(found)]);
  if (found.route === null) return { ...unmatched(context, router, request, found), router };
  if (trail.isRecorded) explainRoute(context, router, request, found, found.route);
  return { ...followRoute(context, { router, request, found, route: found.route }), router };
}

/** Whether a router takes connections of a protocol without HTTP at a port. */
function listensFor({ listeners }: Router, { scheme, port }: Context['target']): boolean {
  return listeners.some((each) => each.port === port && scheme !== 'sctp' && speaks(each, scheme));
}

/** A connection without HTTP has no status: it is closed instead. */
function withoutHttp({ scheme }: RouterRequest, ending: Ending): Ending {
  if (ending.outcome !== 'answered' || scheme === 'http' || scheme === 'https') return ending;
  return { ...ending, outcome: 'failed', status: null };
}

/** The controller that reads objects in its own way. */
function controllerText({ readBy }: Router): string {
  return readBy === undefined ? '' : ` (${readBy})`;
}

function withoutListener(context: Context, router: Router, { port, scheme }: RouterRequest, found: Found): Ending {
  const { trail } = context;
  if (trail.isRecorded) explainFaults(context, router, found);
  const atPort = router.listeners.filter((each) => each.port === port);
  const { unclaimed } = router;
  const isHttp = scheme === 'http' || scheme === 'https';
  if (unclaimed !== undefined && unclaimed.status !== null && isHttp && !atPort.some((each) => speaks(each, scheme))) {
    trail.hop(null, null, `no listener takes ${scheme} on port ${port}: the router answers ${unclaimed.status}`, 'its ports are open whatever the listeners say');
    if (unclaimed.open !== undefined) trail.dependsOn([unclaimed.open]);
    return answered('no-matching-rule', unclaimed.status);
  }
  if (atPort.length > 0 && !atPort.some((each) => speaks(each, scheme))) return wrongScheme(trail, router, port, scheme);
  if (atPort.length > 0) {
    trail.hop(null, null, `no listener on port ${port} is for the host`, `the router has listeners for ${atPort.map((each) => hostText(each.host)).join(', ')}`);
    const { status } = router.answers['no-route'];
    return scheme !== 'http' || status === null ? closed() : answered('no-matching-rule', status);
  }
  const ports = [...new Set(router.listeners.map((each) => each.port))].sort((a, b) => a - b);
  trail.hop(null, null, `the router does not listen on port ${port}`, ports.length === 0 ? 'it has no listeners' : `it listens on ${ports.join(', ')}`);
  return failed('port-not-open');
}

function wrongScheme(trail: Context['trail'], router: Router, port: number, scheme: RouterRequest['scheme']): Ending {
  if (scheme === 'https') {
    trail.hop(null, null, 'the TLS handshake fails', `port ${port} of a router speaks plain http; https is served on port ${portOf(router, 'https')}`);
    return failed('tls-on-plain-port');
  }
  trail.hop(null, null, `the router expects TLS on port ${port}`, `use https, or port ${portOf(router, 'http')}`);
  const { status, open } = router.answers['http-on-tls-port'];
  if (open !== undefined) trail.dependsOn([open]);
  return status === null ? closed() : answered('plain-http-on-tls-port', status);
}

function portOf({ listeners }: Router, scheme: RouterRequest['scheme']): number {
  return listeners.find((each) => speaks(each, scheme))?.port ?? (scheme === 'https' ? 443 : 80);
}

function refusesHandshake(listener: Listener, router: Router, request: RouterRequest): boolean {
  return listener.unknownNames === 'refused' && request.scheme === 'https' && certificateFor(listener, certificateName(router, request)) === null;
}

/** What the manifests leave open, the certificate, and objects that would have had a say. */
export function explainChoice(context: Context, router: Router, request: RouterRequest, found: Found): void {
  const { trail, target } = context;
  trail.dependsOn([...router.open, ...found.listener?.open ?? []]);
  if (target.port !== request.port) {
    trail.open('router-port', { port: target.port }, [], () => `port ${target.port}: Ingress controllers listen on 80 and 443, others are theirs to add`);
  }
  trail.dependsOn([...explainerOf(router).questions(request), ...choiceQuestions(found)]);
  trail.dependsOn(readingQuestions(router, request, found));
  if (request.scheme === 'https' && found.listener !== null) explainCertificate(context, router, found.listener, certificateName(router, request));
  explainFaults(context, router, found);
}

/** Which certificate a client gets, by SNI. */
function explainCertificate({ trail, simulation, cluster }: Context, router: Router, listener: Listener, name: string): void {
  const certificate = certificateFor(listener, name);
  if (certificate === null) {
    trail.hop(null, null, 'https is served with the controller\'s default certificate', `no spec.tls entry has the host ${name}`);
    return;
  }
  const { secret, source } = certificate;
  const what = secret === null ? 'the controller\'s default certificate' : `the certificate of Secret ${secret.namespace}/${secret.name}`;
  if (certificate.byItsNames === true && secret !== null) {
    trail.hop(source.resource, source.field, `https is served with the controller's default certificate, unless that of Secret ${secret.namespace}/${secret.name} covers ${name}`,
      'the entry has no hosts');
    trail.open('certificate-without-hosts', {}, [source],
      () => `what ${what} covers: its entry in spec.tls has no hosts, and controllers go by the names in the certificate, or serve their default`);
    return;
  }
  trail.hop(source.resource, source.field, `https is served with ${what}`, `the entry has the host ${name}`);
  if (router.readBy === undefined || secret === null) return;
  if (hasSecret({ cluster, externals: simulation.externals ?? NO_EXTERNALS }, secret.namespace, secret.name)) return;
  trail.open('secret-outside-manifests', {}, [source], () => `Secret ${secret.namespace}/${secret.name} with the certificate for ${name} is not in the manifests`);
}

function unmatched({ trail, target }: Context, router: Router, request: RouterRequest, found: Found): Ending {
  const { status, open } = router.answers['no-route'];
  if (trail.isRecorded && open !== undefined) trail.dependsOn([open]);
  if (trail.hasHops) {
    const owner = found.host === null ? null : firstRoute(found.host.routes)?.source.resource ?? null;
    const explainer = explainerOf(router);
    const does = status === null ? 'closes the connection' : `answers ${status}`;
    trail.hop(owner, owner === null ? null : 'spec.rules', `no rule matches ${target.httpHost}${target.path}: the router ${does}`,
      found.host === null ? explainer.host(request) : explainer.route(request));
  }
  return status === null ? closed() : answered('no-matching-rule', status);
}

function firstRoute(routes: readonly Route[]): Route | undefined {
  return routes.reduce<Route | undefined>((first, each) => first === undefined || compareRanks(each.rank, first.rank) < 0 ? each : first, undefined);
}

function explainRoute({ trail }: Context, router: Router, request: RouterRequest, { hostName }: Found, route: Route): void {
  trail.dependsOn(route.open);
  if (!trail.hasHops) return;
  const explainer = explainerOf(router);
  const host = route.covers.find((each) => each.kind === 'host');
  if (host !== undefined) trail.hop(host.resource, host.field, `matches host ${hostName}`, explainer.host(request));
  trail.hop(route.source.resource, route.source.field, route.label.startsWith('`') ? `matches path ${route.label}` : `uses ${route.label}`, explainer.route(request));
}
