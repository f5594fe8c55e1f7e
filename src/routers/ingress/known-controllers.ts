import { keysOf, mayDoAnything } from './annotation-effects';
import type { ControllerFacts, KnownAnnotations } from './dialect';
import { DIALECTS } from './registry';

const KONG = 'konghq.com/';

/** Controllers of which names are known, and no more. */
const NOT_SIMULATED: readonly ControllerFacts[] = [
  {
    name: 'kong',
    title: 'Kong',
    classControllers: ['ingress-controllers.konghq.com/'],
    classNames: ['kong'],
    annotationPrefixes: [KONG],
    annotations: {
      effects: [
        { keys: [`${KONG}plugins`], does: mayDoAnything },
        { keys: [`${KONG}strip-path`], does: (value) => value === 'true' ? 'the pods get the path without what the rule matches' : null },
      ],
      patterns: [`${KONG}regex-prefix`],
      distinguishing: keysOf([KONG], 'methods', 'headers.', 'protocols', 'regex-priority'),
    },
    podNames: [],
  },
];

/** All that is known of controllers, simulated or not, in the order in which messages list them. */
export const KNOWN_CONTROLLERS: readonly ControllerFacts[] = [...DIALECTS, ...NOT_SIMULATED];

const BY_NAME: ReadonlyMap<string, ControllerFacts> = new Map(KNOWN_CONTROLLERS.map((each) => [each.name, each]));

export function controllerNamed(name: string): ControllerFacts | undefined {
  return BY_NAME.get(name);
}

/** The controller that says so in the `spec.controller` of its IngressClasses; the longest beginning counts. */
export function controllerOfClass(controller: string): ControllerFacts | undefined {
  const starts = KNOWN_CONTROLLERS.flatMap((facts) => facts.classControllers.map((start) => ({ facts, start })));
  const fits = starts.filter(({ start }) => controller.startsWith(start));
  return fits.sort((a, b) => b.start.length - a.start.length)[0]?.facts;
}

/** Domains in which several controllers, and Kubernetes itself, have annotations. */
const SHARED: readonly string[] = ['ingress.kubernetes.io/', 'kubernetes.io/'];

/** The controllers that read an annotation; empty where none is known to, or many do. */
export function annotationOwners(key: string): readonly ControllerFacts[] {
  if (SHARED.some((each) => key.startsWith(each))) return [];
  return KNOWN_CONTROLLERS.filter(({ annotationPrefixes }) => annotationPrefixes.some((each) => key.startsWith(each)));
}

/** The controller whose pods have a value of `app.kubernetes.io/name`. */
export function controllerOfPods(podName: string): ControllerFacts | undefined {
  return KNOWN_CONTROLLERS.find(({ podNames }) => podNames.includes(podName));
}

/** All annotations that are known to be of some kind, whoever reads them. */
export function annotationsKnownAs(kind: 'patterns' | 'distinguishing'): readonly string[] {
  return KNOWN_CONTROLLERS.flatMap(({ annotations }: { readonly annotations?: KnownAnnotations }) => annotations?.[kind] ?? []);
}
