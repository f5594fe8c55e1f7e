import type { Cause } from './causes';
import type { GceClass } from './class';
import { managedCertificates, missingFrontendConfig, missingSecret } from './questions';
import { booleanAt, objectAt, objectIn, textAt } from '../../../kubernetes/fields';
import type { Ingress, IngressTls } from '../../../kubernetes/ingress';
import type { OpenQuestion, Source } from '../../../kubernetes/open-question';
import { describe } from '../../../kubernetes/resource';
import type { Certificate, Fault } from '../../model';
import { isDeclaredSecret } from '../../secrets';
import type { DialectInputs } from '../dialect';
import { goBool } from '../go-bool';
import { annotation } from '../ingress-class';
import { annotationSource, tlsSource } from '../sources';

const ALLOW_HTTP = 'kubernetes.io/ingress.allow-http';
const PRE_SHARED = 'ingress.gcp.kubernetes.io/pre-shared-cert';
const MANAGED = 'networking.gke.io/managed-certificates';
const FRONTEND_CONFIG = 'networking.gke.io/v1beta1.FrontendConfig';

/** What of the load balancer is in front of its URL map. */
export interface Frontend {
  readonly http: boolean;
  readonly https: boolean;
  readonly certificates: readonly Certificate[];
  /** The whole http frontend answers so; null: it serves the URL map. */
  readonly redirect: { readonly status: number; readonly source: Source } | null;
  readonly open: readonly OpenQuestion[];
  readonly openOfHttp: readonly OpenQuestion[];
  readonly openOfHttps: readonly OpenQuestion[];
  readonly causes: readonly Cause[];
  readonly faults: readonly Fault[];
}

/**
 * Ports, certificates and redirect of an Ingress; hosts of `spec.tls` are not read.
 *
 * @see https://github.com/kubernetes/ingress-gce/blob/acbcf5d66dd9d31297a2a52a2d7d83d4c1a94539/pkg/loadbalancers/l7.go
 */
export function frontendOf(ingress: Ingress, kind: GceClass, inputs: DialectInputs): Frontend {
  const secrets = ingress.tls.map((tls) => secretOf(ingress, tls, inputs));
  const shared = [PRE_SHARED, MANAGED].filter((key) => (annotation(ingress, key) ?? '').trim() !== '');
  const https = ingress.tls.length > 0 || shared.length > 0;
  const http = goBool(annotation(ingress, ALLOW_HTTP) ?? '') ?? true;
  const config = frontendConfig(ingress, kind, inputs);
  const causes = [...secrets.flatMap((each) => each.cause ?? []), ...config.causes];
  if (!http && !https) {
    causes.push({ code: 'no-frontend', source: annotationSource(ingress.resource, ALLOW_HTTP), reason: 'http is not allowed and nothing opens https', fix: 'add spec.tls with a Secret, or allow http' });
  }
  const onlyManaged = ingress.tls.length === 0 && !shared.includes(PRE_SHARED) && shared.includes(MANAGED);
  return {
    http,
    https,
    certificates: [
      ...secrets.map((each) => each.certificate),
      ...shared.map((key): Certificate => ({ hosts: [], secret: null, source: annotationSource(ingress.resource, key) })),
    ],
    redirect: config.redirect,
    open: secrets.flatMap((each) => each.open),
    openOfHttp: config.open,
    openOfHttps: onlyManaged ? [managedCertificates(annotationSource(ingress.resource, MANAGED))] : [],
    causes,
    faults: config.faults,
  };
}

interface SecretOfTls {
  readonly certificate: Certificate;
  readonly cause?: Cause;
  readonly open: readonly OpenQuestion[];
}

/** A Secret without certificate or key fails the whole Ingress, and there is no way back to http alone. */
function secretOf(ingress: Ingress, tls: IngressTls, { cluster, externals }: DialectInputs): SecretOfTls {
  const { namespace } = ingress;
  const source = tlsSource(ingress, tls);
  const name = tls.secretName ?? '';
  const certificate: Certificate = { hosts: [], secret: name === '' ? null : { namespace, name }, source };
  if (name === '') return { certificate, open: [], cause: { code: 'tls-without-secret', source, reason: 'an entry of spec.tls names no Secret', fix: 'set secretName' } };
  const secret = cluster.find('Secret', namespace, name);
  if (secret === undefined) {
    const declared = isDeclaredSecret(externals, namespace, name);
    return { certificate, open: declared ? [] : [missingSecret(`${namespace}/${name}`, source)] };
  }
  const values = { ...objectAt(secret.object, 'data'), ...objectAt(secret.object, 'stringData') };
  const lacks = ['tls.crt', 'tls.key'].find((key) => typeof values[key] !== 'string');
  if (lacks === undefined) return { certificate, open: [] };
  return { certificate, open: [], cause: { code: 'tls-secret-invalid', source, reason: `${describe(secret)} has no ${lacks}`, fix: 'store tls.crt and tls.key in the Secret' } };
}

const STATUSES: Readonly<Record<string, number>> = {
  MOVED_PERMANENTLY_DEFAULT: 301, FOUND: 302, SEE_OTHER: 303, TEMPORARY_REDIRECT: 307, PERMANENT_REDIRECT: 308,
};

type FrontendConfig = Pick<Frontend, 'redirect' | 'causes' | 'faults'> & { readonly open: readonly OpenQuestion[] };

/** The redirect is there without any https frontend, too; a FrontendConfig is one of the namespace. */
function frontendConfig(ingress: Ingress, kind: GceClass, { cluster }: DialectInputs): FrontendConfig {
  const nothing: FrontendConfig = { redirect: null, causes: [], faults: [], open: [] };
  const name = annotation(ingress, FRONTEND_CONFIG) ?? '';
  if (name === '') return nothing;
  const source = annotationSource(ingress.resource, FRONTEND_CONFIG);
  const full = `${ingress.namespace}/${name}`;
  const resource = cluster.find('FrontendConfig', ingress.namespace, name);
  if (resource === undefined) {
    const reason = `FrontendConfig ${full} does not exist, so that the load balancer is built without what it says`;
    return { ...nothing, open: [missingFrontendConfig(full, source)], faults: [{ kind: 'dropped', code: 'frontend-config-missing', source, others: [], reason, fix: 'create the FrontendConfig in the namespace of the Ingress' }] };
  }
  const redirect = objectIn(resource.object, 'spec', 'redirectToHttps');
  if (booleanAt(redirect, 'enabled') !== true) return nothing;
  if (kind === 'gce-internal') {
    return { ...nothing, causes: [{ code: 'redirect-internal', source, reason: `FrontendConfig ${full} redirects to https, which an internal load balancer cannot`, fix: 'remove redirectToHttps' }] };
  }
  const status = STATUSES[textAt(redirect, 'responseCodeName') ?? 'MOVED_PERMANENTLY_DEFAULT'] ?? 301;
  return { ...nothing, redirect: { status, source: { resource, field: 'spec.redirectToHttps', kind: 'filter' } } };
}
