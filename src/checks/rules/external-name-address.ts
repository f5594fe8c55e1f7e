import { isAddress, withoutTrailingDot } from '../../routers/index/host-index';
import type { Rule } from '../rule';

/** A Service of type ExternalName whose name is an IP address. */
export const EXTERNAL_NAME_ADDRESS: Rule = {
  id: 'external-name-address',
  severity: 'error',
  title: 'The externalName of a Service is an IP address.',
  why: 'DNS answers with another name (CNAME), and an address is none: the Service\'s name does not resolve.',
  fix: 'Make a Service without a selector, and an EndpointSlice with the address.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/service/#externalname'],
  * check({ cluster }) {
    for (const { type, externalName, name, resource } of cluster.services.all) {
      if (type !== 'ExternalName' || externalName === null || !isAddress(withoutTrailingDot(externalName))) continue;
      yield {
        resource,
        path: 'spec.externalName',
        message: `externalName ${externalName} is an address, and DNS can answer with a name only, so ${name} does not resolve`,
        fix: `remove type and externalName, and add an EndpointSlice with the label kubernetes.io/service-name: ${name} and the address ${externalName}`,
      };
    }
  },
};
