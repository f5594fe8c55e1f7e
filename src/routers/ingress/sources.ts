import type { Ingress, IngressBackend, IngressPath, IngressRule, IngressTls } from '../../kubernetes/ingress';
import type { Source } from '../../kubernetes/open-question';
import type { Resource } from '../../kubernetes/resource';

/** The fields of an Ingress, as what routes, messages and coverage point at. */
export function ingressSource(ingress: Ingress): Source {
  return { resource: ingress.resource, field: '', kind: 'object' };
}

export function ruleSource(ingress: Ingress, rule: IngressRule): Source {
  return { resource: ingress.resource, field: rule.fieldPath, kind: 'rule' };
}

export function hostSource(ingress: Ingress, rule: IngressRule): Source {
  return { resource: ingress.resource, field: `${rule.fieldPath}.host`, kind: 'host' };
}

export function pathSource(ingress: Ingress, path: IngressPath): Source {
  return { resource: ingress.resource, field: path.fieldPath, kind: 'path' };
}

export function backendSource(ingress: Ingress, backend: IngressBackend): Source {
  return { resource: ingress.resource, field: backend.path, kind: 'backend' };
}

/** Where the Service that a source points at is named: a backend of an Ingress has its name below, any other reference is named itself. */
export function serviceNameField({ field, kind, resource }: Source): string {
  return kind === 'backend' && resource.kind === 'Ingress' ? `${field}.service.name` : field;
}

export function defaultBackendSource(ingress: Ingress): Source {
  return { resource: ingress.resource, field: 'spec.defaultBackend', kind: 'default-backend' };
}

export function tlsSource(ingress: Ingress, tls: IngressTls): Source {
  return { resource: ingress.resource, field: tls.fieldPath, kind: 'certificate' };
}

/** An annotation of any object. */
export function annotationSource(resource: Resource, key: string): Source {
  return { resource, field: `metadata.annotations[${key}]`, kind: 'annotation' };
}
