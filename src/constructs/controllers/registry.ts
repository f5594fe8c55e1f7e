import type { Controller, Feature } from './controller';
import { HAPROXY } from './haproxy';
import { INGRESS_NGINX } from './ingress-nginx';
import { TRAEFIK } from './traefik';
import { IngressController } from '../../kubernetes/ingress-controller';

const CONTROLLERS: Readonly<Partial<Record<IngressController, Controller>>> = {
  [IngressController.INGRESS_NGINX]: INGRESS_NGINX,
  [IngressController.TRAEFIK]: TRAEFIK,
  [IngressController.HAPROXY]: HAPROXY,
};

/** An Ingress that any controller may read: what Kubernetes specifies, and nothing else. */
const ANY: Controller = {
  name: 'any controller',
  features: new Set(),
  defaultBackend: 'field',
  place: ({ path, pathType }) => [{ path, pathType, annotations: {}, tls: true, labels: [] }],
};

/** @throws when there is no such controller, as programs in plain JavaScript may ask for */
export function controllerOf(controller: IngressController | undefined, fail: (message: string) => Error): Controller {
  if (controller === undefined) {
    return ANY;
  }
  const known = CONTROLLERS[controller];
  if (known === undefined) {
    const names = Object.entries(IngressController).filter(([, value]) => CONTROLLERS[value] !== undefined).map(([key, value]) => `IngressController.${key} (${value})`);
    throw fail(`controller '${String(controller)}' is not one whose options are known; specify ${names.join(', ')}, or leave it out`);
  }
  return known;
}

/** Why a feature cannot be had, and what to do; null where it can. */
export function featureProblem(feature: Feature, controller: Controller): string | null {
  if (controller.features.has(feature)) {
    return null;
  }
  if (namesOf(feature) === '') {
    return `'${feature}' is not part of Ingress, and the Gateway API has it; set 'gateway', and leave 'ingressClassName' and 'controller' out`;
  }
  if (controller === ANY) {
    return `'${feature}' is not part of Ingress, and each controller reads it in a way of its own; specify 'controller', `
      + `the one that reads this Ingress: ${namesOf(feature)}`;
  }
  return `${controller.name} does not have '${feature}'; these have: ${namesOf(feature)}`;
}

function namesOf(feature: Feature): string {
  return Object.entries(IngressController)
    .filter(([, value]) => CONTROLLERS[value]?.features.has(feature))
    .map(([key, value]) => `IngressController.${key} (${value})`)
    .join(', ');
}
