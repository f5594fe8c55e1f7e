import { parseIp } from '../kubernetes/validation/addresses';
import { dns1123Subdomain } from '../kubernetes/validation/names';

/**
 * Throws when a text cannot be the DNS name of another host.
 *
 * The API server takes IPv4 addresses for names; CoreDNS answers NXDOMAIN for them, since a CNAME leads to names only.
 *
 * @param prop the prop that it was given by: `hostname`
 */
export function checkHostName(text: string, prop: string, fail: (message: string) => Error): void {
  if (parseIp(text.replace(/^\[(.*)\]$/, '$1')) !== null) {
    throw fail(`${prop} '${text}' is an IP address, and DNS leads a name to other names only; use addresses: ['${text.replace(/^\[|\]$/g, '')}'] instead`);
  }
  const name = text.replace(/\.$/, '');
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text) || name.includes('/')) {
    throw fail(`${prop} '${text}' is a URL; specify the host name alone`);
  }
  if (/:\d+$/.test(text)) {
    throw fail(`${prop} '${text}' has a port, which DNS cannot carry; specify the host name alone, and let clients use the port`);
  }
  if (dns1123Subdomain(name) !== null) {
    const lower = name.toLowerCase();
    throw fail(`${prop} '${text}' is not a valid host name; ${dns1123Subdomain(lower) === null
      ? `write it in lower case: '${lower}'`
      : 'specify one of lower case letters, digits, \'-\' and dots, such as \'time.example.com\', at most 253 characters'}`);
  }
  checkLabels(text, prop, fail);
  const last = name.slice(name.lastIndexOf('.') + 1);
  if (/^\d+$/.test(last)) {
    throw fail(`${prop} '${text}' ends in a number, as no host name does; specify a host name, or an IP address in 'addresses'`);
  }
  if (last === 'localhost') {
    throw fail(`${prop} '${text}' is the machine that asks, whichever it is; specify the name that pods can reach`);
  }
}

/** Throws when a name has a label that is too long for DNS, which the API server does not look at. */
export function checkLabels(name: string, prop: string, fail: (message: string) => Error): void {
  const long = name.split('.').find((label) => label.length > 63);
  if (long !== undefined) {
    throw fail(`${prop} '${name}' has a part of ${long.length} characters between dots; DNS takes at most 63`);
  }
}
