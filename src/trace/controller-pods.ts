import type { Context } from './context';
import { describeWorkload } from './destinations';
import type { Simulation } from './simulation';
import type { Pod } from '../cluster/model';
import type { RoutedDestination } from '../cluster/services/service-routing';
import { openQuestion, sourceIn } from '../kubernetes/open-question';
import type { ServicePort } from '../kubernetes/service';
import { pickRouter, type RouterChoice } from '../routers/entry';
import type { ControllerFacts } from '../routers/ingress/dialect';
import { controllerOfPods } from '../routers/ingress/known-controllers';
import type { Router } from '../routers/model';

/** Names of the ports at which they take requests; webhooks and metrics have others. */
const ENTRY_PORTS: ReadonlySet<number | string> = new Set(['http', 'https', 'web', 'websecure']);

const NAME = 'app.kubernetes.io/name';
const COMPONENT = 'app.kubernetes.io/component';

/**
 * The router whose own pods a Service port leads to: the request goes on by the rules of the Ingress objects.
 *
 * @returns null where the pods are no Ingress controller, or no Ingress object is for it
 */
export function routerBehind({ simulation, cluster, target }: Context, port: ServicePort, routed: readonly RoutedDestination[]): RouterChoice | null {
  if (target.scheme !== 'http' && target.scheme !== 'https') return null;
  if (!ENTRY_PORTS.has(port.name) && !ENTRY_PORTS.has(port.targetPort)) return null;
  const [first, ...others] = routed;
  const controller = first?.pods.length > 0 && others.length === 0 ? controllerOf(first.pods[0]) : null;
  if (controller === null || first.workload === null || simulation.routers.length === 0) return null;
  const declared = cluster.ingressClasses.filter((each) => each.controller !== null && isOf(controller, each.controller));
  const classes = new Set(declared.map((each) => each.name));
  const own = simulation.routers.filter((router) => router.id.className !== null && classes.has(router.id.className));
  const choice = pickRouter(own.length > 0 ? own : simulation.routers, target.httpHost);
  if (choice === null) return null;
  const who = describeWorkload(first.workload);
  const open = own.length > 0 ? [] : [openQuestion('controller-of-class', { router: choice.router.name }, [sourceIn(first.pods[0].resource)],
    () => `whether ${who} is the controller of ${choice.router.name}`)];
  return { router: choice.router, because: `the pods of ${who} are an Ingress controller`, questions: [...open, ...choice.questions] };
}

const PODS = new WeakMap<Router, Pod | null>();

/** A pod of the router, where one workload of the manifests alone is the controller of its class; null otherwise. */
export function podOfRouter({ cluster }: Simulation, router: Router): Pod | null {
  const known = PODS.get(router);
  if (known !== undefined) return known;
  const controller = cluster.ingressClasses.find((each) => each.name === router.id.className)?.controller ?? null;
  const workloads = controller === null ? [] : cluster.workloadsWhere((labels) => controllerOfLabels(labels) !== null);
  const found = workloads.filter(({ pods }) => pods.length > 0 && isControlledBy(pods[0], controller ?? ''));
  const pod = found.length === 1 ? found[0].pods[0] : null;
  PODS.set(router, pod);
  return pod;
}

function isControlledBy(pod: Pod, controller: string): boolean {
  const own = controllerOf(pod);
  return own !== null && isOf(own, controller);
}

function isOf({ classControllers }: ControllerFacts, controller: string): boolean {
  return classControllers.some((start) => controller.startsWith(start));
}

function controllerOf({ labels }: Pod): ControllerFacts | null {
  return controllerOfLabels(labels);
}

function controllerOfLabels(labels: Pod['labels']): ControllerFacts | null {
  const component = Object.hasOwn(labels, COMPONENT) ? labels[COMPONENT] : 'controller';
  if (!Object.hasOwn(labels, NAME) || !['controller', 'envoy', 'ingress-controller'].includes(component)) return null;
  const controller = controllerOfPods(labels[NAME]);
  return controller === undefined || controller.isOutside === true ? null : controller;
}
