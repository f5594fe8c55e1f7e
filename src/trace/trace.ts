import type { Context, InsideClient } from './context';
import { followFromPod } from './inside';
import type { Trace, TraceRequest } from './model';
import { explainOtherRoutes } from './other-routes';
import { enterAddress, enterName, enterPlaceholder } from './outside';
import type { Simulation } from './simulation';
import { parseTarget } from './target';
import { failed, Trail, type Ending } from './trail';
import type { Cluster, WorkloadRef } from '../cluster/model';
import { textsOf } from '../kubernetes/open-question';
import { routerName, type RouterName } from '../routers/router-name';

/**
 * Follows one request to the pods that it reaches, or to where it ends; every request has an answer, nothing is thrown.
 *
 * Hops and open questions are worked out when they are first asked for: many requests are asked only for where they end.
 */
export function traceRequest(simulation: Simulation, request: TraceRequest): Trace {
  return new FollowedRequest(simulation, request);
}

class FollowedRequest implements Trace {
  readonly outcome: Trace['outcome'];
  readonly status: Trace['status'];
  readonly reason: Trace['reason'];
  readonly destinations: Trace['destinations'];
  readonly redirect?: string;
  readonly rewrittenPath?: string;
  readonly rewrittenHost?: string;
  readonly router?: RouterName;
  readonly #simulation: Simulation;
  #told: Trail | undefined;

  constructor(simulation: Simulation, readonly request: TraceRequest) {
    this.#simulation = simulation;
    const { outcome, status, reason, destinations, redirect, rewrittenPath, rewrittenHost, router } = follow(simulation, request, new Trail(false));
    this.outcome = outcome;
    this.status = status;
    this.reason = reason;
    this.destinations = destinations;
    if (redirect !== undefined) this.redirect = redirect;
    if (rewrittenPath !== undefined) this.rewrittenPath = rewrittenPath;
    if (rewrittenHost !== undefined) this.rewrittenHost = rewrittenHost;
    if (router !== undefined) this.router = routerName(router);
  }

  get hops(): Trace['hops'] {
    return this.#tell().hops;
  }

  get questions(): Trace['questions'] {
    return this.#tell().openQuestions;
  }

  get dependsOn(): Trace['dependsOn'] {
    return textsOf(this.questions);
  }

  #tell(): Trail {
    if (this.#told === undefined) {
      this.#told = new Trail(true);
      follow(this.#simulation, this.request, this.#told);
    }
    return this.#told;
  }
}

function follow(simulation: Simulation, request: TraceRequest, trail: Trail): Ending {
  const { target, error } = parseTarget(request.url, request.headers);
  if (target === null) {
    trail.hop(null, null, 'the request is not valid', error);
    return failed('invalid-request');
  }
  explainOtherRoutes(simulation, target.httpHost, trail);
  const client = request.from === null ? null : findClient(simulation.cluster, request.from);
  if (client === undefined) {
    const { kind, namespace, name } = request.from ?? { kind: '', namespace: '', name: '' };
    trail.hop(null, null, `${kind} ${namespace}/${name} is not in the manifests`, 'a request from inside comes from the pods of a workload of the manifests');
    return failed('client-not-found');
  }
  const headers = target.grpc === true ? { ...GRPC_HEADERS, ...lowerCased(request.headers) } : lowerCased(request.headers);
  const context: Context = { simulation, cluster: simulation.cluster, target, method: target.grpc === true ? 'POST' : request.method, headers, client, trail };
  if (client !== null) return followFromPod(context, client);
  if (target.kind === 'placeholder') return enterPlaceholder(context);
  return target.kind === 'address' ? enterAddress(context, target.host) : enterName(context);
}

/** @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md */
const GRPC_HEADERS: Readonly<Record<string, string>> = { 'content-type': 'application/grpc', 'te': 'trailers' };

/** The pod that stands for a workload; a pod that another object owns can be named by itself. */
export function findClient(cluster: Cluster, ref: WorkloadRef): InsideClient | undefined {
  const workload = cluster.findWorkload(ref.kind, ref.namespace, ref.name);
  if (workload !== undefined) {
    const pod = workload.pods[0] ?? null;
    return { workload, name: pod?.name ?? workload.name, spec: pod?.spec ?? workload.template.spec, pod };
  }
  if (ref.kind !== 'Pod') return undefined;
  const pod = cluster.pods.find((each) => each.namespace === ref.namespace && each.name === ref.name);
  const owner = pod === undefined ? undefined : cluster.findWorkload(pod.workload.kind, pod.workload.namespace, pod.workload.name);
  return pod === undefined || owner === undefined ? undefined : { workload: owner, name: pod.name, spec: pod.spec, pod };
}

function lowerCased(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const names = Object.keys(headers);
  if (names.every((name) => name === name.toLowerCase())) return headers;
  return Object.fromEntries(names.map((name) => [name.toLowerCase(), headers[name]]));
}
