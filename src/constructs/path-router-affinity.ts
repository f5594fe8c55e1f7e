import type { Annotations } from './controllers/controller';
import type { SettledBackend } from './path-router-backend';
import type { CookieAffinity } from './path-router-options';
import type { RouterModel } from './path-router-plan';

/** A Service whose annotations a controller reads, and what it reads there. */
export interface ServiceAnnotations {
  readonly backend: SettledBackend;
  readonly annotations: Annotations;
}

/**
 * The annotations of Services that the router's cookie affinity needs; none where the controller reads it from the Ingress.
 *
 * @param fail makes what is thrown when a Service is not this app's to annotate, or says something else already
 */
export function affinityOfServices(model: RouterModel, fail: (message: string) => Error): ServiceAnnotations[] {
  const { controller, routes, defaultBackend, features } = model;
  const write = controller.serviceAnnotations;
  if (write === undefined) {
    return [];
  }
  const wanted = new Map<string, { readonly backend: SettledBackend; readonly cookie: CookieAffinity }>();
  const uses = [...routes.map((route) => ({ backend: route.backend, cookie: route.features.cookieAffinity })),
    ...defaultBackend === undefined ? [] : [{ backend: defaultBackend, cookie: features.cookieAffinity }]];
  for (const { backend, cookie } of uses) {
    if (cookie === undefined) continue;
    const before = wanted.get(backend.service);
    if (before !== undefined && JSON.stringify(write(before.cookie)) !== JSON.stringify(write(cookie))) {
      throw fail(`${controller.name} reads cookie affinity from the Service, so all routes to Service '${backend.service}' share it; `
        + `got the cookies '${before.cookie.name}' and '${cookie.name}', or one with different options`);
    }
    wanted.set(backend.service, { backend, cookie });
  }
  return [...wanted.values()].map(({ backend, cookie }) => ({ backend, annotations: write(cookie) }))
    .filter((entry) => isMissing(entry, controller.name, fail));
}

/** Whether the Service lacks annotations, of those that it does not contradict. */
function isMissing({ backend: { service, object }, annotations }: ServiceAnnotations, controller: string, fail: (message: string) => Error): boolean {
  if (object === undefined) {
    const lines = Object.entries(annotations).map(([key, value]) => `${key}: "${value}"`).join(', ');
    throw fail(`${controller} reads cookie affinity from the annotations of Service '${service}', which this app knows by name only; `
      + `leave 'cookieAffinity' out and annotate the Service where it is made: ${lines}`);
  }
  const existing = (object.metadata.toJson() as { readonly annotations?: Annotations } | undefined)?.annotations ?? {};
  for (const [key, value] of Object.entries(annotations)) {
    if (existing[key] !== undefined && existing[key] !== value) {
      throw fail(`Service '${service}' has the annotation ${key}: '${existing[key]}' already, and needs '${value}' for its cookie affinity; `
        + 'a Service has one affinity for all routes to it');
    }
  }
  return Object.keys(annotations).some((key) => existing[key] === undefined);
}
