import { objectAt, stringMapAt } from '../../../kubernetes/fields';
import type { Ingress, IngressBackend } from '../../../kubernetes/ingress';
import { openQuestion, sourceIn, type OpenQuestion } from '../../../kubernetes/open-question';
import type { Resource } from '../../../kubernetes/resource';
import type { Router } from '../../model';
import { ACTIONS } from '../alb/facts';
import { annotationSource, backendSource } from '../sources';

/*
 * What routers answer where a backend leads nowhere: the text leaves it to controllers.
 */

/** What a router responds by itself, read as the text. */
export const ANSWERS: Router['answers'] = {
  'no-route': { status: 404 },
  'no-service': {
    status: 503,
    open: openQuestion('missing-service-answers', {}, [],
      () => 'a backend without Service: ingress-nginx and AWS ALB answer 503, NGINX Inc. 502, Traefik and Contour 404, the HAProxy controllers leave the path out'),
  },
  'no-port': {
    status: 503,
    open: openQuestion('missing-port-answers', {}, [],
      () => 'a backend port that the Service lacks: ingress-nginx answers 503, NGINX Inc. 502, Traefik and Contour 404, the HAProxy controllers leave the path out'),
  },
  'no-endpoints': {
    status: 503,
    open: openQuestion('no-endpoints-answers', {}, [], () => 'a backend without ready endpoints: most controllers answer 503, NGINX Inc. 502, Traefik 404'),
  },
  'http-on-tls-port': {
    status: 400,
    open: openQuestion('http-on-tls-port', {}, [], () => 'most controllers answer plain http on the TLS port with 400, HAProxy closes the connection'),
  },
};

type ServiceBackend = IngressBackend & { readonly kind: 'service' };

/** @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#actions */
export function annotationBackend(ingress: Ingress, backend: ServiceBackend): OpenQuestion {
  const key = `${ACTIONS}${backend.service}`;
  const action = stringMapAt(objectAt(ingress.resource.object, 'metadata'), 'annotations')[key] ?? null;
  return openQuestion('annotation-backend', { service: backend.service, action }, [backendSource(ingress, backend), annotationSource(ingress.resource, key)],
    () => 'how the AWS Load Balancer Controller handles the annotation; for other controllers it is a Service that does not exist');
}

export function targetPortAccepted(ingress: Ingress, backend: ServiceBackend, controllers: readonly string[]): OpenQuestion {
  const acceptedBy = controllers.join(' and ');
  return openQuestion('target-port-accepted', { port: backend.port, acceptedBy }, [backendSource(ingress, backend)], () => `${acceptedBy} take the targetPort for the port`);
}

export function externalNameBackend(service: Resource): OpenQuestion {
  return openQuestion('external-name-backends', {}, [sourceIn(service, 'spec.externalName')],
    () => 'backends of type ExternalName: ingress-nginx and the HAProxy controllers follow the name, Traefik and Contour only when told to, AWS ALB and GKE do not');
}
