import { NearNames } from '../../kubernetes/near-names';
import { gatewayApi } from '../../routers/gateway/later';
import type { Rule } from '../rule';

/** A Gateway of a class that is not there, or that nobody is known to serve. */
export const GATEWAY_CLASS_UNKNOWN: Rule = {
  id: 'gateway-class-unknown',
  severity: 'info',
  title: 'A Gateway names a GatewayClass that is not in the manifests, or whose controller is not known.',
  why: 'A Gateway without a controller serves nothing.',
  fix: 'Name a GatewayClass of the cluster.',
  sources: ['https://gateway-api.sigs.k8s.io/api-types/gatewayclass/'],
  * check({ cluster }) {
    const { gateways, classes } = cluster.gatewayObjects;
    const names = new NearNames(classes.map(({ name }) => name));
    for (const { resource, className } of gateways) {
      if (names.has(className) || classes.length === 0) continue;
      const near = names.nearest(className);
      yield {
        resource,
        path: 'spec.gatewayClassName',
        severity: near === null ? 'info' : 'error',
        message: `GatewayClass ${className} is not in the manifests${near === null ? '' : `; did you mean ${near}?`}`,
        fix: near === null ? `add GatewayClass ${className}, or make sure that the cluster has it` : `set spec.gatewayClassName to ${near}`,
        ...near === null ? {} : { edits: [{ path: 'spec.gatewayClassName', value: near }] },
      };
    }
    for (const { resource, name, controllerName } of classes) {
      if (controllerName === null || !gateways.some(({ className }) => className === name)) continue;
      if (gatewayApi().implementationOf(controllerName) !== null) continue;
      yield {
        resource,
        path: 'spec.controllerName',
        message: `no known controller is called ${controllerName}`,
        fix: 'check the name; if it is right, answers depend on how that controller behaves',
      };
    }
  },
};
