import type * as kplus from 'cdk8s-plus-27';
import type { IConstruct } from 'constructs';

/** How many pods there are, by what they use: a HorizontalPodAutoscaler. */
export interface Autoscaling {
  /** The most pods, 1 or more. */
  readonly maxReplicas: number;

  /**
   * The fewest pods, 1 or more.
   *
   * @default 1
   */
  readonly minReplicas?: number;

  /**
   * What the pods are to use of the CPU that they request, on average, in percent.
   *
   * @default 80, or none where `memoryUtilization` is given
   */
  readonly cpuUtilization?: number;

  /**
   * What the pods are to use of the memory that they request, on average, in percent.
   *
   * @default - memory is not looked at
   */
  readonly memoryUtilization?: number;
}

/** Where the pods of a Service come from: exactly one of `image`, `workload` and `selector`. */
export interface PodOptions {
  /**
   * The container image to run. A workload is made for it.
   *
   * @default - none; `workload` or `selector` must be given
   */
  readonly image?: string;

  /**
   * How many pods run the image, 0 or more.
   *
   * @default - as in cdk8s-plus: 2 for a Deployment, 1 for a StatefulSet; not written where there is an autoscaler
   */
  readonly replicas?: number;

  /**
   * An autoscaler that decides how many pods run the image; not together with `replicas`. For other metrics make a `HorizontalPodAutoscaler` of
   * cdk8s-plus with the workload as its target; for autoscalers that it does not know call `markHasAutoscaler()` of the workload.
   *
   * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
   * @default - none
   */
  readonly autoscaling?: Autoscaling;

  /**
   * When a pod that runs the image may get requests. A probe that names no port asks the first TCP port.
   *
   * @default - as soon as the container has started and listens
   */
  readonly readiness?: kplus.Probe;

  /**
   * Everything else about the container that runs the image: environment, resources, security context, its name.
   *
   * The container declares the ports that the Service leads to, unless ports are given here. What is not said is as in cdk8s-plus; its
   * containers have no root user, a read-only root file system, and resource limits.
   *
   * @default - as in cdk8s-plus; the container's name is that of the Service
   */
  readonly container?: kplus.ContainerOpts;

  /**
   * A workload that exists: a construct of any cdk8s-plus version, or an `ApiObject` that has a pod template (such as an Argo Rollout).
   *
   * Its labels, container ports and namespace are taken from it. It may also be an `IPodSelector` (`Pods.select`), whose labels are taken; expressions
   * that Services do not have are refused.
   *
   * @default - none; `image` or `selector` must be given
   */
  readonly workload?: IConstruct;

  /**
   * Labels of the pods, where nothing else of them is known. Pods that have all of them, in the Service's namespace, are reached.
   *
   * @default - none; `image` or `workload` must be given
   */
  readonly selector?: { [key: string]: string };
}
