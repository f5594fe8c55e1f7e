/** How severe a finding is. */
export enum RoutingSeverity {
  /** Requests get lost, or the API server refuses the object. */
  ERROR = 'error',
  /** Probably not what was meant. */
  WARNING = 'warning',
  /** Worth knowing. */
  INFO = 'info',
}

/** How a request ends. */
export enum RoutingOutcome {
  /** At pods, or at addresses outside the cluster. */
  DELIVERED = 'delivered',
  /** A router responds by itself: a redirect, a 404, a 503. */
  ANSWERED = 'answered',
  /** Nobody responds: the name does not resolve, the connection is refused or dropped. */
  FAILED = 'failed',
  /** It leaves what the manifests describe. */
  UNKNOWN = 'unknown',
}

/** What decides on a request before it gets to a Service. */
export enum RoutingRouterKind {
  /** The controller of an ingress class. */
  INGRESS = 'Ingress',
  /** A Gateway of the Gateway API. */
  GATEWAY = 'Gateway',
  /** Routes of a mesh, which name the Service that clients dial. */
  SERVICE = 'Service',
}

/** How a Service is reached. */
export enum RoutingServiceType {
  /** Inside the cluster. */
  CLUSTER_IP = 'ClusterIP',
  /** At a port of every node, too. */
  NODE_PORT = 'NodePort',
  /** At the address of a load balancer, too. */
  LOAD_BALANCER = 'LoadBalancer',
  /** It is a name for a host elsewhere. */
  EXTERNAL_NAME = 'ExternalName',
}

/** How the outcome of requests differs, worst first. */
export enum RoutingChangeKind {
  /** They arrived, and no longer do. */
  LOST = 'lost',
  /** They arrive at other pods or another port. */
  MOVED = 'moved',
  /** A router responds otherwise: another status, a redirect elsewhere. */
  STATUS = 'status',
  /** The pods get another path or host. */
  REWRITTEN = 'rewritten',
  /** Others are let in: credentials, certificates or client addresses are asked for, or no longer. */
  ADMITTED = 'admitted',
  /** They are shared among the same Services in other parts. */
  SHARE = 'share',
  /** Clients of https see another certificate. */
  CERTIFICATE = 'certificate',
  /** They did not arrive, and do now. */
  NEW = 'new',
  /** The answer depends on something that it did not depend on before, or on an annotation no longer. */
  UNCERTAIN = 'uncertain',
  /** They arrive at the same port of the same pods by way of another Service or Service port. */
  RENAMED = 'renamed',
}

/** Whether the requests of two versions end alike. */
export enum RoutingLikeness {
  /** No request changes its outcome. */
  SAME = 'same',
  /** Some requests change their outcome. */
  DIFFERENT = 'different',
  /** No difference is certain, and some requests may differ: the answer depends on something new, or they were not compared. */
  UNKNOWN = 'unknown',
}

/** What became of a route test. */
export enum RoutingTestStatus {
  /** The answer is what was expected. */
  PASSED = 'passed',
  /** It is not, or the request could not be asked. */
  FAILED = 'failed',
}

/** What a route test can go through. */
export enum RoutingCoverageKind {
  /** An entry of `spec.rules`. */
  RULE = 'rule',
  /** A path or a match. */
  PATH = 'path',
  /** A default backend. */
  DEFAULT_BACKEND = 'default-backend',
  /** A redirect that an object asks for. */
  REDIRECT = 'redirect',
  /** A port of a Service. */
  SERVICE_PORT = 'service-port',
  /** A Service of type ExternalName. */
  EXTERNAL_NAME = 'external-name',
}

/** Whether a condition of the Gateway API holds. */
export enum RoutingConditionStatus {
  /** It does. */
  TRUE = 'True',
  /** It does not. */
  FALSE = 'False',
  /** The manifests do not decide it. */
  UNKNOWN = 'Unknown',
}

/** What the cluster's DNS answers. */
export enum RoutingDnsOutcome {
  /** The name exists. */
  NOERROR = 'NOERROR',
  /** It does not. */
  NXDOMAIN = 'NXDOMAIN',
  /** Other name servers answer, or the manifests do not decide it. */
  UNKNOWN = 'unknown',
}

/** Types of DNS records. */
export enum RoutingDnsRecordType {
  /** An IPv4 address. */
  A = 'A',
  /** An IPv6 address. */
  AAAA = 'AAAA',
  /** Another name. */
  CNAME = 'CNAME',
  /** A port and a name. */
  SRV = 'SRV',
  /** The name of an address. */
  PTR = 'PTR',
}

/** What the addresses of an EndpointSlice are. */
export enum RoutingAddressType {
  /** IPv4 addresses. */
  IPV4 = 'IPv4',
  /** IPv6 addresses. */
  IPV6 = 'IPv6',
  /** Host names. */
  FQDN = 'FQDN',
}

/** Who writes an EndpointSlice. */
export enum RoutingEndpointSource {
  /** The control plane, from the selector of a Service. */
  SELECTOR = 'selector',
  /** The control plane, from Endpoints that stand in the manifests. */
  MIRRORED = 'mirrored',
  /** It stands in the manifests. */
  MANUAL = 'manual',
}

/** The least severity that makes synthesis fail. */
export enum FailOn {
  /** Errors. */
  ERROR = 'error',
  /** Errors and warnings. */
  WARNING = 'warning',
  /** Nothing. */
  NEVER = 'never',
}

/** The least severity that is in the report. */
export enum ReportLevel {
  /** Errors. */
  ERROR = 'error',
  /** Errors and warnings. */
  WARNING = 'warning',
  /** Everything. */
  INFO = 'info',
}

/** What the route map is drawn as. */
export enum RoutingPicture {
  /** A flowchart that GitHub and GitLab draw in Markdown. */
  MERMAID = 'mermaid',
  /** The language of Graphviz. */
  DOT = 'dot',
  /** A picture for pages, light or dark as the reader's system is. */
  SVG = 'svg',
  /** Boxes and arrows as data. */
  JSON = 'json',
  /** A page that opens from disk: the map, the routes, the findings, and answers to requests. */
  HTML = 'html',
}
