import type { ControllerName } from './dialect';
import { controllerNamed, controllerOfClass, KNOWN_CONTROLLERS } from './known-controllers';
import type { Cluster } from '../../cluster/model';

/** A class, as routers are known by it. */
interface OfClass {
  readonly className: string | null;
}

/** Which controller serves a class, by its IngressClass, else by the name that it has by convention; null where neither says. */
export function classController({ ingressClasses }: Pick<Cluster, 'ingressClasses'>, { className }: OfClass): string | null {
  if (className === null) return null;
  const declared = ingressClasses.find((each) => each.name === className);
  if (declared === undefined) return KNOWN_CONTROLLERS.find(({ classNames }) => classNames.includes(className))?.name ?? null;
  return declared.controller === null ? null : controllerOfClass(declared.controller)?.name ?? null;
}

/** Which of some controllers may serve a class; all of them where nothing says which one does. */
export function controllersAmong(
  cluster: Pick<Cluster, 'ingressClasses'>, table: OfClass, among: readonly ControllerName[],
): readonly ControllerName[] {
  const controller = classController(cluster, table);
  if (controller === null) return among;
  // the class of NGINX Inc. and of haproxy-ingress may be called as that of another controller
  const undeclared = !cluster.ingressClasses.some((each) => each.name === table.className);
  return among.filter((each) => each === controller || (undeclared && NAMESAKES.some(([one, other]) => one === controller && other === each)));
}

/** Controllers whose classes have the same name by default. */
const NAMESAKES: readonly (readonly [string, ControllerName])[] = [['ingress-nginx', 'nginx-inc'], ['haproxy', 'haproxy-ingress']];

/** `Traefik and NGINX Inc.` */
export function controllerTitles(controllers: readonly ControllerName[]): string {
  const titles = controllers.map((each) => controllerNamed(each)?.title ?? each);
  return titles.length < 2 ? titles.join() : `${titles.slice(0, -1).join(', ')} and ${titles[titles.length - 1]}`;
}
