import type { Answer, RouteRequest, RouteTo } from './arguments';
import { matchers, type ResolveOptions } from './matchers';
import type { RouteLikeOptions } from './route-like';
import type { PassOptions } from './route-tests';
import type { RoutingSubject } from './routing';

export { routeTable } from './route-table';
export { routing, Routing } from './routing';
export { matchers };
export type { Answer, RouteRequest, RouteRequestParts, RouteTo } from './arguments';
export type { PassOptions, ResolveOptions, RouteLikeOptions, RoutingSubject };
export type { ManifestObject, ReadRouting, RoutingOptions } from './routing';
export type { ChangeKind } from '../diff/compare';

/** What `import 'cdk8s-routing/jest'` adds to `expect`. */
export interface RoutingMatchers<R> {
  /**
   * A request is delivered, and where.
   *
   * With `.not`: it does not end there; without `to`, nowhere.
   *
   * @example
   *
   * expect(chart).toRoute('GET http://api.example.com/quote', { to: 'quote', port: 80 });
   * expect(chart).toRoute({ url: 'http://quote', from: 'Deployment/kiada' }, { workload: 'Deployment/quote' });
   * expect(chart).not.toRoute('http://api.example.com/admin', { to: 'admin' });
   */
  toRoute(request: RouteRequest, to?: RouteTo): R;

  /**
   * A request is answered by the router itself: a status, a redirect.
   *
   * @example
   *
   * expect(chart).toAnswer('http://api.example.com/nope', 404);
   * expect(chart).toAnswer('http://api.example.com/', { status: 308, redirect: 'https://api.example.com/' });
   */
  toAnswer(request: RouteRequest, answer: number | Answer): R;

  /**
   * Nobody answers a request: its name does not resolve, nothing listens, the connection is dropped.
   *
   * @example
   *
   * expect(chart).toFail('http://quote.kiada.svc.cluster.local/', 'name-not-public');
   */
  toFail(request: RouteRequest, reason?: string): R;

  /**
   * The cluster's DNS has records for a name.
   *
   * @example
   *
   * expect(chart).toResolve('quiz-0.quiz-pods', { from: 'Deployment/kiada' });
   */
  toResolve(name: string, options?: ResolveOptions): R;

  /**
   * No rule of `cdk8s-routing check` finds an error.
   *
   * @example
   *
   * expect(app).toHaveNoRoutingErrors();
   */
  toHaveNoRoutingErrors(): R;

  /**
   * Every test of a file of route tests passes, and so much is covered.
   *
   * @example
   *
   * expect(app).toPassRouteTests('routes.test.yaml', { coverage: 100 });
   */
  toPassRouteTests(file: string, options?: PassOptions): R;

  /**
   * Every request ends as it did in an old version, but for kinds of changes that are accepted: the proof of `cdk8s-routing diff`.
   *
   * Where all that differs is uncertain, or requests were left out of the comparison, neither this nor its opposite is proven, and both fail.
   *
   * @example
   *
   * expect(newChart).toRouteLike(oldChart, { except: ['status', 'renamed'] });
   */
  toRouteLike(old: RoutingSubject, options?: RouteLikeOptions): R;
}

declare global {
  namespace jest {
    interface Matchers<R, T = {}> extends RoutingMatchers<R> {}
  }
}

/** Jest's `expect`, or that of Vitest with `globals: true`. */
const { expect } = globalThis as { readonly expect?: { extend?(matchers: object): void } };
expect?.extend?.(matchers);
