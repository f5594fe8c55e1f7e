import { reasonOf } from './match';
import type { SpecHost } from './model';
import type { Candidate } from './path-index';
import { isQuiet } from './quiet-paths';
import type { SpecTable } from './spec';
import type { OpenQuestion } from '../../../kubernetes/open-question';
import type { Resource } from '../../../kubernetes/resource';
import { prefixKey } from '../../index/path-elements';
import { isMatchedAlike } from '../../index/path-variants';
import type { Found } from '../../index/router-index';
import type { Route, RouterRequest, VirtualHost } from '../../model';

const NONE: readonly OpenQuestion[] = [];

/** A route of the router, and the path of the table that it is. */
interface KnownRoute {
  readonly host: SpecHost;
  readonly candidate: Candidate;
  /** Of a path this long and longer the reason is always the same. */
  readonly below: number;
  reason: string | null;
  /** Nothing is open about plain http to it. */
  readonly silent: boolean;
}

/**
 * Reasons and questions of requests by the route that the router has found, without a second look-up. They are those of the table; where the two may
 * read a request otherwise there is none here.
 */
export class KnownRoutes {
  private readonly routes = new Map<Route, KnownRoute | null>();
  private lastFound: Found | null = null;
  private last: KnownRoute | null = null;

  constructor(private readonly table: SpecTable) {}

  /** Why the route won; null where the table has to say it. */
  reason(request: RouterRequest, found: Found): string | null {
    const known = this.known(request, found);
    if (known === null) return null;
    const { candidate, host, below } = known;
    if (request.path.length < below) return reasonOf(candidate, host, request.path);
    return known.reason ??= reasonOf(candidate, host, request.path);
  }

  /** What the answer depends on; null where the table has to say it. */
  questions(request: RouterRequest, found: Found): readonly OpenQuestion[] | null {
    return request.scheme === 'http' && request.port === 80 && this.known(request, found)?.silent === true ? NONE : null;
  }

  private known(request: RouterRequest, found: Found): KnownRoute | null {
    if (found !== this.lastFound) {
      this.last = this.lookUp(request, found);
      this.lastFound = found;
    }
    return this.last;
  }

  /** null: the request is not in normal form, or no path of the table takes it. */
  private lookUp({ authority, path }: RouterRequest, { host, route, hostName }: Found): KnownRoute | null {
    if (host === null || route === null || authority !== hostName || !isMatchedAlike(path)) return null;
    let known = this.routes.get(route);
    if (known === undefined) {
      this.addRoutes(host);
      known = this.routes.get(route);
    }
    return known ?? null;
  }

  private addRoutes(host: VirtualHost): void {
    for (const route of host.routes) this.routes.set(route, null);
    const own = specHostOf(this.table, host);
    if (own === null) return;
    // certificates of single hosts may be for hosts of a wildcard
    const isPlainHttp = host.host.kind === 'exact' ? own.virtualHost.tls.length === 0 : this.table.tls.size === 0;
    const candidates = new Map<Resource, Map<string, Candidate>>();
    for (const candidate of own.paths.candidates) {
      const { resource, fieldPath } = candidate.route;
      const ofResource = candidates.get(resource) ?? new Map<string, Candidate>();
      candidates.set(resource, ofResource);
      ofResource.set(fieldPath, candidate);
    }
    for (const route of host.routes) {
      const candidate = candidates.get(route.source.resource)?.get(route.source.field);
      if (candidate === undefined) continue;
      const silent = isPlainHttp && isQuiet(own, candidate);
      this.routes.set(route, { host: own, candidate, below: prefixKey(candidate.path).length + 2, reason: null, silent });
    }
  }
}

/** The host of the table that a virtual host is. */
function specHostOf({ hosts }: SpecTable, { host }: VirtualHost): SpecHost | null {
  switch (host.kind) {
    case 'exact': return hosts.find(host.host);
    case 'wildcard': return hosts.wildcard(host.suffix);
    default: return null;
  }
}
