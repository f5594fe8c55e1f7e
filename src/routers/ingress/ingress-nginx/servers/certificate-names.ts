import type { Server, ServerCertificate } from './servers';
import { stringMapAt } from '../../../../kubernetes/fields';
import { openQuestion, type OpenQuestion } from '../../../../kubernetes/open-question';
import { describe, type Resource } from '../../../../kubernetes/resource';
import type { DialectInputs } from '../../dialect';
import { fromBase64 } from '../settings/base64';

/** Whether a name has a certificate, so that its http is redirected to https. */
export interface Coverage {
  readonly hasCertificate: boolean;
  /** What the certificate has to tell, where the manifests do not have it; null: nothing. */
  readonly open: OpenQuestion | null;
}

export const COVERED: Coverage = { hasCertificate: true, open: null };
export const UNCOVERED: Coverage = { hasCertificate: false, open: null };

/**
 * Whether the certificate of a server is one for an alias of it, too: by the names in it. Of a certificate outside the manifests the hosts of its
 * entry in `spec.tls` are taken for them.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/controller/nginx.go configureCertificates
 */
export function aliasCoverage(alias: string, { certificate }: Pick<Server, 'certificate'>, { cluster }: Pick<DialectInputs, 'cluster'>): Coverage {
  if (certificate?.secretName == null) return UNCOVERED;
  const { ingress, secretName } = certificate;
  const secret = cluster.find('Secret', ingress.namespace, secretName);
  const names = secret === undefined ? null : certificateNames(secret);
  if (names !== null) return isAmong(alias, names) ? COVERED : UNCOVERED;
  const hosts = ingress.tls.filter((each) => each.secretName === secretName).flatMap((each) => each.hosts);
  return { hasCertificate: isAmong(alias, hosts), open: unknownNames(alias, certificate, secretName) };
}

function unknownNames(alias: string, { ingress, field }: ServerCertificate, secretName: string): OpenQuestion {
  return openQuestion('certificate-names', { alias }, [{ resource: ingress.resource, field, kind: 'certificate' }], () =>
    `whether the certificate of Secret ${ingress.namespace}/${secretName} is for ${alias}, too (server-alias of ${describe(ingress.resource)}): only then is http redirected to https`);
}

/** `IsValidHostname`: the name itself, or `*` in place of its first label. */
function isAmong(name: string, names: readonly string[]): boolean {
  const wildcard = name.replace(/^[^.]*/, '*').toLowerCase();
  return names.some((each) => [name.toLowerCase(), wildcard].includes(each.toLowerCase()));
}

/** The common name and the DNS names of the first certificate of a Secret; null: it cannot be read. */
function certificateNames(secret: Resource): readonly string[] | null {
  const plain = stringMapAt(secret.object, 'stringData')['tls.crt'];
  const pem = plain ?? fromBase64(stringMapAt(secret.object, 'data')['tls.crt'] ?? '');
  if (!pem.includes('-----BEGIN CERTIFICATE-----')) return null;
  // loaded for the first certificate: it takes longer than to compile the routers of an app
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { X509Certificate } = require('node:crypto') as typeof import('node:crypto');
  try {
    const { subject, subjectAltName = '' } = new X509Certificate(pem);
    const common = /^CN=(.+)$/m.exec(subject)?.[1];
    return [...common === undefined ? [] : [common], ...[...subjectAltName.matchAll(/(?:^|, )DNS:([^,]+)/g)].map(([, name]) => name)];
  } catch {
    return null;
  }
}
