import type { ApiObject } from 'cdk8s';
import { parseIp } from '../kubernetes/validation/addresses';
import { dns1123Subdomain } from '../kubernetes/validation/names';

/** Where external-dns looks for names; several are separated by commas. */
const HOSTNAME_ANNOTATION = 'external-dns.alpha.kubernetes.io/hostname';

/**
 * Asks external-dns to point names at what the object is reached by.
 *
 * @throws when a name is no host name, or the object's annotations give names already
 */
export function annotatePublicDns(object: ApiObject, names: readonly string[] | undefined, fail: (message: string) => Error): void {
  if (names === undefined || names.length === 0) return;
  for (const name of names) {
    if (parseIp(name) !== null || dns1123Subdomain(name.replace(/^\*\./, '').replace(/\.$/, '')) !== null) {
      throw fail(`publicDnsNames: '${name}' is no host name; give one such as 'kiada.example.com' or '*.example.com', in lower case`);
    }
  }
  if (HOSTNAME_ANNOTATION in (object.metadata.toJson()?.annotations ?? {})) {
    throw fail(`got 'publicDnsNames' and the annotation ${HOSTNAME_ANNOTATION}; give one of them`);
  }
  object.metadata.addAnnotation(HOSTNAME_ANNOTATION, names.join(','));
}
