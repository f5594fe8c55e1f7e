import { ApiObject } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-27';
import type { Autoscaling } from './pod-options';
import { defined } from '../emit';
import type { ServiceConstruct } from '../service/service-construct';

type Fail = (message: string) => Error;

const INT32_MAX = 2 ** 31 - 1;

/** What the cluster uses where a HorizontalPodAutoscaler has no metrics (`SetDefaults_HorizontalPodAutoscaler`). */
const DEFAULT_CPU = 80;

/** A workload that was made from an image. */
type Scaled = (kplus.Deployment | kplus.StatefulSet) & kplus.IScalable;

/** Throws when an autoscaler would not scale. */
export function checkAutoscaling(autoscaling: Autoscaling | undefined, replicas: Readonly<Record<string, number | undefined>>, fail: Fail): void {
  if (autoscaling === undefined) return;
  const given = Object.keys(defined(replicas));
  if (given.length > 0) {
    throw fail(`got both '${given[0]}' and 'autoscaling', and the autoscaler decides how many pods there are; leave '${given[0]}' out, `
      + `and set autoscaling.minReplicas, such as ${replicas[given[0]]}`);
  }
  const { minReplicas = 1, maxReplicas, cpuUtilization, memoryUtilization } = autoscaling;
  for (const [name, value] of Object.entries({ minReplicas, maxReplicas, cpuUtilization, memoryUtilization })) {
    if (value !== undefined && !(Number.isInteger(value) && value >= 1 && value <= INT32_MAX)) {
      throw fail(`autoscaling.${name} is ${value}; specify a whole number from 1 to ${INT32_MAX}`);
    }
  }
  if (minReplicas > maxReplicas) {
    throw fail(`autoscaling.minReplicas is ${minReplicas}, which is more than maxReplicas, ${maxReplicas}; exchange them, or raise maxReplicas`);
  }
}

/** Makes the autoscaler of a workload, if there is to be one, and checks at every synth that it scales. */
export function scaleWorkload(app: ServiceConstruct, workload: Scaled, autoscaling: Autoscaling | undefined): void {
  if (autoscaling !== undefined) makeAutoscaler(app, workload, autoscaling);
  const [problem] = scalingProblems(workload, autoscaling);
  if (problem !== undefined) throw app._error(problem);
  app.node.addValidation({ validate: () => scalingProblems(workload, autoscaling).map((each) => app._error(each).message) });
}

/**
 * Makes the HorizontalPodAutoscaler of a workload, which then has no `replicas`: each time that manifests are applied they would undo what it did.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling
 */
function makeAutoscaler(app: ServiceConstruct, workload: Scaled, { minReplicas = 1, maxReplicas, ...autoscaling }: Autoscaling): void {
  const { cpuUtilization = autoscaling.memoryUtilization === undefined ? DEFAULT_CPU : undefined, memoryUtilization } = autoscaling;
  const { apiVersion, kind, name } = workload.toScalingTarget();
  workload.markHasAutoscaler();
  new ApiObject(app, 'Autoscaler', {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: defined({ name: app.serviceName, namespace: app.namespace }),
    spec: {
      scaleTargetRef: { apiVersion, kind, name },
      minReplicas,
      maxReplicas,
      metrics: [...utilization('cpu', cpuUtilization), ...utilization('memory', memoryUtilization)],
    },
  });
}

function utilization(name: 'cpu' | 'memory', averageUtilization: number | undefined): readonly object[] {
  return averageUtilization === undefined ? [] : [{ type: 'Resource', resource: { name, target: { type: 'Utilization', averageUtilization } } }];
}

const NONE: readonly string[] = [];

/** What is wrong between a workload and whatever scales it; cdk8s-plus makes autoscalers, and adds containers, later. */
function scalingProblems(workload: Scaled, autoscaling: Autoscaling | undefined): readonly string[] {
  // asked of each workload once for each chart of the app
  if (autoscaling === undefined && !workload.hasAutoscaler) return NONE;
  const { kind, name, replicas } = workload.toScalingTarget();
  if (workload.hasAutoscaler && replicas !== undefined) {
    return [`${kind} '${name}' has ${replicas} replicas and an autoscaler, which decides how many pods there are; leave 'replicas' out, `
      + 'and set minReplicas of the autoscaler'];
  }
  if (autoscaling === undefined) return [];
  const { memoryUtilization, cpuUtilization } = autoscaling;
  return [
    ...cpuUtilization !== undefined || memoryUtilization === undefined ? requestProblems(workload, 'cpu') : [],
    ...memoryUtilization === undefined ? [] : requestProblems(workload, 'memory'),
  ];
}

/** A pod's utilization is a share of what all of its containers request; a limit alone is a request too. */
function requestProblems(workload: Scaled, resource: 'cpu' | 'memory'): readonly string[] {
  return workload.containers.filter(({ resources }) => resources?.[resource]?.request === undefined && resources?.[resource]?.limit === undefined)
    .map(({ name }) => `container '${name}' requests no ${resource}, and autoscaling.${resource}Utilization is a share of what is requested; `
      + `set its resources.${resource}.request`);
}
