import type { Context } from './context';
import { unknown, type Ending } from './trail';
import { sourceIn } from '../kubernetes/open-question';
import type { Resource } from '../kubernetes/resource';
import type { Service } from '../kubernetes/service';
import { externalService, hasExternalPods } from '../manifests/externals';

/** A Service that the config declares to exist besides the manifests, at a port. */
export function declaresService({ simulation }: Context, namespace: string, name: string, port: number | string | null): boolean {
  const found = simulation.externals === undefined ? undefined : externalService(simulation.externals, namespace, name);
  return found !== undefined && (found.ports.length === 0 || typeof port !== 'number' || found.ports.includes(port));
}

/** Pods, or the endpoints of a Service without selector, that the config declares to exist besides the manifests. */
export function declaresPods(context: Context, { namespace, name, selector }: Service): boolean {
  if (selector === null) return declaresService(context, namespace, name, null);
  const { externals } = context.simulation;
  return externals !== undefined && hasExternalPods(externals, namespace, selector);
}

/** The request ends at what is only declared: a Service, or its pods. */
export function explainDeclared({ trail }: Context, resource: Resource | null, what: string): Ending {
  trail.hop(resource, null, `${what}: declared under externals`, 'it exists in the cluster, and the manifests do not say more of it');
  trail.open('declared-elsewhere', resource === null ? { what } : {}, resource === null ? [] : [sourceIn(resource)], () => `what answers at ${what}`);
  return unknown('declared-elsewhere');
}
