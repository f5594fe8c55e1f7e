import type { Scheme } from './routes';
import type { Ingress } from '../../../kubernetes/ingress';
import { openQuestion, type OpenQuestion } from '../../../kubernetes/open-question';
import type { Certificate, Listener, VirtualHost } from '../../model';
import { hasSecret } from '../../secrets';
import type { ControllerSettings } from '../controller-settings';
import type { DialectInputs } from '../dialect';
import { hostMatcher } from '../host-matcher';
import { tlsSource } from '../sources';

/** http and https serve the same hosts and paths, whether or not `spec.tls` names them. */
export function listeners(
  ingresses: readonly Ingress[], hosts: Readonly<Record<Scheme, readonly VirtualHost[]>>, inputs: DialectInputs, settings: ControllerSettings,
): readonly Listener[] {
  const certificates = certificatesOf(ingresses, inputs);
  const common = { host: { kind: 'any' as const }, source: null };
  const hasDefault = settings.flags.has('default-ssl-certificate') || settings.config?.data['ssl-certificate'] !== undefined;
  return [
    { ...common, name: 'http', port: 80, protocol: 'HTTP', tls: 'none', certificates: [], hosts: hosts.http },
    {
      ...common,
      name: 'https',
      port: 443,
      protocol: 'HTTPS',
      tls: 'terminate',
      hosts: hosts.https,
      certificates: [...certificates, ...fallback(certificates, ingresses)],
      ...(certificates.length === 0 && !hasDefault ? { open: [NO_CERTIFICATE] } : {}),
    },
  ];
}

/** Without any certificate the https port is open and speaks plain http. */
const NO_CERTIFICATE: OpenQuestion = openQuestion('no-certificate', {}, [],
  () => 'whether HAProxy has a default certificate (--default-ssl-certificate): no Secret of an Ingress is in the manifests, and without any certificate its https port does not speak TLS');

/** Where no name fits, the first certificate is served. */
function fallback(certificates: readonly Certificate[], ingresses: readonly Ingress[]): readonly Certificate[] {
  if (certificates.length > 0) return [{ ...certificates[0], hosts: [] }];
  const first = ingresses.at(0);
  return first === undefined ? [] : [{ hosts: [], secret: null, source: { resource: first.resource, field: '', kind: 'object' } }];
}

function certificatesOf(ingresses: readonly Ingress[], inputs: DialectInputs): readonly Certificate[] {
  return ingresses.flatMap((ingress) => ingress.tls.flatMap((tls) => {
    const { secretName } = tls;
    if (secretName === null || tls.hosts.length === 0) return [];
    if (!hasSecret(inputs, ingress.namespace, secretName)) return [];
    return [{ hosts: tls.hosts.map((host) => hostMatcher(host, 'one')), secret: { namespace: ingress.namespace, name: secretName }, source: tlsSource(ingress, tls) }];
  }));
}
