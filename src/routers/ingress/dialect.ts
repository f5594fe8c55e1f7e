import type { Cluster } from '../../cluster/model';
import type { Ingress } from '../../kubernetes/ingress';
import type { Externals } from '../../manifests/config';
import type { Router } from '../model';

/** Names of the controllers whose way to read Ingress objects is simulated; `spec` is the text of the Ingress v1 API. */
export type ControllerName = 'spec' | 'ingress-nginx' | 'nginx-inc' | 'traefik' | 'haproxy' | 'haproxy-ingress' | 'contour' | 'alb' | 'gce';

/** What a dialect compiles from besides the Ingress objects. */
export interface DialectInputs {
  readonly cluster: Cluster;
  readonly externals: Externals;
  /** The class whose objects these are; null: they name none. Several where a controller was asked to read every Ingress. */
  readonly className: string | null;
  /** The command or the caller asked for this controller, whatever classes the objects name; absent: their class says so. */
  readonly asked?: true;
}

/** What is known of a controller besides how it reads Ingress objects. */
export interface ControllerFacts {
  readonly name: string;
  /** As messages call it. */
  readonly title: string;
  /** Beginnings of `spec.controller` of its IngressClasses. */
  readonly classControllers: readonly string[];
  /** Names that its class has by convention. */
  readonly classNames: readonly string[];
  /** Its classes are names alone, and no cluster has IngressClass objects for them: that none is in the manifests leaves nothing open. */
  readonly withoutClassObjects?: true;
  /** Prefixes of the annotations that it reads. */
  readonly annotationPrefixes: readonly string[];
  /** `app.kubernetes.io/name` of its pods. */
  readonly podNames: readonly string[];
  /** Requests go through load balancers outside the cluster, which its pods only set up; absent: through its pods. */
  readonly isOutside?: true;
}

/** A controller whose way to read Ingress objects is simulated. */
export interface DialectFacts extends ControllerFacts {
  readonly name: ControllerName;
}

/** Everything that is known of one controller, in one place. */
export interface Dialect extends DialectFacts {
  /**
   * Ingress objects as routers: one, or several where the controller makes a load balancer for each object or group.
   *
   * @param ingresses those of one class, as the API server lists them (namespace, name)
   */
  compile(ingresses: readonly Ingress[], inputs: DialectInputs): readonly Router[];
}
