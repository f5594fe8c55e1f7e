import type { Router } from '../model';

/** Routes whose parent is a Service: what a mesh does with requests of pods to it. */
export interface ServiceRouters {
  /** The router for requests to a Service from the pods of a namespace; null where no route is for them. */
  find(namespace: string, service: string, client: string): Router | null;
}

export const NO_SERVICE_ROUTERS: ServiceRouters = { find: () => null };
