import { CLASS_CONTROLLER, FACTS } from './facts';
import type { Cluster } from '../../../cluster/model';
import type { Ingress } from '../../../kubernetes/ingress';
import { openQuestion, type OpenQuestion } from '../../../kubernetes/open-question';
import { whyOtherClass } from '../class-rivals';
import { annotation, CLASS_ANNOTATION } from '../ingress-class';

const DEFAULT_CLASS = 'nginx';

/** Why the controller would leave an Ingress alone whose class is not the text that it is started with. */
export function whyUnserved(ingress: Ingress, cluster: Pick<Cluster, 'ingressClasses'>, flags: ReadonlyMap<string, string>): string | null {
  const named = annotation(ingress, CLASS_ANNOTATION) ?? ingress.ingressClassName;
  if (named === null) return 'it names no class';
  return named === (flags.get('ingress-class') ?? DEFAULT_CLASS) ? null : whyOtherClass(named, FACTS, cluster);
}

/**
 * Whether an Ingress is served at all: its class must be the text of `-ingress-class`, `nginx` unless set. The annotation takes precedence over the field.
 *
 * Another class of the same controller belongs to another installation of it.
 *
 * @see https://docs.nginx.com/nginx-ingress-controller/installation/run-multiple-ingress-controllers/
 */
export function classQuestion(ingress: Ingress, { ingressClasses }: Pick<Cluster, 'ingressClasses'>, flags: ReadonlyMap<string, string>): OpenQuestion | null {
  const byAnnotation = annotation(ingress, CLASS_ANNOTATION);
  const named = byAnnotation ?? ingress.ingressClassName;
  const isOurs = (name: string | null): boolean => ingressClasses.some((each) => each.name === name && each.controller === CLASS_CONTROLLER);
  if (named === null || named === (flags.get('ingress-class') ?? DEFAULT_CLASS) || !isOurs(named)) return null;
  if (!flags.has('ingress-class') && !isOurs(DEFAULT_CLASS)) return null;
  const source = { resource: ingress.resource, field: byAnnotation === null ? 'spec.ingressClassName' : `metadata.annotations[${CLASS_ANNOTATION}]`, kind: 'object' as const };
  return openQuestion('class-needs-installation', { class: named }, [source],
    () => `whether an NGINX Ingress Controller runs with -ingress-class=${named}: each installation serves one class`);
}
