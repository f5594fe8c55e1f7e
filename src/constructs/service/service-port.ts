import type { PortProtocol } from '../../kubernetes/port-protocol';

/**
 * One port of a Service.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports
 */
export interface ExposedPort {
  /** The port that clients connect to, 1 to 65535. */
  readonly port: number;

  /**
   * The port's name: lower case letters, digits and `-`, at most 63 characters, unique in the Service.
   *
   * An Ingress can refer to it by name only when it has at most 15 characters. A Service with several ports needs a name for each.
   *
   * @default - the port has no name
   */
  readonly name?: string;

  /**
   * The transport protocol.
   *
   * @default PortProtocol.TCP
   */
  readonly protocol?: PortProtocol;

  /**
   * The port of the pods: a number (1 to 65535), or the name of a container port of the same protocol.
   *
   * An `ExternalAlias` takes numbers only; for a `HeadlessSet` it must come to the same number as `port`.
   *
   * @default - the same as `port`
   */
  readonly targetPort?: number | string;

  /**
   * The application protocol, for routers and meshes: an IANA service name (`https`), or a name with a domain (`kubernetes.io/h2c`).
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#application-protocol
   * @default - routers guess
   */
  readonly appProtocol?: string;

  /**
   * The port on every node, for the types NodePort and LoadBalancer. In most clusters 30000 to 32767.
   *
   * @default - the cluster chooses one
   */
  readonly nodePort?: number;
}
