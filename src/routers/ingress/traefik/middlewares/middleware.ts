import type { Cluster } from '../../../../cluster/model';
import { objectAt } from '../../../../kubernetes/fields';
import type { OpenQuestion, Source } from '../../../../kubernetes/open-question';
import type { JsonObject, Resource } from '../../../../kubernetes/resource';
import type { Externals } from '../../../../manifests/config';
import type { Filter } from '../../../model';

/** What a middleware does with requests. */
export interface Applied {
  readonly kind: 'applied';
  readonly filters: readonly Filter[];
  readonly open: readonly OpenQuestion[];
  /** Whether it answers CORS preflight requests itself, ahead of its own filters. */
  readonly preflight?: true;
}

/** It cannot be built: Traefik leaves out every router that names it. */
export interface Broken {
  readonly kind: 'broken';
  /** One sentence without full stop. */
  readonly reason: string;
  /** Of objects that may exist outside the manifests. */
  readonly question?: OpenQuestion;
}

/** A Middleware (traefik.io/v1alpha1) with one of its parts, as what makes filters of it reads it. */
export interface MiddlewareView {
  readonly resource: Resource;
  readonly source: Source;
  /** `stripPrefix`. */
  readonly type: string;
  /** What is under the type. */
  readonly settings: JsonObject;
  readonly cluster: Cluster;
  readonly externals: Externals;
}

export type BuildMiddleware = (middleware: MiddlewareView) => Applied | Broken;

export function applied(...filters: readonly Filter[]): Applied {
  return { kind: 'applied', filters, open: [] };
}

export function broken(reason: string, question?: OpenQuestion): Broken {
  return question === undefined ? { kind: 'broken', reason } : { kind: 'broken', reason, question };
}

export function specOf({ object }: Resource): JsonObject {
  return objectAt(object, 'spec') ?? {};
}
