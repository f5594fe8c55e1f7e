import type { RouterSettings } from './annotations';
import { keptRouters } from './collisions';
import { PRECEDENCE } from './drafts';
import { FACTS } from './facts';
import { droppedPart } from './faults';
import { listenersOf } from './listeners';
import { RouterDrafts } from './routers';
import { traefikSettings, type TraefikSettings } from './settings';
import type { Cluster } from '../../../cluster/model';
import type { Ingress } from '../../../kubernetes/ingress';
import type { Fault, PathStep, Router } from '../../model';
import { whyOtherClass } from '../class-rivals';
import type { Dialect, DialectInputs } from '../dialect';
import { annotation, CLASS_ANNOTATION } from '../ingress-class';
import { annotationSource } from '../sources';

export const TRAEFIK: Dialect = {
  ...FACTS,
  compile: (ingresses, inputs) => [compile(ingresses, inputs)],
  whyUnserved: (cluster) => (ingress) => whyUnserved(ingress, cluster),
};

/** The field takes precedence over the annotation, which must be empty or `traefik`. */
function whyUnserved(ingress: Ingress, cluster: Cluster): string | null {
  if (ingress.ingressClassName !== null) return whyOtherClass(ingress.ingressClassName, FACTS, cluster);
  const named = annotation(ingress, CLASS_ANNOTATION) ?? '';
  return named === '' || named === 'traefik' ? null : `its annotation ${CLASS_ANNOTATION} is ${named}, and only traefik is read`;
}

/** What pods get: escapes of unreserved characters are decoded (normalizePath), and the path is cleaned (sanitizePath). */
const SENT_STEPS: readonly PathStep[] = ['reject-bad-escapes', 'upper-case-escapes', 'decode-unreserved', 'encode-invalid', 'clean'];

function compile(ingresses: readonly Ingress[], inputs: DialectInputs): Router {
  const settings = traefikSettings(inputs.cluster);
  const routers = new RouterDrafts(inputs, settings);
  for (const ingress of ingresses) routers.add(ingress);
  const drafts = keptRouters(routers.drafts, routers.defaults);
  return {
    id: { kind: 'Ingress', controller: 'traefik', className: inputs.className, name: null },
    name: inputs.className === null ? 'Traefik' : `ingress class ${inputs.className}`,
    resources: ingresses.map((each) => each.resource),
    listeners: listenersOf(drafts, ingresses, settings),
    hostSteps: ['lower-case', 'strip-port', 'strip-final-dot'],
    // the rules see the rest decoded, too (withRoutingPath)
    pathSteps: [...SENT_STEPS, 'decode-all-but-reserved'],
    sentSteps: SENT_STEPS,
    ties: 'unordered',
    precedence: PRECEDENCE,
    answers: { 'no-route': NOT_FOUND, 'no-service': NOT_FOUND, 'no-port': NOT_FOUND, 'no-endpoints': { status: 503 }, 'http-on-tls-port': NOT_FOUND },
    open: [],
    faults: [...routers.faults, ...ingresses.flatMap((ingress) => entryPointFaults(ingress, routers.settings.get(ingress), settings))],
  };
}

const NOT_FOUND = { status: 404 };

/** Entry points that the installation does not have; where none is left there is no router. */
function entryPointFaults(
  ingress: Ingress, named: RouterSettings | undefined, { entryPoints, entryPointsKnown }: TraefikSettings,
): readonly Fault[] {
  if (!entryPointsKnown || named?.entryPoints == null) return [];
  const unknown = named.entryPoints.filter((name) => !entryPoints.some((each) => each.name === name));
  if (unknown.length === 0) return [];
  const reason = `Traefik has no entry point ${unknown.join(', ')}; it has ${entryPoints.map((each) => each.name).join(', ')}`;
  return [droppedPart('entry-point-unknown', annotationSource(ingress.resource, named.keys.entryPoints), reason)];
}
