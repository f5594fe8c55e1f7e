import type { ApiObject } from 'cdk8s';
import { externalDnsAnnotation } from './external-dns';
import { checkLabels } from './host-name';
import { stringMapAt } from '../kubernetes/fields';
import type { JsonObject } from '../kubernetes/resource';
import { parseIp } from '../kubernetes/validation/addresses';
import { dns1123Subdomain } from '../kubernetes/validation/names';

/**
 * Asks external-dns to point names at what the object is reached by.
 *
 * @throws when a name is not a host name, or the object's annotations give names already
 */
export function annotatePublicDns(object: ApiObject, names: readonly string[] | undefined, fail: (message: string) => Error): void {
  if (names === undefined || names.length === 0) return;
  for (const name of names) {
    if (parseIp(name) !== null || dns1123Subdomain(name.replace(/^\*\./, '').replace(/\.$/, '')) !== null) {
      throw fail(`publicDnsNames: '${name}' is not a valid host name; use one such as 'kiada.example.com' or '*.example.com', in lower case`);
    }
    checkLabels(name, 'publicDnsNames:', fail);
  }
  const given = stringMapAt(object.metadata.toJson() as JsonObject, 'annotations');
  for (const [key, value] of Object.entries(externalDnsAnnotation('hostname', names.join(',')))) {
    if (given[key] !== undefined) {
      throw fail(`got 'publicDnsNames' and the annotation ${key}; specify one of them`);
    }
    object.metadata.addAnnotation(key, value);
  }
}
