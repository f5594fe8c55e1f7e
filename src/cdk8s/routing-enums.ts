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
