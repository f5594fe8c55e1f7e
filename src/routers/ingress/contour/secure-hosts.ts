import { missingCertificate } from './questions';
import { certificateState, contourSettings, type Unserved } from './settings';
import { envoyHost } from './tables';
import type { Ingress, IngressTls } from '../../../kubernetes/ingress';
import type { OpenQuestion } from '../../../kubernetes/open-question';
import type { Certificate, Fault } from '../../model';
import { isDeclaredSecret } from '../../secrets';
import type { DialectInputs } from '../dialect';
import { tlsSource } from '../sources';

/** A host that https is served for. */
export interface SecureHost {
  readonly host: string;
  readonly certificate: Certificate;
  readonly open: readonly OpenQuestion[];
}

const UNSERVED: Readonly<Record<Unserved, { readonly reason: string; readonly fix: string }>> = {
  delegation: {
    reason: 'no TLSCertificateDelegation lets the namespace use the certificate, so that Contour serves no https for its hosts',
    fix: 'create the TLSCertificateDelegation in the namespace of the Secret',
  },
  invalid: {
    reason: 'the Secret has no certificate with a key, so that Contour serves no https for its hosts',
    fix: 'store tls.crt and tls.key in a Secret of type kubernetes.io/tls',
  },
};

/** The hosts of `tls.hosts` whose Secret is there (computeSecureVirtualhosts). */
export function secureHosts(
  ingresses: readonly Ingress[], inputs: DialectInputs,
): { readonly hosts: readonly SecureHost[]; readonly faults: readonly Fault[] } {
  const hosts = new Map<string, SecureHost>();
  const faults: Fault[] = [];
  for (const ingress of ingresses) {
    for (const tls of ingress.tls) {
      const settings = contourSettings(ingress);
      const state = tls.secretName === null ? 'invalid' : certificateState(ingress, tls, settings, inputs.cluster);
      if (state === 'delegation' || state === 'invalid') {
        faults.push({ kind: 'dropped', code: 'certificate-not-served', source: tlsSource(ingress, tls), others: [], ...UNSERVED[state] });
      } else {
        const namespace = settings.certificateNamespace ?? ingress.namespace;
        for (const host of tls.hosts) hosts.set(host, secureHost(host, ingress, tls, { namespace, state, inputs }));
      }
    }
  }
  hosts.delete('');
  return { hosts: [...hosts.values()], faults };
}

function secureHost(
  host: string, ingress: Ingress, tls: IngressTls,
  { namespace, state, inputs }: { readonly namespace: string; readonly state: 'served' | 'missing'; readonly inputs: DialectInputs },
): SecureHost {
  const name = tls.secretName ?? '';
  const source = tlsSource(ingress, tls);
  const declared = isDeclaredSecret(inputs.externals, namespace, name);
  const open = state === 'missing' && !declared ? [missingCertificate(`${namespace}/${name}`, source)] : [];
  return { host, certificate: { hosts: [envoyHost(host)], secret: { namespace, name }, source }, open };
}
