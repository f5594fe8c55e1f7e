import { openQuestion, type OpenQuestion, type Source } from '../../../kubernetes/open-question';
import { describe } from '../../../kubernetes/resource';

/** What of the answers of a Google Cloud load balancer is in no manifest. */

export function notBuilt(cause: string, source: Source): OpenQuestion {
  return openQuestion('gce-not-built', {}, [source],
    () => `what the load balancer of ${describe(source.resource)} served before: GKE changes nothing of it, and makes no new one, because ${cause}`);
}

export function negByDefault(service: string, source: Source): OpenQuestion {
  return openQuestion('gce-neg-default', {}, [source],
    () => `whether GKE annotates Service ${service} with cloud.google.com/neg, as it does in VPC-native clusters: its type is ClusterIP, and without the annotation`
      + ' the controller changes nothing of the Ingress');
}

export function missingSecret(secret: string, source: Source): OpenQuestion {
  return openQuestion('gce-secret-missing', {}, [source],
    () => `whether Secret ${secret} exists outside the manifests: without it GKE changes nothing of ${describe(source.resource)}, plain http neither`);
}

export function managedCertificates(source: Source): OpenQuestion {
  return openQuestion('gce-managed-certificates', {}, [source],
    () => `whether the managed certificates of ${describe(source.resource)} are issued: https is served once one is`);
}

export function missingFrontendConfig(name: string, source: Source): OpenQuestion {
  return openQuestion('gce-frontend-config-missing', {}, [source],
    () => `whether FrontendConfig ${name} exists outside the manifests, and redirects to https`);
}

export function missingBackendConfig(name: string, source: Source): OpenQuestion {
  return openQuestion('gce-backend-config-missing', {}, [source],
    () => `whether BackendConfig ${name} exists outside the manifests: without it GKE changes nothing of the Ingress`);
}

export function pathNormalisation(path: string): OpenQuestion {
  return openQuestion('gce-path-normalization', {}, [], () => `how the load balancer normalizes ${path} before it matches it, which is not documented; it is taken as it was sent`);
}

export const STATUS_WITHOUT_BACKENDS: OpenQuestion = openQuestion('gce-no-backends', {}, [],
  () => 'which status a Google Cloud load balancer without healthy backends answers: 502 or 503, by its kind');
