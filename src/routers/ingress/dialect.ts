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

/** A request, as far as the effect of an annotation depends on it. */
export interface AnnotatedRequest {
  readonly scheme: 'http' | 'https';
  /** In normal form. */
  readonly path: string;
  /** The path of the rule that takes it; null: a default backend does. */
  readonly rulePath: string | null;
}

/** What annotations make a router do with a request besides sending it to the backend. */
export interface AnnotationEffect {
  /** Whole keys. */
  readonly keys: readonly string[];
  /** What a value does with a request; null where nothing. */
  readonly does: (value: string, request: AnnotatedRequest) => string | null;
}

/** What is known of a controller's annotations where its dialect does not read them: for the text of the API, and for rules. */
export interface KnownAnnotations {
  /** Those that may answer, rewrite or refuse requests. */
  readonly effects?: readonly AnnotationEffect[];
  /** Those that make patterns of paths, or take a path apart. */
  readonly patterns?: readonly string[];
  /** Beginnings of those that tell requests apart that have the same host and path: by a share, an entry point, a header, a method. */
  readonly distinguishing?: readonly string[];
  /** The one whose value Ingress objects behind one load balancer have in common; null: each has its own. Absent: all of a class are behind one. */
  readonly loadBalancer?: string | null;
  /** Prefixes of another controller's annotations which it can be told to read. */
  readonly alsoRead?: readonly string[];
}

/** Where a controller is known to part from the text of Ingress in its default settings; absent: it does not. */
export interface Deviations {
  /** `/v1` as Prefix takes `/v11`. */
  readonly prefixes?: 'by-characters';
  /** What `/foo/` as Prefix makes of `/foo`. */
  readonly finalSlash?: 'redirects' | 'no-match';
  /** `*.example.com` takes `a.b.example.com`. */
  readonly wildcards?: 'many-labels';
  /** Stars in ImplementationSpecific paths are patterns, whatever the annotations. */
  readonly stars?: 'patterns';
  /** A path that a host does not have goes on to the wildcard host. */
  readonly missedPath?: 'next-host';
  /** http is redirected to https for hosts with a certificate, unless one of these annotations is "false". */
  readonly redirectsToHttps?: { readonly unless: readonly string[] };
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
  /** Names that its class may have by convention as well, where those of another controller are likelier. */
  readonly otherClassNames?: readonly string[];
  /** Its classes are names alone, and no cluster has IngressClass objects for them: that none is in the manifests leaves nothing open. */
  readonly withoutClassObjects?: true;
  /** Prefixes of the annotations that it reads. */
  readonly annotationPrefixes: readonly string[];
  readonly annotations?: KnownAnnotations;
  readonly deviations?: Deviations;
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

  /** Why a cluster's controller would leave an Ingress alone that it was asked to read here; null: it would not. Absent: `compile` sees to that. */
  whyUnserved?(cluster: Cluster): (ingress: Ingress) => string | null;
}
