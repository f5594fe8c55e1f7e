import { withOneProtocol } from './hosts';
import { isPassthroughQuestion } from './passthrough';
import { hostMatchers } from '../routers/classes/router-hosts';
import type { HostMatcher, Listener, Route, Router, VirtualHost } from '../routers/model';

/**
 * A router of Ingress objects as far as it is compared: on ports of two protocols the usual one, without ports at which it serves nothing, pages of
 * the controller itself, and hosts that are the name of nothing.
 */
export function comparableRouter(router: Router): Router {
  if (router.id.kind !== 'Ingress') return router;
  const served = withServedPorts(withOneProtocol(router.listeners)).map(forHttp);
  const isOdd = [...hostMatchers([router])].some(isNoName) || served.some(({ hosts }) => hosts.some((each) => each.routes.some(isPage)));
  if (isOdd) return { ...router, listeners: withoutOwnHosts(served) };
  const isSame = served.length === router.listeners.length && served.every((each, i) => each === router.listeners[i]);
  return isSame ? router : { ...router, listeners: served };
}

function forHttp(listener: Listener): Listener {
  return isPassed(listener) ? { ...listener, hosts: listener.hosts.map(withoutTlsQuestions) } : listener;
}

function isPassed({ protocol, hosts }: Listener): boolean {
  return protocol === 'HTTP' && hosts.some(({ routes }) => routes.some(({ open }) => open.some(isPassthroughQuestion)));
}

/** Where a router serves nothing at all, it is as if it were not there, but for the answer that is none. */
export function withServedPorts(listeners: readonly Listener[]): readonly Listener[] {
  const served = listeners.filter((each) => !isSilent(each));
  return served.length === 0 && !listeners.some(isClosing) ? listeners : served;
}

function isClosing({ hosts }: Listener): boolean {
  return hosts.some(({ routes }) => routes.some(({ action }) => action.kind === 'respond' && action.status === null));
}

/** Whether every request gets 404, or no answer: the controller listens there whatever its objects say. */
function isSilent({ hosts, certificates, unknownNames, protocol, tls }: Listener): boolean {
  if ((protocol !== 'HTTP' && protocol !== 'HTTPS') || tls === 'passthrough') return false;
  if (protocol === 'HTTPS' && unknownNames === 'refused' && certificates.length === 0) return true;
  return hosts.every(({ routes, possible = [] }) => [...routes, ...possible].every(isRefusal));
}

function isRefusal(route: Route): boolean {
  const { action } = route;
  return isPage(route) || (action.kind === 'respond' && (action.status === null || action.status === 404));
}

function isPage({ action }: Route): boolean {
  return action.kind === 'respond' && action.code === 'controller-page';
}

/** A host that DNS has no name for, so that no client asks for it: `.example.com`, the `_` of nginx and its `www._`. */
function isNoName(host: HostMatcher): boolean {
  return host.kind === 'exact' && !host.host.split('.').every((label) => /^[_-]*[a-z0-9][a-z0-9_-]*$/i.test(label));
}

function withoutOwnHosts(listeners: readonly Listener[]): readonly Listener[] {
  // http and https may share their hosts
  const known = new Map<readonly VirtualHost[], readonly VirtualHost[]>();
  return listeners.map((listener) => {
    let hosts = known.get(listener.hosts);
    if (hosts === undefined) known.set(listener.hosts, hosts = listener.hosts.filter(({ host }) => !isNoName(host)).map(withoutPages));
    return { ...listener, hosts };
  });
}

/** What encrypted connections depend on plain http does not. */
function withoutTlsQuestions(host: VirtualHost): VirtualHost {
  const routes = host.routes.map((route): Route => {
    const open = route.open.filter((each) => !isPassthroughQuestion(each));
    return open.length === route.open.length ? route : { ...route, open };
  });
  return { ...host, routes };
}

function withoutPages(host: VirtualHost): VirtualHost {
  return host.routes.some(isPage) ? { ...host, routes: host.routes.filter((route) => !isPage(route)) } : host;
}
