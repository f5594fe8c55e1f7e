import { CANARY } from './ingress-nginx/facts';
import type { Ingress, IngressClass } from '../../kubernetes/ingress';
import { NearNames } from '../../kubernetes/near-names';
import { openQuestion, sourceIn, type OpenQuestion } from '../../kubernetes/open-question';
import { describe } from '../../kubernetes/resource';

/** All Ingress objects of one class; together they are what one router serves. */
export interface IngressGroup {
  /** null for Ingress objects that name no class and get none by default. */
  readonly className: string | null;
  readonly ingresses: readonly Ingress[];
  /** What it depends on that a router serves them. */
  readonly questions: readonly OpenQuestion[];
}

export const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

/**
 * The class that an Ingress names: `spec.ingressClassName`, else the annotation that came before it.
 *
 * The API server accepts both only when they are equal (networking/validation, validateIngressCreate).
 */
export function namedClass(ingress: Ingress): string | null {
  return ingress.ingressClassName ?? annotation(ingress, CLASS_ANNOTATION);
}

/** An annotation of an Ingress; keys of the prototype are none. */
export function annotation(ingress: Ingress, key: string): string | null {
  return Object.hasOwn(ingress.annotations, key) ? ingress.annotations[key] : null;
}

/**
 * The class that admission gives to an Ingress without one: of the default classes the newest, of equally new ones the first by name.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.1/plugin/pkg/admission/network/defaultingressclass/admission.go getDefaultClass
 */
export function defaultClass(classes: readonly IngressClass[]): IngressClass | null {
  const defaults = classes.filter((each) => each.isDefault);
  return defaults.sort((a, b) => compare(b.creationTimestamp ?? '', a.creationTimestamp ?? '') || compare(a.name, b.name))[0] ?? null;
}

/** Ingress objects by class, classes by name, those without a class last. */
export function groupByClass(
  ingresses: readonly Ingress[], classes: readonly IngressClass[], declared: readonly string[] = [],
): readonly IngressGroup[] {
  const byDefault = defaultClass(classes);
  const groups = new Map<string | null, Ingress[]>();
  const defaulted: Ingress[] = [];
  for (const ingress of ingresses) {
    const named = namedClass(ingress);
    if (named === null && byDefault !== null) defaulted.push(ingress);
    // An empty annotation is a class that is given, so that admission adds none, and yet names none
    const className = named === null ? byDefault?.name ?? null : named || null;
    const group = groups.get(className);
    if (group === undefined) groups.set(className, [ingress]);
    else group.push(ingress);
  }
  const known = new NearNames(classes.map((each) => each.name));
  const names = [...groups.keys()].sort((a, b) => (a === null ? 1 : b === null ? -1 : compare(a, b)));
  return names.map((className) => ({
    className,
    ingresses: (groups.get(className) ?? []).sort(byAge),
    questions: className === null ? [withoutClass()] : classQuestions(className, classes, known, defaulted.length > 0 ? byDefault : null, declared),
  }));
}

function withoutClass(): OpenQuestion {
  return openQuestion('ingress-without-class', {}, [], () => 'the Ingress names no class and the manifests have no default IngressClass: it is served where the cluster has a default class,'
    + ' or a controller that takes Ingress objects without a class');
}

/**
 * A class that is not in the input is usually installed elsewhere, and is worth a word only where the input has others, or where no controller is usually called so.
 */
function classQuestions(
  className: string, classes: readonly IngressClass[], names: NearNames, byDefault: IngressClass | null, declared: readonly string[],
): readonly OpenQuestion[] {
  const questions: OpenQuestion[] = [];
  const isMissing = !names.has(className) && !declared.includes(className);
  if (isMissing && (classes.length > 0 || !isConventional(className))) {
    questions.push(openQuestion('class-outside-manifests', { className }, [], () => {
      const near = names.nearest(className);
      const hint = near === null ? '' : ` (the manifests have IngressClass ${near})`;
      return `IngressClass ${className} is not in the manifests: it is served where the class is installed by other means${hint}`;
    }));
  }
  if (byDefault?.name === className) {
    const rivals = classes.filter((each) => each.isDefault && each !== byDefault);
    if (rivals.some((each) => each.creationTimestamp === null) || (rivals.length > 0 && byDefault.creationTimestamp === null)) {
      const all = [byDefault, ...rivals];
      questions.push(openQuestion('several-default-classes', {}, all.map(({ resource }) => sourceIn(resource)),
        () => `several classes are the default (${all.map(describeClass).join(', ')}): the newest is taken, and the manifests do not say which that is`));
    }
  }
  return questions;
}

/** Words in the names that classes are given by installations of controllers. */
const CONTROLLER_WORDS: ReadonlySet<string> = new Set([
  'nginx', 'traefik', 'haproxy', 'contour', 'kong', 'istio', 'alb', 'gce', 'azure', 'application', 'cilium', 'openshift', 'tailscale', 'cloudflare', 'ngrok', 'apisix', 'higress',
  'gloo', 'skipper', 'envoy', 'citrix', 'f5', 'voyager', 'ambassador', 'webapprouting', 'aws', 'avi', 'nsx', 'pomerium', 'easegress', 'bfe', 'cloud', 'gateway', 'aviatrix', 'ingress',
  // what they are for
  'public', 'private', 'internal', 'external', 'web', 'default',
]);

function isConventional(className: string): boolean {
  return className.toLowerCase().split(/[-./_]/).some((word) => CONTROLLER_WORDS.has(word) || CONTROLLER_WORDS.has(word.replace(/\d+$/, '')));
}

function describeClass(each: IngressClass): string {
  return describe(each.resource);
}

/** An Ingress that takes a share of another's requests; it never stands for itself. */
export function isCanary(ingress: Ingress): boolean {
  return annotation(ingress, CANARY) === 'true';
}

/**
 * Oldest first, then by namespace and name: the order in which most controllers settle conflicts.
 *
 * An object without `creationTimestamp` is yet to be created, so it is younger than all that have one; canaries come last.
 */
export function byAge(a: Ingress, b: Ingress): number {
  return Number(isCanary(a)) - Number(isCanary(b))
    || compareAge(a.creationTimestamp, b.creationTimestamp)
    || compare(a.namespace, b.namespace)
    || compare(a.name, b.name);
}

function compareAge(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return compare(a, b);
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
