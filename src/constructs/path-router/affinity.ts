import type { SettledBackend } from './backend';
import type { CookieAffinity } from './options';
import type { Annotations, Controller } from '../controllers/controller';

/** A backend, and the cookie that keeps clients at its pods. */
export interface BackendCookie {
  readonly backend: SettledBackend;
  readonly cookie: CookieAffinity | undefined;
}

/** A Service whose annotations a controller reads, and what it is to read there. */
interface ServiceAnnotations {
  readonly backend: SettledBackend;
  readonly annotations: Annotations;
}

type Fail = (message: string) => Error;

/** The cookie affinity of a router's backends, for controllers that read it from the annotations of Services. */
export class ServiceAffinity {
  private readonly cookies = new Map<string, CookieAffinity>();

  /** @param fail makes what is thrown when a Service is not this app's to annotate, or says something else already */
  constructor(private readonly controller: Controller, private readonly fail: Fail) {
  }

  /**
   * Checks what backends that come need of their Services; changes nothing.
   *
   * @returns annotates the Services; empty where the controller reads the Ingress
   */
  prepare(uses: readonly BackendCookie[]): () => void {
    const write = this.controller.serviceAnnotations;
    const wanted = new Map<string, { readonly backend: SettledBackend; readonly cookie: CookieAffinity }>();
    for (const { backend, cookie } of write === undefined ? [] : uses) {
      if (cookie === undefined) continue;
      this.checkSame(backend.service, this.cookies.get(backend.service) ?? wanted.get(backend.service)?.cookie, cookie);
      wanted.set(backend.service, { backend, cookie });
    }
    const missing = write === undefined ? [] : [...wanted.values()].map(({ backend, cookie }) => ({ backend, annotations: write(cookie) }))
      .filter((entry) => isMissing(entry, this.controller.name, this.fail));
    return () => {
      for (const [service, { cookie }] of wanted) {
        this.cookies.set(service, cookie);
      }
      missing.forEach(annotate);
    };
  }

  private checkSame(service: string, before: CookieAffinity | undefined, cookie: CookieAffinity): void {
    const { name, serviceAnnotations: write } = this.controller;
    if (before !== undefined && write !== undefined && JSON.stringify(write(before)) !== JSON.stringify(write(cookie))) {
      throw this.fail(`${name} reads cookie affinity from the Service, so all routes to Service '${service}' share it; `
        + `got the cookies '${before.name}' and '${cookie.name}', or one with different options`);
    }
  }
}

function annotate({ backend, annotations }: ServiceAnnotations): void {
  for (const [key, value] of Object.entries(annotations)) {
    backend.object?.metadata.addAnnotation(key, value);
  }
}

/** Whether the Service lacks annotations, of those that it does not contradict. */
function isMissing({ backend: { service, object }, annotations }: ServiceAnnotations, controller: string, fail: Fail): boolean {
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
