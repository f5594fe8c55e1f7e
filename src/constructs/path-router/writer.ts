import type { ApiObject } from 'cdk8s';
import type { SettledBackend } from './backend';
import type { RouterTls } from './options';
import type { RouterModel, SettledRoute } from './plan';
import type { IBackend } from '../backend';
import type { Feature } from '../controllers/controller';

type Fail = (message: string) => Error;

/** What writes the objects of a router: in one generation of the API. */
export interface RouterWriter {
  /** The object that stands for the router. */
  readonly main: ApiObject;
  /** Its kind with its article, for messages. */
  readonly what: 'an Ingress' | 'an HTTPRoute';
  /** The Gateway that the routes attach to; undefined where there are none. */
  readonly gatewayName: string | undefined;

  /** Why a feature cannot be had, and what to do; null where it can. */
  featureProblem(feature: Feature): string | null;

  /** The Service and port of a backend; throws when it is not one that the objects can refer to. */
  settleBackend(backend: IBackend, port: number | string | undefined, fail: Fail): SettledBackend;

  /** Throws what the API server says of an object that has this route alone. */
  checkRoute(route: SettledRoute, fail: Fail): void;

  /** Throws what the API server says of a default backend. */
  checkDefaultBackend(backend: SettledBackend, fail: Fail): void;

  /** Throws when a certificate is not one that the objects can have. */
  checkTls(tls: RouterTls, fail: Fail): void;

  /** What is wrong when the router is synthesized. */
  problems(model: RouterModel): readonly string[];

  /** Whether clients are to use https for a host, as far as the writer knows besides the router's certificates. */
  readonly https: boolean;

  /**
   * Makes the objects that routes need; nothing changes where it throws.
   *
   * @param model the router before they came
   */
  add(model: RouterModel, routes: readonly SettledRoute[]): void;

  /** Makes the objects of a router whose options changed; nothing changes where it throws. */
  change(before: RouterModel, after: RouterModel): void;

  /** Throws what the API server would say of the objects. */
  check(model: RouterModel): void;
}
