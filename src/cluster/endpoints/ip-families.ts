import { objectAt, textAt } from '../../kubernetes/fields';
import type { IpFamily, Service } from '../../kubernetes/service';

/** The family of an address by its form; addresses that are no IPs have been refused before. */
export function familyOf(address: string): IpFamily {
  return address.includes(':') ? 'IPv6' : 'IPv4';
}

function otherFamily(family: IpFamily): IpFamily {
  return family === 'IPv4' ? 'IPv6' : 'IPv4';
}

/**
 * `spec.ipFamilies` as the API server fills it in (`Allocators.initIPFamilyFields`).
 *
 * Families follow the given addresses, else the cluster's primary family; the second one comes with a dual-stack policy on a dual-stack cluster.
 * A headless Service without selector defaults to both, as nothing tells what families its hand-written endpoints have. A Service that the cluster
 * shows (`kubectl get`) was given its families when it was made.
 */
export function ipFamiliesOf(service: Service, clusterFamilies: readonly IpFamily[]): readonly IpFamily[] {
  if (service.type === 'ExternalName') return [];
  const given = service.ipFamilies ?? [...new Set(service.clusterIPs.map(familyOf))];
  if (given.length >= 2 || (given.length === 1 && isLive(service))) return given;
  const primary = given[0] ?? clusterFamilies[0] ?? 'IPv4';
  if (service.headless && service.selector === null) {
    return service.ipFamilyPolicy === 'SingleStack' ? [primary] : [primary, otherFamily(primary)];
  }
  const dual = service.ipFamilyPolicy === 'RequireDualStack' || (service.ipFamilyPolicy === 'PreferDualStack' && clusterFamilies.length > 1);
  return dual ? [primary, otherFamily(primary)] : [primary];
}

/** The server fills in families and time when it takes a Service. */
function isLive({ resource, ipFamilies }: Service): boolean {
  return ipFamilies !== null && textAt(objectAt(resource.object, 'metadata'), 'creationTimestamp') !== null;
}
