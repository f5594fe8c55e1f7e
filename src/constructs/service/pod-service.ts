import * as kplus from 'cdk8s-plus-27';
import { ServiceConstruct } from './service-construct';
import type { PodSource } from '../pods/pod-source';

/**
 * What the Services over pods have in common: a NetworkPolicy of cdk8s-plus takes them for their pods.
 *
 * @internal
 */
export abstract class PodService extends ServiceConstruct implements kplus.IPodSelector, kplus.INetworkPolicyPeer {
  /**
   * The pods behind the Service.
   *
   * @internal
   */
  public abstract _podSource(): PodSource;

  /** The labels and the namespace of the pods behind the Service: what makes it an `IPodSelector` of cdk8s-plus. */
  public toPodSelectorConfig(): kplus.PodSelectorConfig {
    return {
      labelSelector: kplus.LabelSelector.of({ labels: { ...this._podSource().selector() } }),
      namespaces: this.namespace === undefined ? undefined : { names: [this.namespace] },
    };
  }

  /** The pods behind the Service as the peer of a NetworkPolicy of cdk8s-plus; the ports of its rule are those of the pods. */
  public toNetworkPolicyPeerConfig(): kplus.NetworkPolicyPeerConfig {
    return { podSelector: this.toPodSelectorConfig() };
  }

  /** The pods behind the Service, which are known by labels. */
  public toPodSelector(): kplus.IPodSelector | undefined {
    return this;
  }
}
