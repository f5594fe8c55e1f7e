import type { Context, InsideClient } from './context';
import { followFromPod } from './inside';
import type { Routed } from './route';
import { enterRouter, explainChoice, takeRoute } from './router';
import type { Simulation } from './simulation';
import type { Target } from './target';
import { Trail, type Ending } from './trail';
import type { OpenQuestion } from '../kubernetes/open-question';
import { readPodSpec } from '../kubernetes/pod-template';
import { NO_ORIGIN } from '../kubernetes/resource';
import type { Protocol } from '../kubernetes/service';
import type { RouterChoice } from '../routers/entry';
import type { Found } from '../routers/index/router-index';
import type { RouterRequest } from '../routers/model';

/*
 * Requests that nobody wrote: to a router at whatever address, to a name from any pod.
 */

/** What becomes of a request at a router. */
export function askRouter(simulation: Simulation, choice: RouterChoice, request: RouterRequest, trail = new Trail(false)): Ending {
  return enterRouter(contextOf(simulation, request, trail), choice);
}

/** What becomes of a request that takes a route. */
export function askRoute(simulation: Simulation, routed: Routed, trail: Trail): Ending {
  return takeRoute(contextOf(simulation, routed.request, trail), routed);
}

/** What the answer to a request at a router depends on, besides what it meets once it has taken a route. */
export function askChoice(
  simulation: Simulation, { router, questions }: RouterChoice, request: RouterRequest, found: Found,
): readonly OpenQuestion[] {
  const trail = new Trail(true, false);
  trail.dependsOn(questions);
  explainChoice(contextOf(simulation, request, trail), router, request, found);
  return trail.everyQuestion;
}

function contextOf(simulation: Simulation, request: RouterRequest, trail: Trail): Context {
  const { method, headers } = request;
  return { simulation, cluster: simulation.cluster, target: routerTarget(request), method, headers, client: null, trail };
}

/** The host is the name that is dialled, and what the router reads in the Host header. */
function routerTarget({ scheme, port, path, query, authority }: RouterRequest): Target {
  return { scheme, protocol: 'TCP', host: authority, kind: 'name', port, path, query, httpHost: authority, authority, hostGiven: false };
}

/** What becomes of a connection from any pod of a namespace to a name. */
export function askFromPod(
  simulation: Simulation, namespace: string, { host, port, protocol }: { readonly host: string; readonly port: number; readonly protocol: Protocol },
  trail = new Trail(false),
): Ending {
  const client = anyPod(namespace);
  const scheme = protocol === 'TCP' ? 'http' : protocol === 'UDP' ? 'udp' : 'sctp';
  const target: Target = { scheme, protocol, host, kind: 'name', port, path: '/', query: '', httpHost: host, authority: host, hostGiven: false };
  return followFromPod({ simulation, cluster: simulation.cluster, target, method: 'GET', headers: {}, client, trail }, client);
}

const NO_SPEC = readPodSpec(undefined);

/** Stands for all pods of a namespace that resolve names as pods do by default. */
export function anyPod(namespace: string): InsideClient {
  const name = 'any';
  const resource = { apiVersion: 'v1', kind: 'Pod', namespace, name, object: {}, origin: NO_ORIGIN };
  const template = { labels: {}, annotations: {}, spec: NO_SPEC, path: '' };
  return {
    workload: { kind: 'Pod', namespace, name, resource, template, replicas: 1, replicasDependOn: null, podsUncertain: false, pods: [] },
    name,
    spec: NO_SPEC,
    pod: null,
    standsForNamespace: true,
  };
}
