import type { Candidate, PathIndex } from './path-index';
import type { HttpRequest, Route, TlsEntry, VirtualHost } from './text-table';
import type { TlsIndex } from './tls-index';
import type { Cluster } from '../../../cluster/model';
import type { Ingress } from '../../../kubernetes/ingress';
import type { NearNames } from '../../../kubernetes/near-names';
import type { OpenQuestion } from '../../../kubernetes/open-question';
import type { Externals } from '../../../manifests/config';
import type { HostIndex } from '../../index/host-index';

/** What a table is compiled from. */
export type IngressObjects = Pick<Cluster, 'ingresses' | 'ingressClasses' | 'find'> & Partial<Pick<Cluster, 'services'>> & {
  /** What the cluster holds besides; absent: nothing is declared. */
  readonly externals?: Externals;
};

/** A virtual host with what it takes to search and to explain it. */
export interface SpecHost {
  readonly virtualHost: VirtualHost;
  readonly paths: PathIndex;
  /** Routes that are never taken: canaries of nothing. */
  readonly dropped: readonly Route[];
  /** Where requests go that no path matches. */
  readonly fallback: Fallback | null;
  /** The Ingress objects with a rule for this host, in order of precedence. */
  readonly owners: readonly Ingress[];
  /** Fields of rules that have a host and no paths. */
  readonly withoutPaths: readonly string[];
}

/** A default backend, and the Ingress objects of the class whose default backend it is not. */
export interface Fallback {
  readonly route: Route;
  readonly ingress: Ingress;
}

/** What explains an answer of a table asks of it. */
export interface SpecRoutes {
  readonly className: string | null;
  readonly cluster: IngressObjects;
  readonly hosts: HostIndex<SpecHost>;
  readonly tls: TlsIndex;
  /** All default backends of the class, the one for unknown hosts first. */
  readonly fallbacks: readonly Fallback[];
  /** The hosts of the rules, as they write them. */
  readonly hostNames: NearNames;
  readonly questions: readonly OpenQuestion[];
}

/** A request, and what the table made of it. */
export interface MatchedRequest {
  readonly table: SpecRoutes;
  readonly request: HttpRequest;
  /** The request's in normal form. */
  readonly path: string;
  readonly host: SpecHost | null;
  readonly candidate: Candidate | null;
  readonly route: Route | null;
  readonly tls: readonly TlsEntry[];
}
