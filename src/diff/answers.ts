import { comparable, isWithin, UNSERVED, type ComparableEnding } from './ending';
import { toldAs, type OpenQuestion } from '../kubernetes/open-question';
import type { Protocol, Service, ServicePort } from '../kubernetes/service';
import { routerOfTable } from '../routers/compile';
import type { Choice } from '../routers/entry';
import type { HttpRequest, Route, RouteMatch, RouteTable } from '../routers/route-table';
import { anyPod } from '../trace/asked';
import type { Context, InsideClient } from '../trace/context';
import { followFromPod } from '../trace/inside';
import { enterNode } from '../trace/node';
import { enterAddress, enterName } from '../trace/outside';
import { enterRouter } from '../trace/router';
import { dialServicePort } from '../trace/service-port';
import type { Simulation } from '../trace/simulation';
import type { Target } from '../trace/target';
import { failed, Trail, type Ending } from '../trace/trail';

/** What one side says of a request. */
export interface Answer {
  readonly ending: ComparableEnding;
  /** The Secret with the certificate that https clients see; null for the controller's own, and without https. */
  readonly certificate: string | null;
  /** What the answer depends on. */
  readonly questions: readonly OpenQuestion[];
}

/** A name or address, and what is dialled there. */
export interface Dial {
  readonly host: string;
  readonly kind: Target['kind'];
  readonly port: number;
  readonly protocol: Protocol;
}

interface BackendAnswer {
  readonly ending: ComparableEnding;
  readonly questions: readonly OpenQuestion[];
}

/**
 * Asks one side what becomes of requests, by the steps that a trace takes.
 *
 * What follows a router's decision depends on the backend alone, so that each backend is followed once.
 */
export class Answers {
  private readonly byRoute = { http: new Map<Route | null, BackendAnswer>(), https: new Map<Route | null, BackendAnswer>() };
  private readonly byBackend = new Map<string, BackendAnswer>();

  constructor(readonly simulation: Simulation) {}

  /** A request at a router; null where there is none. */
  ofRouter(choice: Choice<RouteTable> | null, request: HttpRequest): Answer {
    if (choice === null) return { ending: UNSERVED, certificate: null, questions: [] };
    const match = choice.router.match(request);
    const known = this.byRoute[request.scheme];
    let backend = known.get(match.route);
    if (backend === undefined) known.set(match.route, backend = this.followOnce(choice, request, match));
    return new RouterAnswer(choice, match, request.scheme, backend);
  }

  private followOnce(choice: Choice<RouteTable>, request: HttpRequest, match: RouteMatch): BackendAnswer {
    const key = `${request.scheme} ${choice.router.name} ${backendKey(match.route)}`;
    let backend = this.byBackend.get(key);
    if (backend === undefined) {
      const entered = { ...choice, router: routerOfTable(choice.router) };
      const { ending, questions } = this.follow(routerTarget(request), null, (context) => enterRouter(context, entered));
      const ofRequest = new Set([...choice.questions, ...match.questions, ...match.deviations].map(toldAs));
      this.byBackend.set(key, backend = { ending, questions: questions.filter((each) => !ofRequest.has(toldAs(each))) });
    }
    return backend;
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
  private told: Trail | null = null;

  constructor(private readonly run: (trail: Trail) => Ending) {
    const ending = run(new Trail(false));
    this.ending = comparable(ending, isWithin(ending) ? [] : this.tell().hops);
  }

  get questions(): readonly OpenQuestion[] {
    return this.tell().openQuestions;
  }

  private tell(): Trail {
    if (this.told === null) this.run(this.told = new Trail(true));
    return this.told;
  }
}

/** The open questions of a router's answer are worked out when they are asked for. */
class RouterAnswer implements Answer {
  constructor(
    private readonly choice: Choice<RouteTable>,
    private readonly match: RouteMatch,
    private readonly scheme: HttpRequest['scheme'],
    private readonly backend: BackendAnswer,
  ) {}

  get ending(): ComparableEnding {
    return this.backend.ending;
  }

  get certificate(): string | null {
    if (this.scheme === 'http') return null;
    const [first] = this.match.tls;
    return first === undefined || first.tls.secretName === null ? null : `${first.resource.namespace}/${first.tls.secretName}`;
  }

  get questions(): readonly OpenQuestion[] {
    return [...this.choice.questions, ...this.match.questions, ...this.backend.questions];
  }
}

/** Equal for routes whose requests are treated alike from there on. */
function backendKey(route: Route | null): string {
  if (route === null) return 'none';
  const { action } = route;
  if (action.kind === 'unknown') return `unknown ${action.what}`;
  if (action.kind === 'status') return `status ${action.status} ${action.reason}`;
  return action.backends.map(({ namespace, service, port, share }) => `${namespace}/${service} ${JSON.stringify(port)} ${share}`).join('\n');
}

function routerTarget({ scheme, host, port, path }: HttpRequest): Target {
  return { scheme, protocol: 'TCP', host, kind: 'name', port, path, query: '', httpHost: host, authority: host, hostGiven: false };
}

function dialTarget({ host, kind, port, protocol }: Dial): Target {
  const scheme = protocol === 'TCP' ? 'http' : protocol === 'UDP' ? 'udp' : 'sctp';
  return { scheme, protocol, host, kind, port, path: '/', query: '', httpHost: host, authority: host, hostGiven: false };
}

export function portOf(service: Service, number: number, protocol: Protocol): ServicePort | undefined {
  return service.ports.find((each) => each.port === number && each.protocol === protocol);
}
