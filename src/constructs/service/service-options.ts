import type { ApiObjectMetadata } from 'cdk8s';
import type { ExposedPort } from './service-port';

/** IP families. */
export enum IpFamily {
  /** IPv4. */
  IPV4 = 'IPv4',
  /** IPv6. */
  IPV6 = 'IPv6',
}

/**
 * How many IP families a Service has.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/dual-stack/#services
 */
export enum IpFamilyPolicy {
  /** One family. */
  SINGLE_STACK = 'SingleStack',
  /** Both families where the cluster has both. */
  PREFER_DUAL_STACK = 'PreferDualStack',
  /** Both families. Clusters that have one refuse the Service. */
  REQUIRE_DUAL_STACK = 'RequireDualStack',
}

/** What every Service of this library can be given. */
export interface ServiceOptions {
  /**
   * Name, namespace, labels and annotations of the Service.
   *
   * The name is an address: a DNS label of lower case letters, digits and `-` that starts with a letter, at most 63 characters. Two
   * Services of one name in one namespace are refused. Name, namespace and labels go to the workload too that is made from an image.
   *
   * @default - the name is the construct's id, as it stands; the namespace is that of the pods or the chart
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * The Service's only port, 1 to 65535. For several, or for names and protocols, use `ports`.
   *
   * @default - see `ports`
   */
  readonly port?: number;

  /**
   * Where `port` leads: a number (1 to 65535), or the name of a container port.
   *
   * @default - the same as `port`
   */
  readonly targetPort?: number | string;

  /**
   * The Service's ports.
   *
   * @default - the ports that the containers declare; none for an `ExternalAlias`
   */
  readonly ports?: ExposedPort[];

  /**
   * The IP families, the first one being the Service's main family, which cannot be changed later.
   *
   * @default - the cluster chooses
   */
  readonly ipFamilies?: IpFamily[];

  /**
   * How many IP families the Service has.
   *
   * @default - the cluster chooses: one family
   */
  readonly ipFamilyPolicy?: IpFamilyPolicy;

  /**
   * The domain of the cluster's DNS, for `dnsName` and `url()`.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;
}
