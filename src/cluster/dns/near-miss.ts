import { nothing } from './answer';
import type { ZoneAnswer } from './model';
import { dnsIndex } from './name-index';
import { nearest } from '../../kubernetes/near-miss';
import { openQuestion } from '../../kubernetes/open-question';
import type { Service } from '../../kubernetes/service';
import type { Cluster } from '../model';
import { refusedQuestion, refusedService } from '../services/refused';

/** No such Service in the manifests; where it is, or which one was probably meant, is looked for when it is asked for. */
export function missingService(cluster: Cluster, fqdn: string, namespace: string, name: string): ZoneAnswer {
  const refusal = refusedService(cluster, namespace, name);
  const resource = refusal === null ? undefined : cluster.find('Service', namespace, name);
  if (refusal !== null && resource !== undefined) return { ...nothing(fqdn, refusal, [refusedQuestion(cluster, resource)]), resource, path: '' };
  const open = [openQuestion('service-outside-manifests', { namespace, name }, [],
    () => `whether Service ${namespace}/${name} exists in the cluster: it is not in the manifests`)];
  return explained(nothing(fqdn, '', open), () => {
    const { namespaces, servicesByName } = dnsIndex(cluster);
    const asked = namespaces.has(namespace) ? `namespace ${namespace} has no Service ${name}` : `no object of the manifests is in namespace ${namespace}`;
    const namesakes = (servicesByName.get(name) ?? []).filter((each) => !leadsTo(cluster, each, namespace, name));
    // the very name elsewhere tells more than one that is only alike
    const hints = [elsewhere(namesakes, namespace, name), serviceHint(cluster, namespace, name)].filter((hint) => hint !== null);
    return [asked, ...hints].join('; ');
  });
}

/** An answer whose explanation costs a search: search paths ask for many names that nobody wants explained. */
function explained(answer: ZoneAnswer, because: () => string): ZoneAnswer {
  return Object.defineProperty({ ...answer }, 'because', { get: because, enumerable: true });
}

/** `did you mean quote?`, for a Service of the namespace that is named alike. */
export function serviceHint(cluster: Cluster, namespace: string, name: string): string | null {
  const near = cluster.services.names(namespace).nearest(name);
  const found = near === null ? undefined : cluster.services.get(namespace, near);
  const meant = found === undefined || !leadsTo(cluster, found, namespace, name) ? near
    : nearest(name, cluster.services.inNamespace(namespace).filter((each) => !leadsTo(cluster, each, namespace, name)).map((each) => each.name));
  return meant === null ? null : `did you mean ${meant}?`;
}

/** Whether a Service stands for the very name that is missing: who follows it is not to be sent back to it. */
function leadsTo(cluster: Cluster, { externalName }: Service, namespace: string, name: string): boolean {
  return externalName?.replace(/\.$/, '') === `${name}.${namespace}.svc.${cluster.settings.clusterDomain}`;
}

/** A Service that a name outside the zone may have meant: `quote.kiad`, for Service quote of namespace kiada. */
export function meantService(cluster: Cluster, name: string): string | null {
  const [service, namespace, ...more] = name.split('.');
  if (namespace === undefined || more.length > 3) return null;
  const { namespaces, servicesByName } = dnsIndex(cluster);
  const near = nearest(namespace, namespaces);
  const meant = servicesByName.get(service)?.find((each) => each.namespace === namespace || each.namespace === near);
  return meant === undefined ? null : `if Service ${meant.namespace}/${meant.name} is meant, its name is ${meant.name}.${meant.namespace}.svc.${cluster.settings.clusterDomain}`;
}

function elsewhere(services: readonly Service[], namespace: string, name: string): string | null {
  const others = services.filter((each) => each.namespace !== namespace);
  if (others.length === 0) return null;
  const [first] = others;
  return `Service ${name} is in namespace ${others.map((each) => each.namespace).slice(0, 3).join(', ')}, where its name is ${first.name}.${first.namespace}`;
}

/** A pod or endpoint name that a Service does not have. */
export function missingEndpointName(cluster: Cluster, fqdn: string, service: Service, label: string): ZoneAnswer {
  const answer: ZoneAnswer = { ...nothing(fqdn, ''), resource: service.resource, path: 'spec.selector' };
  return explained(answer, () =>
    `no ready endpoint has the hostname ${label}; ${endpointHint(cluster, service, label)}`);
}

/**
 * Why a pod has no name under a Service: it is not selected, not ready, or its subdomain names another Service.
 *
 * @see https://github.com/kubernetes/endpointslice/blob/master/util/controller_utils.go ShouldSetHostname
 */
function endpointHint(cluster: Cluster, service: Service, label: string): string {
  const endpoints = cluster.slicesOf(service.namespace, service.name).flatMap((slice) => slice.endpoints);
  const ofPod = endpoints.find((each) => each.pod?.name === label) ?? endpoints.find((each) => (each.pod?.spec.hostname ?? each.hostname) === label);
  if (ofPod !== undefined && !ofPod.ready) return `pod ${ofPod.pod?.name ?? label} is not ready`;
  if (ofPod?.pod != null) {
    const { name, spec: { hostname, subdomain } } = ofPod.pod;
    if (hostname === null) return `pod ${name} has no hostname`;
    return `pod ${name} has subdomain ${subdomain ?? 'none'}, which would have to be ${service.name} (the serviceName of a StatefulSet)`;
  }
  const pod = cluster.pods.find((each) => each.namespace === service.namespace && (each.name === label || each.spec.hostname === label));
  if (pod !== undefined) return `pod ${pod.name} is not selected by the Service`;
  const names = new Set(endpoints.map((each) => each.hostname).filter((each) => each !== null));
  const near = nearest(label, names);
  if (near !== null) return `did you mean ${near}?`;
  return names.size === 0 ? 'none of its endpoints has a hostname' : `it has ${[...names].slice(0, 3).join(', ')}`;
}
