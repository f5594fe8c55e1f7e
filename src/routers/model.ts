import type { Facts, OpenQuestion, Source } from '../kubernetes/open-question';
import type { Resource } from '../kubernetes/resource';

/**
 * What every router is compiled to, whatever it was written as: plain data, never changed once it is compiled.
 *
 * Finding (`index/`), explaining, dividing into classes (`classes/`) are written once for all of them. Precedence is settled when
 * compiling: `Route.rank` is compared place by place, so that "which route wins" and "why" need to know no controller.
 */
export interface Router {
  readonly id: RouterId;
  /** How messages name it: `ingress class nginx`, `Gateway infra/edge`. */
  readonly name: string;
  /** The objects that it was compiled from, in order of precedence. */
  readonly resources: readonly Resource[];
  readonly listeners: readonly Listener[];
  /** How a Host header is made normal before it is compared, in this order. */
  readonly hostSteps: readonly HostStep[];
  /** How a path is made normal before it is matched, in this order. */
  readonly pathSteps: readonly PathStep[];
  /** Methods that it answers by itself, with these statuses, whatever the path. */
  readonly refusedMethods?: Readonly<Record<string, number>>;
  /** How a path is made normal before filters change it and pods get it, in this order; absent: pods get it as it was sent. */
  readonly sentSteps?: readonly PathStep[];
  /** `unordered`: of routes with equal rank that match the same request any may win, so that the answer depends on it. Absent: the first wins. */
  readonly ties?: 'unordered';
  /** Requests to a port without listener go by the listener of their scheme, and that there is one is open; absent: the connection is refused. */
  readonly otherPorts?: 'by-scheme';
  /** The controller in whose own dialect the objects are read; absent: as the text of the API says. */
  readonly readBy?: string;
  /** Who sends plain http to a backend whatever its port is called, as the beginning of a sentence; absent: the port says what it speaks. */
  readonly plainHttp?: string;
  /** Explains in its own words what it decided; absent: `index/explain.ts` does. */
  readonly explainer?: Explainer;
  /** Whether endpoints whose slice gives no ready condition get requests is not known; absent: the controller's own dialect knows. */
  readonly endpointsWithoutReady?: 'unknown';
  /** What each place of `Route.rank` compares, as "longer path": the reason why a route won. */
  readonly precedence: readonly string[];
  /** What the router responds by itself. */
  readonly answers: Readonly<Record<Situation, Answer>>;
  /** What a request gets over TLS whose Host is that of another listener than the one that its server name chose; absent: it makes no difference. */
  readonly misdirected?: Answer;
  /** What a request gets at a port that no listener is on, or in a scheme that none there speaks; absent: there is no answer. */
  readonly unclaimed?: Answer;
  /** Addresses and names at which it is reached, besides those in the status of its resources' load balancers. */
  readonly addresses?: readonly string[];
  /** Placeholders in a URL that stand for its address, in lower case. */
  readonly placeholders?: readonly string[];
  /** Services that lead to it, whose endpoints are its own pods. */
  readonly services?: readonly { readonly namespace: string; readonly name: string }[];
  /** Other ways to read the same objects, which its controller may have: where a request takes another route there, the answer depends on it. */
  readonly readings?: readonly Reading[];
  /** What holds for every request of this router and the manifests do not decide. */
  readonly open: readonly OpenQuestion[];
  /** What its controller makes of the objects besides routes: refused, dropped, ignored parts. */
  readonly faults: readonly Fault[];
  /** Objects that no router takes, and that each of several might have meant: one list that these share. No answer depends on them. */
  readonly unattached?: readonly Fault[];
}

/** Words for one request, each one sentence without full stop, worked out when somebody reads them. */
export interface Explainer {
  /** Why this host and not another. */
  host(request: RouterRequest): string;
  /** Why this route won, or what is closest to a match where none did. */
  route(request: RouterRequest): string;
  /** What the answer to this request depends on, besides what the routes say themselves. */
  questions(request: RouterRequest): readonly OpenQuestion[];
  /**
   * Whether the questions, as far as they are not within a class, are the same for all plain requests of a host by one scheme and port that a route takes,
   * and for all that none takes: GET, without headers and query, the path without escapes, dot segments, parameters and slashes in a row.
   * Absent: that is not known.
   */
  asksByHost?(host: string): boolean;
}

/** Pairs the routers of two versions. */
export interface RouterId {
  readonly kind: 'Ingress' | 'Gateway' | 'Service';
  /** `ingress-nginx`; of a Gateway its `controllerName`; null where it is not known. */
  readonly controller: string | null;
  /** The IngressClass, null for Ingress objects without one. */
  readonly className: string | null;
  /** `namespace/name` of a Gateway, of a group of Ingress objects, of an Ingress that is a router by itself; null where the class says it all. */
  readonly name: string | null;
}

/** A route that names a parent which is not in the manifests, so that no router has it. */
export interface UnservedRoute {
  readonly source: Source;
  /** `Gateway infra/edge`. */
  readonly parent: string;
  readonly hosts: readonly HostMatcher[];
}

/** How a controller may read the same objects otherwise. */
export interface Reading {
  /** Of the open question: two are one where `code` and `facts` are equal. */
  readonly code: string;
  readonly facts: Facts;
  /** Who reads so, and what is different: "Traefik adds up what the specification compares one after the other". */
  readonly title: string;
  readonly router: Router;
  /** Paths that it is about; absent: every path. */
  readonly appliesTo?: (path: string) => boolean;
  /** How it takes the request; absent: as it is. */
  readonly requestOf?: (request: RouterRequest) => RouterRequest;
}

/** What a controller makes of an object besides routes. */
export interface Fault {
  /**
   * `refused`: its admission or loading refuses the object. `breaks-router`: it takes the object, and its proxy then refuses every
   * later change. `dropped`: it leaves out this part alone. `ignored`: it does not serve the object.
   */
  readonly kind: 'refused' | 'breaks-router' | 'dropped' | 'ignored';
  /** Stable, kebab-case. */
  readonly code: string;
  readonly source: Source;
  /** The other objects that it takes two for. */
  readonly others: readonly Source[];
  /** Why, one sentence without full stop. */
  readonly reason: string;
  /** The end of `reason`: what else the controller does then, where it is more than this part that suffers. */
  readonly consequence?: string;
  /** How to fix it. */
  readonly fix: string;
  /** What it depends on: settings of the controller that the manifests do not show. */
  readonly open?: OpenQuestion;
  /** In how many clusters it is so, where no manifest says whether it is; the router then takes that it is not, and has an open question. Absent: in all. */
  readonly holds?: 'mostly' | 'rarely';
  /** Hosts whose requests it is about, where it leaves out a route or a listener; absent: it is not about hosts. */
  readonly hosts?: readonly HostMatcher[];
}

export type Situation = 'no-route' | 'no-service' | 'no-port' | 'no-endpoints' | 'http-on-tls-port';

/** `status` null: no answer, the connection is closed. */
export interface Answer {
  readonly status: number | null;
  readonly open?: OpenQuestion;
}

/** `cut-at-colon`: what is behind the first colon goes, port or not. */
export type HostStep = 'lower-case' | 'strip-port' | 'strip-final-dot' | 'cut-at-colon';

/**
 * `reject-*`: a request that has this is answered 400 before any route is looked for.
 *
 * `clean`: `path.Clean` of Go: slashes are merged and dot segments resolved; a trailing slash stays where the path ends with one, so that `/a/b/..`
 * becomes `/a`. `decode-all-but-reserved`: every escape but those of RFC 3986's reserved characters and `%25`. `encode-invalid`: characters
 * that a path may not have as they are (RFC 3986 `pchar`, and brackets, which Go leaves) become escapes.
 */
export type PathStep =
  | 'clean' | 'decode-all-but-reserved' | 'encode-invalid'
  | 'merge-slashes' | 'dot-segments' | 'decode-unreserved' | 'decode-all' | 'decode-all-but-slash' | 'upper-case-escapes'
  | 'reject-bad-escapes' | 'reject-escaped-nul' | 'reject-parent-of-root';

/** Something that the router listens on. */
export interface Listener {
  readonly name: string;
  readonly port: number;
  readonly protocol: 'HTTP' | 'HTTPS' | 'TLS' | 'TCP' | 'UDP';
  /** Of TLS: `passthrough` routes by SNI without decrypting. */
  readonly tls: 'none' | 'terminate' | 'passthrough';
  /** Hosts that the listener takes at all. */
  readonly host: HostMatcher;
  readonly certificates: readonly Certificate[];
  /** In no order: the closest host wins (exact, then the longest wildcard, then patterns in this order, then any). http and https may share them. */
  readonly hosts: readonly VirtualHost[];
  readonly source: Source | null;
  /** `refused`: TLS handshakes with a server name that has no certificate fail. Absent: they get the certificate that is for every host, or the controller's own. */
  readonly unknownNames?: 'refused';
  /** What holds for every request to this listener and the manifests do not decide. */
  readonly open?: readonly OpenQuestion[];
}

/** A certificate that a listener serves, by SNI. */
export interface Certificate {
  /** Empty: every host. */
  readonly hosts: readonly HostMatcher[];
  /** Its entry lists no hosts: which it covers, the names in the certificate say. */
  readonly byItsNames?: true;
  /** null: the controller's default certificate. */
  readonly secret: { readonly namespace: string; readonly name: string } | null;
  readonly source: Source;
}

export interface VirtualHost {
  readonly host: HostMatcher;
  /** In any order: of those whose conditions hold the lowest rank wins, of equal ranks the first. */
  readonly routes: readonly Route[];
  /**
   * Routes that are there only if their `open` questions are answered otherwise than this compilation answered them: a request that one of
   * them matches, and that no route of a lower rank takes, depends on those questions.
   */
  readonly possible?: readonly Route[];
  /** What a request that no route takes gets: the router's `no-route` answer, or a try at the next closest host. */
  readonly onMiss: 'stop' | 'next-host';
  /** Each of its routes takes requests for the path that it names, which is known before they are made; absent or false: that is not known. */
  readonly plain?: boolean;
  /** What it depends on that a request goes on to the next host, where a route is found there. */
  readonly missQuestion?: OpenQuestion;
  /** The fields that name the host. */
  readonly sources: readonly Source[];
}

/** One route. Routers in which hosts do not decide first (Traefik, Gateways) have one virtual host for every host, and `conditions.host`. */
export interface Route {
  readonly source: Source;
  /** What is covered when a request takes the route besides the source itself: its rule, its host. */
  readonly covers: readonly Source[];
  /** What the field says, for messages: "`/questions` (Prefix)". */
  readonly label: string;
  readonly conditions: Conditions;
  /** In the order in which they are applied. */
  readonly filters: readonly Filter[];
  readonly action: Action;
  /** Compared place by place, lowest first; `Router.precedence` names the places. */
  readonly rank: Rank;
  /** What the manifests leave open of a request that takes the route. */
  readonly open: readonly OpenQuestion[];
}

export type Rank = readonly (number | string)[];

/** All must hold. Absent: anything. */
export interface Conditions {
  readonly host?: HostMatcher;
  readonly scheme?: 'http' | 'https';
  readonly path?: PathMatcher;
  readonly methods?: readonly string[];
  readonly named?: readonly NamedMatcher[];
}

/** Runs in linear time; `test` is null where the engine cannot run the pattern: then the answer depends on it. Unanchored: the text says where it begins. */
export interface Pattern {
  /** As the object writes it, or as the controller completes it (`^/api`). */
  readonly text: string;
  readonly ignoreCase: boolean;
  /** It has look-ahead, and is run all the same. */
  readonly lookahead?: true;
  /** What every text begins with that it matches, in lower case where case is ignored; absent or empty: nothing is known. */
  readonly beginning?: string;
  /** What every text has that it matches, in lower case, but for those with a long s; absent or empty: nothing is known. */
  readonly contained?: string;
  test(text: string): boolean | null;
  /** The groups of the first match, the whole match first; null where there is none. */
  groups(text: string): readonly string[] | null;
  /** The text in which every match is replaced, by its groups; null where the engine cannot run the pattern. */
  replaceAll(text: string, replace: (groups: readonly string[]) => string): string | null;
}

export type HostMatcher =
  | { readonly kind: 'any' }
  | { readonly kind: 'exact'; readonly host: string }
  /** `*.example.com`; `suffix` is `.example.com`. One label under it, or any number. */
  | { readonly kind: 'wildcard'; readonly suffix: string; readonly labels: 'one' | 'many' }
  | { readonly kind: 'pattern'; readonly pattern: Pattern };

export type PathMatcher =
  | { readonly kind: 'any' }
  | { readonly kind: 'exact'; readonly path: string; readonly ignoreCase?: true }
  /** Element by element, trailing slash ignored on both sides. */
  | { readonly kind: 'element-prefix'; readonly path: string; readonly ignoreCase?: true }
  | { readonly kind: 'string-prefix'; readonly path: string; readonly ignoreCase?: true }
  /** `*` any run of characters, `?` one character. */
  | { readonly kind: 'glob'; readonly path: string; readonly ignoreCase?: true }
  | { readonly kind: 'pattern'; readonly pattern: Pattern };

export type ValueMatcher =
  | { readonly kind: 'present' | 'absent' }
  | { readonly kind: 'exact'; readonly value: string; readonly ignoreCase?: true }
  | { readonly kind: 'glob'; readonly value: string; readonly ignoreCase?: true }
  | { readonly kind: 'pattern'; readonly pattern: Pattern }
  | { readonly kind: 'not'; readonly value: ValueMatcher };

/** `client-address`: CIDR ranges, which no trace from outside decides; neither does it an `expression` in the controller's own language. Header names are in lower case. */
export type NamedMatcher =
  | { readonly of: 'header' | 'query' | 'cookie'; readonly name: string; readonly value: ValueMatcher }
  /** Of the parameters of the query whose name the glob matches in any case, one has the value. */
  | { readonly of: 'query-pair'; readonly name: string; readonly value: ValueMatcher }
  /** nginx finds cookies by name in any case, and of several the first. */
  | { readonly of: 'caseless-cookie'; readonly name: string; readonly value: ValueMatcher }
  | { readonly of: 'client-address'; readonly ranges: readonly string[]; readonly inside: boolean }
  /** The Host header as it was sent. */
  | { readonly of: 'authority'; readonly value: ValueMatcher }
  | { readonly of: 'expression'; readonly text: string };

export type Filter =
  | RewriteFilter
  | {
    readonly kind: 'headers';
    readonly on: 'request' | 'response';
    readonly set: Readonly<Record<string, string>>;
    readonly add: Readonly<Record<string, string>>;
    readonly remove: readonly string[];
    readonly source: Source;
  }
  | { readonly kind: 'mirror'; readonly to: Target; readonly source: Source }
  /**
   * Answers with a redirect and ends the request, unless the location is what `unless` says: then the next filter has it.
   * `statusOfOtherMethods`: where the method is not GET.
   */
  | {
    readonly kind: 'redirect';
    readonly status: number;
    readonly statusOfOtherMethods?: number;
    readonly location: Template;
    readonly unless?: Template;
    readonly source: Source;
  }
  /** Answers requests for which all of `when` hold. */
  | {
    readonly kind: 'reject';
    readonly when: readonly NamedMatcher[];
    readonly status: number;
    readonly code: RouterReason;
    readonly reason: string;
    readonly source: Source;
  }
  /** Requests without what it needs get `otherwise`. */
  | { readonly kind: 'gate'; readonly needs: 'credentials' | 'client-address' | 'client-certificate' | 'external-decision'; readonly otherwise: number; readonly facts: Facts; readonly source: Source };

/** What the pod gets instead of the path and Host that the client sent; without one it gets the path as it was sent. */
export interface RewriteFilter {
  readonly kind: 'rewrite';
  readonly path?: Template;
  /** What the groups of `path` are of; where it does not match, the path stays. Absent: the pattern of the route's own path. */
  readonly pattern?: Pattern;
  readonly host?: Template;
  /** What a request gets whose new path does not begin with `/`, or has `//` or dot segments, and is not empty; absent: it is sent as it is. */
  readonly uncleanStatus?: number;
  readonly source: Source;
}

/** A text that is put together for each request: of a Location, of a rewritten path. Filters work one after the other: each sees what those before it left. */
export type Template = readonly TemplatePart[];

/**
 * `host`: normal, without port; `authority`: the Host header as it was sent. `path`: normal; `raw-path`: as it was sent; `query` with its `?`, or
 * empty. `sent-path`: as `sentSteps` make it and filters before left it. `rest`: the normal path behind its first `skip` characters. `group`: of a pattern.
 */
export type TemplatePart =
  | string
  | { readonly of: 'scheme' | 'host' | 'raw-host' | 'authority' | 'path' | 'raw-path' | 'sent-path' | 'query' | 'port' }
  | { readonly of: 'rest'; readonly skip: number }
  | { readonly of: 'group'; readonly index: number }
  /** The text of the parts changed as a whole. */
  | { readonly of: 'changed'; readonly parts: Template; readonly by: TemplateChange }
  /** The text of the parts in which every match is replaced; `group` in `by` is of the match. */
  | { readonly of: 'replaced'; readonly parts: Template; readonly pattern: Pattern; readonly by: Template };

/** `encode-component`: everything but unreserved characters. `leading-slash`: in front of a text that begins with none and is not empty. `strip-default-port`: `:80` of `http://host:80`, `:443` of `https://host:443`. */
export type TemplateChange = 'strip-one-final-slash' | 'join-slashes' | 'encode-path' | 'encode-decoded-path' | 'root-if-empty' | 'leading-slash' | 'strip-default-port' | 'encode-component';

/** Why a router answers by itself: reasons of traces, which `trace/reasons.ts` explains. */
export type RouterReason =
  | 'tls-handshake-failed'
  | 'misdirected-request'
  | 'no-matching-rule'
  | 'controller-page'
  | 'fixed-response'
  | 'redirect'
  | 'cors-preflight'
  | 'bad-request'
  | 'websocket-not-enabled'
  | 'credentials-required'
  | 'client-certificate-required'
  | 'access-denied'
  | 'connection-closed'
  | 'invalid-configuration'
  | 'load-balancer-not-built'
  | 'no-backends'
  | 'backend-not-permitted'
  | 'service-not-found'
  | 'service-port-not-found'
  | 'external-name-backend'
  | 'resource-backend'
  | 'no-endpoints';

/** Where a matched request goes. */
export type Action =
  /** Weights are relative; targets of weight 0 get nothing. */
  | { readonly kind: 'forward'; readonly to: readonly WeightedTarget[] }
  | { readonly kind: 'redirect'; readonly status: number; readonly statusOfOtherMethods?: number; readonly location: Template; readonly source: Source }
  /** The router responds by itself; `status` null: it closes the connection. */
  | { readonly kind: 'respond'; readonly status: number | null; readonly code: RouterReason; readonly reason: string; readonly source: Source; readonly cors?: CorsPolicy };

/** What preflight requests are answered with, where the router does so; `*` among origins, methods and headers means all. */
export interface CorsPolicy {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposed: readonly string[];
  readonly credentials: boolean;
  /** Seconds. */
  readonly maxAge: number;
}

export interface WeightedTarget {
  readonly target: Target;
  readonly weight: number;
  /** Applied to this share alone, behind the route's own. */
  readonly filters: readonly Filter[];
}

export type Target =
  | ServiceTarget
  /** A backend that is not a Service (`backend.resource`), or that nobody here can follow. */
  | { readonly kind: 'object'; readonly what: string; readonly source: Source; readonly open?: OpenQuestion }
  /** Its share gets this status: a backend that its controller does not take. */
  | { readonly kind: 'refused'; readonly status: number; readonly code: RouterReason; readonly reason: string; readonly source: Source };

export interface ServiceTarget {
  readonly kind: 'service';
  readonly namespace: string;
  readonly name: string;
  /** As the object writes it. */
  readonly port: number | string | null;
  /** The `port` of the Service's port that the controller takes, where its rule is not "equal number, or equal name". */
  readonly servicePort?: number;
  /** `cluster-ip`: the router sends to the Service's address and not to its endpoints, so that kube-proxy chooses. */
  readonly via: 'endpoints' | 'cluster-ip' | 'node-port';
  /** EndpointSlices are searched by this number of their ports, and not by the name of the Service's port. */
  readonly slicePort?: number;
  /** What is dialled where a slice has ports of TCP, and none of the Service port's name: the number of its targetPort. */
  readonly portWithoutName?: number;
  /** Endpoints whose slice has no ready condition do not count. */
  readonly readyMustBeSet?: true;
  /** Spoken to the pods; null: plain http. */
  readonly protocol: 'HTTP' | 'HTTPS' | 'GRPC' | 'GRPCS' | 'H2C' | 'TCP' | 'TLS' | 'UDP' | 'FCGI';
  readonly source: Source;
}

/** The parts of a request that a router decides on. */
export interface RouterRequest {
  readonly method: string;
  /** `tls`, `tcp`, `udp`: a connection, of which nothing is known but its port and, with TLS, its server name. */
  readonly scheme: 'http' | 'https' | 'tls' | 'tcp' | 'udp';
  /** The Host header as it was sent. */
  readonly authority: string;
  readonly port: number;
  /** Starts with `/`; as the client sent it, without query. */
  readonly path: string;
  /** With its leading `?`, or empty. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The server name of the TLS handshake; null without TLS. */
  readonly sni: string | null;
}
