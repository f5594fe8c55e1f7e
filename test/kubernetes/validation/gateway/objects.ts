import type { Json, JsonObject } from '../../../../src/kubernetes/resource';
import type { GatewayApiRelease } from '../../../../src/kubernetes/validation/gateway/release';
import { validateObject } from '../../../../src/kubernetes/validation/validate';

/** An object of the Gateway API in namespace shop. */
export function gatewayObject(kind: string, spec: Json, version = 'v1'): JsonObject {
  return { apiVersion: `gateway.networking.k8s.io/${version}`, kind, metadata: { name: 'web', namespace: 'shop' }, spec };
}

/** `path reason` of each cause for which the server would refuse the object. */
export function causes(object: JsonObject, release?: GatewayApiRelease): readonly string[] {
  const options = release === undefined ? {} : { gatewayApi: release };
  return validateObject(object, options).violations.map(({ path, reason }) => `${path} ${reason}`);
}

export const EXPERIMENTAL: GatewayApiRelease = { minor: 6, channel: 'experimental' };
