import { ownClass } from './class-rivals';
import type { Dialect } from './dialect';
import type { Cluster } from '../../cluster/model';
import type { Ingress } from '../../kubernetes/ingress';
import { openQuestion, type OpenQuestion } from '../../kubernetes/open-question';
import { describe, type Resource } from '../../kubernetes/resource';
import type { Route, Router, VirtualHost } from '../model';

/**
 * Of Ingress objects that a controller was asked to read although it would leave them alone, each route depends on whether it serves them. Where the
 * manifests have no class of the controller, all of them stand for what it would be given.
 */
export function withClassQuestions(routers: readonly Router[], dialect: Dialect, cluster: Cluster): readonly Router[] {
  const whyUnserved = ownClass(dialect, cluster) === undefined ? undefined : dialect.whyUnserved?.(cluster);
  if (whyUnserved === undefined) return routers;
  const questions = new Map<Resource, OpenQuestion>();
  for (const ingress of cluster.ingresses) {
    const reason = whyUnserved(ingress);
    if (reason !== null) questions.set(ingress.resource, ofOtherClass(ingress, dialect.title, reason));
  }
  return questions.size === 0 ? routers : routers.map((router) => withQuestions(router, questions));
}

function ofOtherClass({ resource }: Ingress, title: string, reason: string): OpenQuestion {
  return openQuestion('ingress-of-other-class', { reason }, [{ resource, field: 'spec.ingressClassName', kind: 'object' }],
    () => `whether ${title} serves ${describe(resource)}: ${reason}`);
}

function withQuestions(router: Router, questions: ReadonlyMap<Resource, OpenQuestion>): Router {
  const routesOf = (routes: readonly Route[]): readonly Route[] => routes.map((route) => {
    const question = questions.get(route.source.resource);
    return question === undefined ? route : { ...route, open: [...route.open, question] };
  });
  const hostOf = (host: VirtualHost): VirtualHost => {
    const { routes, possible } = host;
    return { ...host, routes: routesOf(routes), ...possible === undefined ? {} : { possible: routesOf(possible) } };
  };
  return { ...router, listeners: router.listeners.map((each) => ({ ...each, hosts: each.hosts.map(hostOf) })) };
}
