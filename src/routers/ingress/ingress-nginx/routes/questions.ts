import { openQuestion, type OpenQuestion, type Source } from '../../../../kubernetes/open-question';
import { describe } from '../../../../kubernetes/resource';
import { annotationSource } from '../settings/annotations';
import type { ReadIngress, UnknownAnnotation } from '../settings/settings';

/** The controller was asked for, and would leave an Ingress of that class alone. */
export function unwatched({ ingress }: ReadIngress, reason: string): OpenQuestion {
  return openQuestion('ingress-of-other-class', { reason }, [{ resource: ingress.resource, field: 'spec.ingressClassName', kind: 'object' }], () =>
    `whether ingress-nginx serves ${describe(ingress.resource)}: ${reason}`);
}

/** What kube-proxy does is seen through the address of the Service. */
export function addressWithoutEndpoints(read: ReadIngress, service: string): OpenQuestion {
  return openQuestion('cluster-ip-without-endpoints', { service }, [annotationSource(read.ingress, 'service-upstream')], () =>
    `what answers at the cluster IP of Service ${read.ingress.namespace}/${service} (service-upstream of ${describe(read.ingress.resource)}): nothing is behind it`);
}

export function replacedErrors(read: ReadIngress, codes: readonly number[]): OpenQuestion {
  return openQuestion('custom-http-errors', { codes: codes.join(',') }, [annotationSource(read.ingress, 'custom-http-errors')], () =>
    `what the pods answer: of ${codes.join(', ')} the default backend answers instead (custom-http-errors of ${describe(read.ingress.resource)})`);
}

/** Of two Ingress objects of one age the greater name takes precedence, which is so only if they were created in one second. */
export function creationOrder(read: ReadIngress, other: ReadIngress): OpenQuestion {
  const sources: Source[] = [read, other].map(({ ingress }) => ({ resource: ingress.resource, field: 'metadata.creationTimestamp', kind: 'object' }));
  return openQuestion('creation-order', { taken: read.ingress.name }, sources, () =>
    `which of ${describe(read.ingress.resource)} and ${describe(other.ingress.resource)} was created first: ingress-nginx gives the older one precedence`);
}

export function clientAddress(read: ReadIngress, annotation: string, ranges: readonly string[]): OpenQuestion {
  return openQuestion('client-address', { annotation, ranges: ranges.join(',') }, [annotationSource(read.ingress, annotation)], () =>
    `the address of the client: ${describe(read.ingress.resource)} has ${annotation} ${shown(ranges.join(','))}`);
}

export function clientCertificate(read: ReadIngress): OpenQuestion {
  return openQuestion('client-certificate', {}, [annotationSource(read.ingress, 'auth-tls-secret')], () =>
    `whether the client shows a certificate that ${describe(read.ingress.resource)} accepts (auth-tls-secret): without one the host answers 400 over https`);
}

export function externalDecision(read: ReadIngress, url: string): OpenQuestion {
  return openQuestion('external-auth', { url }, [annotationSource(read.ingress, 'auth-url')], () =>
    `what ${shown(url)} answers, which ${describe(read.ingress.resource)} asks for every request (auth-url)`);
}

export function credentials(read: ReadIngress): OpenQuestion {
  return openQuestion('credentials', {}, [annotationSource(read.ingress, 'auth-secret')], () =>
    `whether the credentials are those of a user of ${describe(read.ingress.resource)} (auth-secret)`);
}

export function rateLimit(read: ReadIngress, annotation: string): OpenQuestion {
  return openQuestion('rate-limit', { annotation }, [annotationSource(read.ingress, annotation)], () =>
    `whether the client is within the limit of ${describe(read.ingress.resource)} (${annotation}), beyond which the router responds 503`);
}

export function unknownAnnotation(read: ReadIngress, { name, value, effect }: UnknownAnnotation): OpenQuestion {
  return openQuestion('annotation', { name, value }, [annotationSource(read.ingress, name)], () =>
    `whether ${effect}: ${describe(read.ingress.resource)} has ${name} ${shown(value)}`);
}

export function unknownVariable(read: ReadIngress, annotation: string, variable: string): OpenQuestion {
  return openQuestion('nginx-variable', { annotation, variable }, [annotationSource(read.ingress, annotation)], () =>
    `the nginx variable $${variable}, which ${describe(read.ingress.resource)} names in ${annotation}`);
}

export function withoutSlash(read: ReadIngress): OpenQuestion {
  return openQuestion('rewrite-without-slash', {}, [annotationSource(read.ingress, 'rewrite-target')], () =>
    `how the pods handle a path that does not begin with /, to which ${describe(read.ingress.resource)} rewrites (rewrite-target)`);
}

export function brokenConfiguration(reason: string, sources: readonly Source[]): OpenQuestion {
  return openQuestion('broken-configuration', { reason }, sources, () =>
    `what the controller loaded before: nginx refuses the configuration that these Ingress objects make (${reason}), and the one before stays`);
}

const LONGEST = 80;

function shown(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
}
