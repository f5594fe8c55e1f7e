import { FACTS as ALB } from './alb/facts';
import { FACTS as CONTOUR } from './contour/facts';
import type { Dialect, DialectFacts } from './dialect';
import { FACTS as GCE } from './gce/facts';
import { FACTS as HAPROXY } from './haproxy/facts';
import { FACTS as HAPROXY_INGRESS } from './haproxy-ingress/facts';
import { FACTS as INGRESS_NGINX } from './ingress-nginx/facts';
import { FACTS as NGINX_INC } from './nginx-inc/facts';
import { FACTS as TRAEFIK } from './traefik/facts';
import type { Cluster } from '../../cluster/model';

/**
 * The dialects that are simulated besides `spec`, in the order in which messages list them. One line for each.
 *
 * Few inputs have Ingress objects of several, so each is loaded when it compiles.
 */
export const DIALECTS: readonly Dialect[] = [
  loadedLater(INGRESS_NGINX, () => (require('./ingress-nginx/ingress-nginx') as typeof import('./ingress-nginx/ingress-nginx')).INGRESS_NGINX),
  loadedLater(NGINX_INC, () => (require('./nginx-inc/dialect') as typeof import('./nginx-inc/dialect')).nginxInc),
  loadedLater(TRAEFIK, () => (require('./traefik/traefik') as typeof import('./traefik/traefik')).TRAEFIK),
  loadedLater(HAPROXY, () => (require('./haproxy/dialect') as typeof import('./haproxy/dialect')).haproxy),
  loadedLater(HAPROXY_INGRESS, () => (require('./haproxy-ingress/dialect') as typeof import('./haproxy-ingress/dialect')).haproxyIngress),
  loadedLater(ALB, () => (require('./alb/alb') as typeof import('./alb/alb')).ALB),
  loadedLater(GCE, () => (require('./gce/gce') as typeof import('./gce/gce')).GCE),
  loadedLater(CONTOUR, () => (require('./contour/contour') as typeof import('./contour/contour')).CONTOUR),
];

function loadedLater(facts: DialectFacts, load: () => Dialect): Dialect {
  return {
    ...facts,
    compile: (ingresses, inputs) => load().compile(ingresses, inputs),
    whyUnserved: (cluster) => load().whyUnserved?.(cluster) ?? (() => null),
  };
}

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

