import type { ServiceOptions } from './service-options';
import type { ExposureType } from './service-type';
import type { SessionAffinity, TrafficDistribution, TrafficPolicy } from './traffic';

/** How an app is reached. */
export interface ExposeOptions extends ServiceOptions {
  /**
   * From where the Service can be reached.
   *
   * @default ExposureType.clusterIp()
   */
  readonly type?: ExposureType;

  /**
   * The cluster IP: an address of the cluster's Service range that nothing else has. It cannot be changed later.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/cluster-ip-allocation/
   * @default - the cluster chooses
   */
  readonly clusterIp?: string;

  /**
   * IP addresses outside the cluster that are led to its nodes, and at which the Service answers too. No loopback, link-local, multicast or
   * unspecified ones. Kubernetes 1.36 and newer warn of them.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#external-ips
   * @default - none
   */
  readonly externalIps?: string[];

  /**
   * Whether requests of one client go to one pod.
   *
   * @default SessionAffinity.none()
   */
  readonly sessionAffinity?: SessionAffinity;

  /**
   * Which pods traffic from inside the cluster may go to.
   *
   * @default TrafficPolicy.CLUSTER
   */
  readonly internalTrafficPolicy?: TrafficPolicy;

  /**
   * Which pods traffic from outside the cluster may go to. For the types NodePort and LoadBalancer, and external IPs. LOCAL keeps the client's
   * address.
   *
   * @default TrafficPolicy.CLUSTER
   */
  readonly externalTrafficPolicy?: TrafficPolicy;

  /**
   * Which pods traffic prefers.
   *
   * @default - none
   */
  readonly trafficDistribution?: TrafficDistribution;

  /**
   * Whether pods get requests before they are ready.
   *
   * @default false
   */
  readonly publishNotReadyAddresses?: boolean;

  /**
   * Names outside the cluster that external-dns points at the Service. `*.` in front stands for all names below. external-dns leaves Services of
   * type ClusterIP out unless it is told otherwise.
   *
   * @see https://kubernetes-sigs.github.io/external-dns/latest/docs/annotations/annotations/
   * @default - none
   */
  readonly publicDnsNames?: string[];
}
