import type { IngressController } from '../kubernetes/ingress-controller';

/** How manifests are read. */
export interface RoutingModelOptions {
  /**
   * The namespace of namespaced objects that name none.
   *
   * @default - as in the config, otherwise 'default'
   */
  readonly namespace?: string;

  /**
   * How Ingress is read: `auto` reads each class as its own controller does, `spec` all of it as the text of the Ingress v1 API, any other name
   * all of it as that controller does.
   *
   * @default - as in the config, otherwise 'auto'
   */
  readonly controller?: IngressController;

  /**
   * The config file: severities, suppressions, what the cluster holds besides the manifests.
   *
   * @default - none is read
   */
  readonly config?: string;
}
