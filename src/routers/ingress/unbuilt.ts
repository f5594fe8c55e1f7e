import type { OpenQuestion, Source } from '../../kubernetes/open-question';
import type { Answer, HostMatcher, Listener, Route, Router, Situation } from '../model';

/**
 * Listeners of a load balancer that its controller does not build, and does not change where it is there: the hosts are those that it
 * would serve, and what they are answered is open.
 */
export function unbuiltListeners(
  ports: readonly Pick<Listener, 'port' | 'protocol'>[], hosts: readonly { readonly host: HostMatcher; readonly source: Source }[], source: Source, question: OpenQuestion,
): readonly Listener[] {
  const routes = hosts.map(({ host, source: ofHost }): Route => ({
    source: ofHost,
    covers: [ofHost],
    label: 'every path',
    conditions: host.kind === 'any' ? {} : { host },
    filters: [],
    action: { kind: 'respond', status: null, code: 'load-balancer-not-built', reason: 'the controller builds no load balancer for the rule', source: ofHost },
    rank: [0],
    open: [],
  }));
  return ports.map(({ port, protocol }) => ({
    name: `${protocol.toLowerCase()}/${port}`,
    port,
    protocol,
    tls: protocol === 'HTTPS' ? 'terminate' : 'none',
    host: { kind: 'any' },
    certificates: protocol === 'HTTPS' ? [{ hosts: [], secret: null, source }] : [],
    hosts: [{ host: { kind: 'any' }, routes, onMiss: 'stop', sources: [] }],
    source,
    open: [question],
  }));
}

const NOTHING: Answer = { status: null };

/** Nothing answers where there is no load balancer. */
export const UNBUILT_ANSWERS: Readonly<Record<Situation, Answer>> = {
  'no-route': NOTHING, 'no-service': NOTHING, 'no-port': NOTHING, 'no-endpoints': NOTHING, 'http-on-tls-port': NOTHING,
};

/** A controller that serves none of some Ingress objects, and why. */
export function servesNothing(identity: Pick<Router, 'id' | 'name' | 'resources'>, faults: Router['faults'], open: Router['open'] = []): Router {
  return { ...identity, listeners: [], hostSteps: [], pathSteps: [], precedence: [], answers: UNBUILT_ANSWERS, open, faults };
}
