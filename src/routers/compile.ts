import { gatewayApi } from './gateway/later';
import { NO_SERVICE_ROUTERS, type ServiceRouters } from './gateway/service-routers';
import { withClassQuestions } from './ingress/asked';
import type { Dialect, DialectInputs } from './ingress/dialect';
import { groupByClass, type IngressGroup } from './ingress/ingress-class';
import { CONTROLLERS, DIALECTS, dialectNamed, readerOfClass, type ClassReader } from './ingress/registry';
import type { IngressObjects } from './ingress/spec/model';
import { specRouter } from './ingress/spec/router';
import { SpecTable } from './ingress/spec/spec';
import type { Router, UnservedRoute } from './model';
import type { Cluster } from '../cluster/model';
import type { Ingress } from '../kubernetes/ingress';
import { openQuestion, type OpenQuestion } from '../kubernetes/open-question';
import type { Externals } from '../manifests/config';
import { NO_EXTERNALS } from '../manifests/externals';

/** How Ingress objects are read. */
export interface IngressReading {
  /** One of `CONTROLLERS`: `auto` reads each class as its own controller does, any other name every Ingress so. */
  readonly controller: string;
  /** Which controller a class has, by the class. */
  readonly classes: ReadonlyMap<string, string>;
  /** What the cluster holds outside the manifests; absent: nothing is declared. */
  readonly externals?: Externals;
}

/** Every router that serves objects of a cluster. */
export interface CompiledRouters {
  readonly routers: readonly Router[];
  /** What a mesh does with requests of pods to Services. */
  readonly serviceRouters: ServiceRouters;
  /** Routes whose parent is not in the manifests. */
  readonly unserved: readonly UnservedRoute[];
}

/**
 * Compiles the Ingress objects of a cluster into routers, classes by name, those without a class last; and each Gateway with its routes. Each of the two
 * when something of it is first asked for.
 *
 * @throws Error when the controller is not one of `CONTROLLERS`
 */
export function compileRouters(cluster: Cluster, reading: IngressReading): CompiledRouters {
  requireController(reading.controller);
  let gateways: CompiledRouters | undefined;
  const ofGateways = (): CompiledRouters => gateways ??= compileGateways(cluster, reading.externals);
  let routers: readonly Router[] | undefined;
  return {
    get routers() { return routers ??= [...compileIngresses(cluster, reading), ...ofGateways().routers]; },
    get serviceRouters() { return ofGateways().serviceRouters; },
    get unserved() { return ofGateways().unserved; },
  };
}

function compileGateways(cluster: Cluster, externals: Externals | undefined): CompiledRouters {
  const { gateways, routes } = cluster.gatewayObjects;
  if (gateways.length + routes.length === 0) return { routers: [], serviceRouters: NO_SERVICE_ROUTERS, unserved: [] };
  const { gatewayModel, gatewayRouters, serviceRouters, unservedRoutes } = gatewayApi();
  const model = gatewayModel(cluster, externals);
  return { routers: gatewayRouters(model), serviceRouters: serviceRouters(model), unserved: unservedRoutes(model.attachments) };
}

function requireController(controller: string): void {
  if (!CONTROLLERS.includes(controller)) throw new Error(`controller '${controller}' is not known; specify one of: ${CONTROLLERS.join(', ')}`);
}

function compileIngresses(cluster: Cluster, { controller, classes, externals }: IngressReading): readonly Router[] {
  const objects: IngressObjects = externals === undefined ? cluster : withExternals(cluster, externals);
  const inputs = { cluster, externals: externals ?? NO_EXTERNALS };
  const only = dialectNamed(controller);
  const groups = groupByClass(cluster.ingresses, cluster.ingressClasses, externals?.ingressClasses);
  if (only !== undefined) {
    const names = new Set(groups.map((each) => each.className));
    const className = names.size === 1 ? groups[0].className : null;
    const asked: DialectInputs = { ...inputs, className, asked: true };
    return cluster.ingresses.length === 0 ? [] : withClassQuestions(compileAs(only, cluster.ingresses, asked), only, cluster);
  }
  return groups.flatMap((group): readonly Router[] => {
    const { dialect, by } = controller === 'spec' ? { dialect: null, by: 'nothing' as const } : readerOfClass(cluster, group.className, classes);
    if (dialect === null) return [specRouter(new SpecTable(group, objects))];
    const open = questionsOfClass(group, dialect, by);
    const compiled = compileAs(dialect, group.ingresses, { ...inputs, className: group.className });
    return compiled.map((router) => open.length === 0 ? router : { ...router, open: [...open, ...router.open] });
  });
}

function withExternals(cluster: Cluster, externals: Externals): IngressObjects {
  const { ingresses, ingressClasses, services, find } = cluster;
  return { ingresses, ingressClasses, services, find, externals };
}

/** What a controller makes of Ingress objects. */
function compileAs(dialect: Dialect, ingresses: readonly Ingress[], inputs: DialectInputs): readonly Router[] {
  return dialect.compile([...ingresses].sort(byName), inputs).map((router) => ({ ...router, readBy: dialect.name, plainHttp: `${dialect.name} sends` }));
}

/** The Ingress objects of a class, and who reads them. */
export interface ClassRouters {
  readonly title: string;
  readonly routers: readonly Router[];
}

/** What each controller but those of `except` would make of the Ingress objects of a class. */
export function compileClassAsOthers(
  { cluster, externals = NO_EXTERNALS }: { readonly cluster: Cluster; readonly externals?: Externals },
  { className, ingresses }: IngressGroup,
  except: readonly (string | null)[],
): readonly ClassRouters[] {
  return DIALECTS.filter((each) => !except.includes(each.name))
    .map((dialect) => ({ title: dialect.title, routers: compileAs(dialect, ingresses, { cluster, externals, className, asked: true }) }));
}

/** What the class leaves open of who serves it. */
function questionsOfClass({ className, questions }: IngressGroup, { title, withoutClassObjects }: Dialect, by: ClassReader['by']): readonly OpenQuestion[] {
  if (withoutClassObjects === true) return questions.filter((each) => each.code !== 'class-outside-manifests');
  return by === 'name' && className !== null ? [controllerByName(className, title), ...questions] : questions;
}

/** As the API server lists them. */
function byName(a: IngressGroup['ingresses'][number], b: IngressGroup['ingresses'][number]): number {
  return compare(a.namespace, b.namespace) || compare(a.name, b.name);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Nothing but the name of the class says who serves it. */
function controllerByName(className: string, title: string): OpenQuestion {
  return openQuestion('controller-of-class', { className, controller: title }, [],
    () => `whether ${title} serves ingress class ${className}: the manifests have no such IngressClass, and only its name says so`);
}
