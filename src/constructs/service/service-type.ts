import type { JsonObject } from '../../kubernetes/resource';
import { checked, FLAG, fields, listOf, NUMBER, TEXT } from '../../kubernetes/shapes';
import { userError } from '../../kubernetes/user-error';

const LOAD_BALANCER = fields({
  loadBalancerClass: TEXT, loadBalancerSourceRanges: listOf(TEXT, 'CIDR ranges'), healthCheckNodePort: NUMBER, allocateLoadBalancerNodePorts: FLAG,
});

/** How a cloud's load balancer is set up for a Service. */
export interface LoadBalancerOptions {
  /**
   * Who implements the load balancer: a name, or a name with a domain (`example.com/internal`). It cannot be changed later.
   *
   * @default - the cloud's own
   */
  readonly loadBalancerClass?: string;

  /**
   * The networks that clients may come from, as CIDR ranges (`203.0.113.0/24`).
   *
   * @default - any
   */
  readonly loadBalancerSourceRanges?: string[];

  /**
   * The node port of the health check. Needs `externalTrafficPolicy: TrafficPolicy.LOCAL`.
   *
   * @default - the cluster chooses one
   */
  readonly healthCheckNodePort?: number;

  /**
   * Whether ports on the nodes are allocated too. Load balancers that reach pods directly need none.
   *
   * @default true
   */
  readonly allocateLoadBalancerNodePorts?: boolean;
}

/**
 * How a Service is reached.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types
 */
export class ExposureType {
  /** From inside the cluster only. */
  public static clusterIp(): ExposureType {
    return new ExposureType('ClusterIP', {});
  }

  /** Also through a port on every node. `nodePort` of a Service port sets its number. */
  public static nodePort(): ExposureType {
    return new ExposureType('NodePort', {});
  }

  /**
   * Also through a load balancer outside the cluster.
   *
   * @param options how the cloud sets it up
   */
  public static loadBalancer(options: LoadBalancerOptions = {}): ExposureType {
    const given = checked(options, LOAD_BALANCER, 'options', (message) => userError(`ExposureType.loadBalancer: ${message}`));
    return new ExposureType('LoadBalancer', { ...given });
  }

  /** `ClusterIP`, `NodePort` or `LoadBalancer`. */
  public readonly name: string;

  /**
   * What the type adds to a Service's `spec`.
   *
   * @internal
   */
  public readonly _spec: JsonObject;

  private constructor(name: string, spec: JsonObject) {
    this.name = name;
    this._spec = spec;
  }
}
