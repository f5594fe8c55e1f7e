import { Duration } from 'cdk8s';
import type { JsonObject } from '../../kubernetes/resource';
import { checked, objectOf } from '../../kubernetes/shapes';
import { userError } from '../../kubernetes/user-error';

const DURATION = objectOf('a Duration such as Duration.hours(1)', (value) => typeof (value as Partial<Duration>).toSeconds === 'function');

/**
 * Which endpoints traffic may go to.
 *
 * @see https://kubernetes.io/docs/reference/networking/virtual-ips/#traffic-policies
 */
export enum TrafficPolicy {
  /** All endpoints. */
  CLUSTER = 'Cluster',
  /** Only endpoints on the node that the traffic is on. Where a node has none, it is dropped. */
  LOCAL = 'Local',
}

/**
 * Which endpoints traffic prefers. It goes to others where those are missing.
 *
 * @see https://kubernetes.io/docs/reference/networking/virtual-ips/#traffic-distribution
 */
export enum TrafficDistribution {
  /** Endpoints in the client's zone, by the older name of PREFER_SAME_ZONE. */
  PREFER_CLOSE = 'PreferClose',
  /** Endpoints in the client's zone (Kubernetes 1.34 and newer). */
  PREFER_SAME_ZONE = 'PreferSameZone',
  /** Endpoints on the client's node (Kubernetes 1.34 and newer). */
  PREFER_SAME_NODE = 'PreferSameNode',
}

/**
 * Whether requests of one client go to one pod.
 *
 * Clients are told apart by the IP address that a node sees. Routers that send requests to pods directly do not look at it.
 *
 * @see https://kubernetes.io/docs/reference/networking/virtual-ips/#session-affinity
 */
export class SessionAffinity {
  /** Every connection goes to any pod. */
  public static none(): SessionAffinity {
    return new SessionAffinity({});
  }

  /**
   * Connections of one client IP address go to one pod.
   *
   * @param timeout how long after the last connection, in whole seconds, 1 second to 1 day (3 hours unless given)
   */
  public static clientIp(timeout?: Duration): SessionAffinity {
    if (timeout !== undefined) checked(timeout, DURATION, 'timeout', (message) => userError(`SessionAffinity.clientIp: ${message}`));
    return new SessionAffinity({
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: timeout && { clientIP: { timeoutSeconds: timeout.toSeconds({ integral: false }) } },
    });
  }

  /**
   * What it adds to a Service's `spec`.
   *
   * @internal
   */
  public readonly _spec: JsonObject;

  private constructor(spec: JsonObject) {
    this._spec = spec;
  }
}
