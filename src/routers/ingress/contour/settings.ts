import type { Cluster } from '../../../cluster/model';
import { mapObjectsAt, objectAt, stringAt, stringsAt } from '../../../kubernetes/fields';
import type { Ingress, IngressTls } from '../../../kubernetes/ingress';
import type { JsonObject } from '../../../kubernetes/resource';
import { annotation } from '../ingress-class';

/** What the annotations of an Ingress say of all of its routes. */
export interface ContourSettings {
  /** `ingress.kubernetes.io/force-ssl-redirect: "true"`, exactly so. */
  readonly forceSsl: boolean;
  /** Whether http is served; a redirect to https is served even where it is not. */
  readonly http: boolean;
  /** Paths, as the rules write them, that take websockets. */
  readonly websockets: ReadonlySet<string>;
  /** The namespace of the certificates; null: the Ingress's own. */
  readonly certificateNamespace: string | null;
}

/** @see https://github.com/projectcontour/contour/blob/v1.33.0/internal/annotation/annotations.go */
export function contourSettings(ingress: Ingress): ContourSettings {
  const forceSsl = annotation(ingress, 'ingress.kubernetes.io/force-ssl-redirect') === 'true';
  const websockets = (annotation(ingress, 'projectcontour.io/websocket-routes') ?? '').split(',').map((each) => each.trim());
  return {
    forceSsl,
    http: forceSsl || annotation(ingress, 'kubernetes.io/ingress.allow-http') !== 'false',
    websockets: new Set(websockets.filter((each) => each !== '')),
    certificateNamespace: annotation(ingress, 'projectcontour.io/tls-cert-namespace') || null,
  };
}

/** Why a certificate is not served. */
export type Unserved = 'delegation' | 'invalid';

/** Whether a Secret can be served; `missing`: it is not in the manifests, and may be elsewhere. */
export function certificateState(
  { namespace }: Ingress, { secretName }: IngressTls, { certificateNamespace }: ContourSettings, cluster: Cluster,
): 'served' | 'missing' | Unserved {
  const from = certificateNamespace ?? namespace;
  const name = secretName ?? '';
  if (from !== namespace && !isDelegated(cluster, from, name, namespace)) return 'delegation';
  const secret = cluster.find('Secret', from, name);
  if (secret === undefined) return 'missing';
  const values = { ...objectAt(secret.object, 'data'), ...objectAt(secret.object, 'stringData') };
  const complete = ['tls.crt', 'tls.key'].every((key) => typeof values[key] === 'string' && values[key] !== '');
  return complete && secret.object.type === 'kubernetes.io/tls' ? 'served' : 'invalid';
}

/** TLSCertificateDelegation (projectcontour.io/v1). */
function isDelegated(cluster: Cluster, from: string, secret: string, to: string): boolean {
  return cluster.ofKinds('TLSCertificateDelegation').some((each) => each.namespace === from
    && delegationsOf(each.object).some(({ secretName, namespaces }) => secretName === secret && namespaces.some((name) => name === '*' || name === to)));
}

interface Delegation {
  readonly secretName: string;
  readonly namespaces: readonly string[];
}

function delegationsOf(object: JsonObject): readonly Delegation[] {
  return mapObjectsAt(objectAt(object, 'spec'), 'delegations', (each) => ({
    secretName: stringAt(each, 'secretName') ?? '',
    namespaces: stringsAt(each, 'targetNamespaces'),
  }));
}
