import type { Feature } from '../controller';

const POLICY = 'a policy of the Gateway\'s controller that targets the HTTPRoute';

/** What the standard channel of the Gateway API lacks, and what to use instead. */
const MISSING: Readonly<Partial<Record<Feature, string>>> = {
  basicAuth: `the Gateway API does not have 'basicAuth'; use ${POLICY} (a SecurityPolicy of Envoy Gateway), `
    + 'a filter of it in a route\'s \'extensions\' (a Middleware of Traefik), '
    + 'or authenticate users in the backend',
  cookieAffinity: 'the standard channel of the Gateway API does not have \'cookieAffinity\' (\'sessionPersistence\' is experimental); '
    + `use ${POLICY} or its Service (a BackendTrafficPolicy of Envoy Gateway, a DestinationRule of Istio)`,
};

/** Why a router that writes HTTPRoutes does not have a feature, and what to do; null where it has. */
export function gatewayFeatureProblem(feature: Feature): string | null {
  return MISSING[feature] ?? null;
}
