import type { GatewayApiRelease } from './release';
import { ANNOTATION_VALUE, GATEWAY_GROUP, GROUP, HOSTNAME, KIND, PORT, SECRET_REFERENCE, SECTION_NAME, SELECTOR, withDefault } from './shared';
import type { JsonObject } from '../../resource';
import { fields, listOf, listRule, mapOf, objectRule, oneOf, string, type CustomRule, type ListSchema } from '../custom/structural-schema';

/*
 * Listeners of Gateways and ListenerSets.
 *
 * https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/gateway_types.go Listener
 */

// The alternatives are not anchored alike, as the definitions write them
const PROTOCOL = string({
  min: 1, max: 255, pattern: /^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?$|[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9]+$/,
});

function size(value: unknown): number {
  return Array.isArray(value) ? value.length : Object.keys(value as JsonObject).length;
}

/** The rule cannot be computed where neither is written, and refuses then, too. */
const TERMINATE_NEEDS_CERTIFICATES = objectRule('certificateRefs or options must be set when mode is Terminate', ({ mode, certificateRefs, options }) =>
  mode !== 'Terminate' || (certificateRefs !== undefined && size(certificateRefs) > 0) || (options !== undefined && size(options) > 0));

const TLS = fields({
  mode: withDefault(oneOf('Terminate', 'Passthrough'), 'Terminate'),
  certificateRefs: listOf(SECRET_REFERENCE, { max: 64 }),
  options: mapOf(ANNOTATION_VALUE, 16),
}, { rules: [TERMINATE_NEEDS_CERTIFICATES] });

const ALLOWED_ROUTES = withDefault(fields({
  namespaces: withDefault(fields({ from: withDefault(oneOf('All', 'Selector', 'Same'), 'Same'), selector: SELECTOR }), { from: 'Same' }),
  kinds: listOf(fields({ 'group': withDefault(GROUP, GATEWAY_GROUP), 'kind!': KIND }), { max: 8 }),
}), { namespaces: { from: 'Same' } });

const LISTENER = fields({
  'name!': SECTION_NAME, 'hostname': HOSTNAME, 'port!': PORT, 'protocol!': PROTOCOL, 'tls': TLS, 'allowedRoutes': ALLOWED_ROUTES,
});

function everyListener(message: string, protocols: readonly string[], holds: (listener: JsonObject) => boolean): CustomRule {
  return listRule(message, (listeners) => listeners.every((each) => !protocols.includes(String(each.protocol)) || holds(each)));
}

function listenerRules({ minor }: GatewayApiRelease): readonly CustomRule[] {
  return [
    everyListener('tls may not be set for protocols HTTP, TCP and UDP', ['HTTP', 'TCP', 'UDP'], ({ tls }) => tls === undefined),
    everyListener('tls mode must be Terminate for protocol HTTPS', ['HTTPS'], ({ tls }) => tls === undefined || (tls as JsonObject).mode === 'Terminate'),
    ...(minor >= 5 ? [everyListener('tls must be set for protocol TLS', ['TLS'], ({ tls }) => tls !== undefined)] : []),
    everyListener('hostname may not be set for protocols TCP and UDP', ['TCP', 'UDP'], ({ hostname }) => hostname === undefined || hostname === ''),
    listRule('listener names must differ', (listeners) => new Set(listeners.map(({ name }) => name)).size === listeners.length),
    listRule('the combination of port, protocol and hostname must differ for each listener', (listeners) => {
      const combinations = listeners.map(({ port, protocol, hostname }) => JSON.stringify([port, protocol, hostname ?? null]));
      return new Set(combinations).size === listeners.length;
    }),
  ];
}

export function listenersOf(release: GatewayApiRelease): ListSchema {
  return listOf(LISTENER, { min: 1, max: 64, unique: ['name'], rules: listenerRules(release) });
}
