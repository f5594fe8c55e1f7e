import { comparable, isWithin, UNSERVED, type ComparableEnding } from './ending';
import type { OpenQuestion } from '../kubernetes/open-question';
import type { Protocol, Service, ServicePort } from '../kubernetes/service';
import type { RouterChoice } from '../routers/entry';
import { certificateFor } from '../routers/index/certificates';
import { indexRouter, type Found } from '../routers/index/router-index';
import type { Route, Router, RouterRequest } from '../routers/model';
import { anyPod, askRouter } from '../trace/asked';
import type { Context, InsideClient } from '../trace/context';
import { followFromPod } from '../trace/inside';
import type { Hop } from '../trace/model';
import { enterNode } from '../trace/node';
import { enterAddress, enterName } from '../trace/outside';
import { dialServicePort } from '../trace/service-port';
import type { Simulation } from '../trace/simulation';
import type { Target } from '../trace/target';
import { failed, Trail, type Ending } from '../trace/trail';

/** What one side says of a request. */
export interface Answer {
  readonly ending: ComparableEnding;
  /** The Secret with the certificate that https clients see; null for the controller's own, and without https. */
  readonly certificate: string | null;
  readonly seen: Seen;
  /** What the answer depends on. */
  readonly questions: readonly OpenQuestion[];
}

/** What the backend gets of a request that a router sends it. */
export interface Seen {
  readonly path: string;
  readonly host: string;
}

const SEEN_BY_NOBODY: Seen = { path: '', host: '' };

/** A name or address, and what is dialled there. */
export interface Dial {
  readonly host: string;
  readonly kind: Target['kind'];
  readonly port: number;
  readonly protocol: Protocol;
}

/** Asks one side what becomes of requests, by the steps that a trace takes. */
export class Answers {
  /** How requests end that take a route which treats all of them alike, by scheme. */
  private readonly endings = new Map<RouterRequest['scheme'], Map<Route, ComparableEnding>>();

  constructor(readonly simulation: Simulation) {}

  /** A request at a router; null where there is none. */
  ofRouter(choice: RouterChoice | null, request: RouterRequest): Answer {
    if (choice === null) return { ending: UNSERVED, certificate: null, seen: SEEN_BY_NOBODY, questions: [] };
    const found = indexRouter(choice.router).find(request);
    const ask = (trail: Trail): Ending => askRouter(this.simulation, choice, request, trail);
    const { route } = found;
    if (route === null || !endsAlike(route, found, choice.router)) return new RouterAnswer(request, found, ask, undefined);
    const known = this.endings.get(request.scheme) ?? new Map<Route, ComparableEnding>();
    this.endings.set(request.scheme, known);
    const answer = new RouterAnswer(request, found, ask, known.get(route));
    if (isWithin(answer.ending)) known.set(route, answer.ending);
    return answer;
  }

  /** A connection from outside to a name or address. */
  fromOutside(dial: Dial): Answer {
    return this.follow(dialTarget(dial), null, (context) => dial.kind === 'address' ? enterAddress(context, dial.host) : enterName(context));
  }

  /** A connection to a port of any node. */
  ofNode(port: number, protocol: Protocol): Answer {
    return this.follow(dialTarget({ host: '<node>', kind: 'placeholder', port, protocol }), null, (context) => enterNode(context, null));
  }

  /** A connection to the load balancer of a Service, at whatever address. */
  ofLoadBalancer(namespace: string, name: string, port: number, protocol: Protocol): Answer {
    const service = this.simulation.cluster.services.get(namespace, name);
    const found = service?.type === 'LoadBalancer' ? portOf(service, port, protocol) : undefined;
    const dial: Dial = { host: `<${namespace}/${name}>`, kind: 'placeholder', port, protocol };
    return this.follow(dialTarget(dial), null, (context) =>
      service === undefined || found === undefined ? failed('port-not-open') : dialServicePort(context, service, found, { what: 'load balancer' }));
  }

  /** A connection from a pod of the namespace, with the usual DNS settings. */
  fromPod(namespace: string, dial: Dial): Answer {
    return this.fromClient(anyPod(namespace), dial);
  }

  /** A connection from pods of a workload. */
  fromClient(client: InsideClient, dial: Dial): Answer {
    return this.follow(dialTarget(dial), client, (context) => followFromPod(context, client));
  }

  private follow(target: Target, client: InsideClient | null, enter: (context: Context) => Ending): Answer {
    const { simulation } = this;
    const run = (trail: Trail): Ending => enter({ simulation, cluster: simulation.cluster, target, method: 'GET', headers: {}, client, trail });
    return new FollowedAnswer(run);
  }
}

/** Most answers are asked for where they end alone: hops and open questions, which cost more, are worked out when they are needed. */
class FollowedAnswer implements Answer {
  readonly ending: ComparableEnding;
  readonly certificate = null;
  readonly seen = SEEN_BY_NOBODY;
  private asked: Trail | null = null;

  constructor(private readonly run: (trail: Trail) => Ending) {
    const ending = run(new Trail(false));
    this.ending = comparable(ending, isWithin(ending) ? [] : hopsOf(run));
  }

  get questions(): readonly OpenQuestion[] {
    if (this.asked === null) this.run(this.asked = new Trail(true, false));
    return this.asked.openQuestions;
  }
}

/** What the answer depends on is worked out when somebody reads it. */
class RouterAnswer implements Answer {
  readonly ending: ComparableEnding;
  private asked: Trail | null = null;

  constructor(
    private readonly request: RouterRequest,
    private readonly found: Found,
    private readonly ask: (trail: Trail) => Ending,
    known: ComparableEnding | undefined,
  ) {
    this.ending = known ?? this.follow();
  }

  get certificate(): string | null {
    const { scheme, sni, authority } = this.request;
    if (scheme === 'http' || this.found.listener === null) return null;
    const secret = certificateFor(this.found.listener, sni ?? authority)?.secret ?? null;
    return secret === null ? null : `${secret.namespace}/${secret.name}`;
  }

  get seen(): Seen {
    const { rewrittenPath = this.request.path, rewrittenHost = this.request.authority } = this.ending;
    return { path: rewrittenPath, host: rewrittenHost };
  }

  get questions(): readonly OpenQuestion[] {
    if (this.asked === null) this.ask(this.asked = new Trail(true, false));
    return this.asked.openQuestions.filter((each) => each.withinClass !== true);
  }

  private follow(): ComparableEnding {
    const ending = this.ask(new Trail(false));
    return comparable(ending, isWithin(ending) ? [] : hopsOf(this.ask));
  }
}

function hopsOf(run: (trail: Trail) => Ending): readonly Hop[] {
  const trail = new Trail(true);
  run(trail);
  return trail.hops;
}

/** Whether a route treats all of its requests alike, and none is stopped at the handshake before it. */
function endsAlike({ action, filters }: Route, { listener }: Found, { sentSteps }: Router): boolean {
  return sentSteps === undefined && listener?.unknownNames !== 'refused' && filters.length === 0 && action.kind === 'forward' && action.to.every((each) => each.filters.length === 0);
}

function dialTarget({ host, kind, port, protocol }: Dial): Target {
  const scheme = protocol === 'TCP' ? 'http' : protocol === 'UDP' ? 'udp' : 'sctp';
  return { scheme, protocol, host, kind, port, path: '/', query: '', httpHost: host, authority: host, hostGiven: false };
}

export function portOf(service: Service, number: number, protocol: Protocol): ServicePort | undefined {
  return service.ports.find((each) => each.port === number && each.protocol === protocol);
}
