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
  cluster: Pick<Cluster, 'ingressClasses'>, table: OfClass, among: readonly string[],
): readonly string[] {
  const controller = classController(cluster, table);
  if (controller === null) return among;
  const { className } = table;
  const undeclared = !cluster.ingressClasses.some((each) => each.name === className);
  const isCalledSo = (each: string): boolean => className !== null && (controllerNamed(each)?.otherClassNames ?? []).includes(className);
  return among.filter((each) => each === controller || (undeclared && isCalledSo(each)));
}

/** `Traefik and NGINX Inc.` */
export function controllerTitles(controllers: readonly string[]): string {
  const titles = controllers.map((each) => controllerNamed(each)?.title ?? each);
  return titles.length < 2 ? titles.join() : `${titles.slice(0, -1).join(', ')} and ${titles[titles.length - 1]}`;
}
