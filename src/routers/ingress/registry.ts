import { ALB } from './alb/alb';
import { CONTOUR } from './contour/contour';
import type { Dialect } from './dialect';
import { GCE } from './gce/gce';
import { haproxy } from './haproxy/dialect';
import { haproxyIngress } from './haproxy-ingress/dialect';
import { INGRESS_NGINX } from './ingress-nginx/ingress-nginx';
import { nginxInc } from './nginx-inc/dialect';
import { TRAEFIK } from './traefik/traefik';
import type { Cluster } from '../../cluster/model';

/** The dialects that are simulated besides `spec`, in the order in which messages list them. One line for each. */
export const DIALECTS: readonly Dialect[] = [
  INGRESS_NGINX,
  nginxInc,
  TRAEFIK,
  haproxy,
  haproxyIngress,
  ALB,
  GCE,
  CONTOUR,
];

/** What `controller` may be: each class as its own controller reads it, or every Ingress as one of them. */
export const CONTROLLERS: readonly string[] = ['auto', 'spec', ...DIALECTS.map((each) => each.name)];

/** What a class may be read as. */
export const CLASS_CONTROLLERS: readonly string[] = CONTROLLERS.filter((each) => each !== 'auto');

export function dialectNamed(name: string): Dialect | undefined {
  return DIALECTS.find((each) => each.name === name);
}

/** Who serves a class, and how that is known. */
export interface ClassReader {
  /** null: read as the text of the Ingress v1 API. */
  readonly dialect: Dialect | null;
  /** `name`: the class is called as installations of the controller call theirs, and nothing else says so. */
  readonly by: 'config' | 'ingress-class' | 'name' | 'nothing';
}

const NOBODY: ClassReader = { dialect: null, by: 'nothing' };

/**
 * Who reads the Ingress objects of a class: what the config says, else the `spec.controller` of its IngressClass, else the name that the class has by convention.
 *
 * @param classes the `controllers` of the config
 */
export function readerOfClass(
  { ingressClasses }: Pick<Cluster, 'ingressClasses'>, className: string | null, classes: ReadonlyMap<string, string> = new Map(),
): ClassReader {
  if (className === null) return NOBODY;
  const named = classes.get(className);
  if (named !== undefined) return { dialect: dialectNamed(named) ?? null, by: 'config' };
  const declared = ingressClasses.find((each) => each.name === className);
  if (declared === undefined) {
    const dialect = DIALECTS.find((each) => each.classNames.includes(className));
    return dialect === undefined ? NOBODY : { dialect, by: 'name' };
  }
  const { controller } = declared;
  const dialect = controller === null ? undefined : DIALECTS.find((each) => each.classControllers.some((start) => controller.startsWith(start)));
  return dialect === undefined ? NOBODY : { dialect, by: 'ingress-class' };
}

