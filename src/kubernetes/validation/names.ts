/*
 * Name formats of apimachinery (util/validation/validation.go). Each function says what is wrong with a name, or null.
 * Length comes before form, so that no expression runs over a long text.
 */

const DNS_1123_LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
const DNS_1123_SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const DNS_1035_LABEL = /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/;
const QUALIFIED_NAME = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const LABEL_VALUE = /^(?:(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;
const DNS_1123_SUBDOMAIN_WITH_UNDERSCORES = /^_?[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?(?:\._?[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?)*$/;
const WILDCARD_DNS_1123_SUBDOMAIN = /^\*(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)+$/;
const HTTP_PATH = /^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/;
const PORT_NAME_CHARACTERS = /^[-a-z0-9]+$/;
const A_LETTER = /[a-z]/;

const HTTP_PATH_CHARACTERS = 'letters, digits and /-._~%!$&\'()*+,;=:';

const LABEL_LENGTH = 63;
const SUBDOMAIN_LENGTH = 253;
const PORT_NAME_LENGTH = 15;

const DNS_1123_LABEL_FORM = 'a lowercase RFC 1123 label must consist of lower case alphanumeric characters or \'-\', '
  + 'and must start and end with an alphanumeric character (e.g. \'my-name\' or \'123-abc\')';
const DNS_1123_SUBDOMAIN_FORM = 'a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, \'-\' or \'.\', '
  + 'and must start and end with an alphanumeric character (e.g. \'example.com\')';
const WILDCARD_DNS_1123_SUBDOMAIN_FORM = 'a wildcard DNS-1123 subdomain must start with \'*.\', followed by a valid DNS subdomain, which must consist of '
  + 'lower case alphanumeric characters, \'-\' or \'.\' and end with an alphanumeric character (e.g. \'*.example.com\')';
const DNS_1035_LABEL_FORM = 'a DNS-1035 label must consist of lower case alphanumeric characters or \'-\', start with an alphabetic character, '
  + 'and end with an alphanumeric character (e.g. \'my-name\' or \'abc-123\')';
const QUALIFIED_NAME_FORM = 'must consist of alphanumeric characters, \'-\', \'_\' or \'.\', '
  + 'and must start and end with an alphanumeric character (e.g. \'MyName\', \'my.name\' or \'123-abc\')';
const LABEL_VALUE_FORM = 'a valid label must be an empty string or consist of alphanumeric characters, \'-\', \'_\' or \'.\', '
  + 'and must start and end with an alphanumeric character (e.g. \'MyValue\', \'my_value\' or \'12345\')';

function tooLong(limit: number): string {
  return `must be no more than ${limit} characters`;
}

/** `IsDNS1123Label`: names of namespaces, containers, and of Services from 1.36. */
export function dns1123Label(value: string): string | null {
  if (value.length > LABEL_LENGTH) {
    return tooLong(LABEL_LENGTH);
  }
  return DNS_1123_LABEL.test(value) ? null : DNS_1123_LABEL_FORM;
}

/** `ValidateDNS1123Label` of core: as `dns1123Label`, and says that dots are not allowed. */
export function dns1123LabelWithoutDots(value: string): string | null {
  return value.includes('.') && value.length <= LABEL_LENGTH ? `must not contain dots: ${DNS_1123_LABEL_FORM}` : dns1123Label(value);
}

/** `IsDNS1123Subdomain`: names of most objects, hosts. */
export function dns1123Subdomain(value: string): string | null {
  if (value.length > SUBDOMAIN_LENGTH) {
    return tooLong(SUBDOMAIN_LENGTH);
  }
  return DNS_1123_SUBDOMAIN.test(value) ? null : DNS_1123_SUBDOMAIN_FORM;
}

/** `IsDNS1123SubdomainWithUnderscore`: DNS search domains from 1.33. */
export function dns1123SubdomainWithUnderscores(value: string): string | null {
  if (value.length > SUBDOMAIN_LENGTH) {
    return tooLong(SUBDOMAIN_LENGTH);
  }
  return DNS_1123_SUBDOMAIN_WITH_UNDERSCORES.test(value) ? null : `${DNS_1123_SUBDOMAIN_FORM}; labels may begin with and contain '_'`;
}

/** `IsWildcardDNS1123Subdomain`: hosts of an Ingress that contain a star. */
export function wildcardDns1123Subdomain(value: string): string | null {
  if (value.length > SUBDOMAIN_LENGTH) {
    return tooLong(SUBDOMAIN_LENGTH);
  }
  return WILDCARD_DNS_1123_SUBDOMAIN.test(value) ? null : WILDCARD_DNS_1123_SUBDOMAIN_FORM;
}

/** `IsDNS1035Label`: names of Services through 1.35. */
export function dns1035Label(value: string): string | null {
  if (value.length > LABEL_LENGTH) {
    return tooLong(LABEL_LENGTH);
  }
  return DNS_1035_LABEL.test(value) ? null : DNS_1035_LABEL_FORM;
}

/** Qualified names that were found valid: the same few keys of labels stand on every object. */
const VALID = new Set<string>();
const MOST_VALID = 1_000;

/** `IsQualifiedName`: keys of labels and annotations, `appProtocol`, `loadBalancerClass`. */
export function qualifiedName(value: string): string | null {
  if (VALID.has(value)) {
    return null;
  }
  const problem = qualifiedNameProblem(value);
  if (problem === null && VALID.size < MOST_VALID) {
    VALID.add(value);
  }
  return problem;
}

function qualifiedNameProblem(value: string): string | null {
  const slash = value.indexOf('/');
  if (slash !== value.lastIndexOf('/')) {
    return `a qualified name ${QUALIFIED_NAME_FORM} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`;
  }
  if (slash === 0) {
    return 'prefix part must be non-empty';
  }
  if (slash > 0) {
    const problem = dns1123Subdomain(value.slice(0, slash));
    if (problem !== null) {
      return `prefix part ${problem}`;
    }
  }
  const name = slash < 0 ? value : value.slice(slash + 1);
  if (name === '') {
    return 'name part must be non-empty';
  }
  if (name.length > LABEL_LENGTH) {
    return `name part ${tooLong(LABEL_LENGTH)}`;
  }
  return QUALIFIED_NAME.test(name) ? null : `name part ${QUALIFIED_NAME_FORM}`;
}

/** `IsValidLabelValue`. */
export function labelValue(value: string): string | null {
  if (value.length > LABEL_LENGTH) {
    return tooLong(LABEL_LENGTH);
  }
  return LABEL_VALUE.test(value) ? null : LABEL_VALUE_FORM;
}

/** `IsValidPortName`, an IANA service name: a named `targetPort`, a container port's name, an Ingress backend's port name. */
export function portName(value: string): string | null {
  if (value.length > PORT_NAME_LENGTH) {
    return tooLong(PORT_NAME_LENGTH);
  }
  if (!PORT_NAME_CHARACTERS.test(value)) {
    return 'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)';
  }
  if (!A_LETTER.test(value)) {
    return 'must contain at least one letter (a-z)';
  }
  if (value.includes('--')) {
    return 'must not contain consecutive hyphens';
  }
  return value.startsWith('-') || value.endsWith('-') ? 'must not begin or end with a hyphen' : null;
}

/** `IsValidPortNum`. */
export function portNumber(value: number): string | null {
  return value >= 1 && value <= 65535 ? null : 'must be between 1 and 65535, inclusive';
}

/** `IsPathSegmentName` (api/validate/content): what may stand in a URL of the API, kinds and names of referenced objects. */
export function pathSegmentName(value: string): string | null {
  if (value === '.' || value === '..') {
    return `may not be '${value}'`;
  }
  if (value.includes('/')) {
    return 'may not contain \'/\'';
  }
  return value.includes('%') ? 'may not contain \'%\'' : null;
}

/** `IsDomainPrefixedPath`: a controller's name, `k8s.io/ingress-nginx`. */
export function domainPrefixedPath(value: string): string | null {
  const slash = value.indexOf('/');
  if (slash <= 0 || slash === value.length - 1) {
    return 'must be a domain-prefixed path (such as "acme.io/foo")';
  }
  const path = value.slice(slash + 1);
  return dns1123Subdomain(value.slice(0, slash)) ?? (HTTP_PATH.test(path) ? null : `invalid path (allowed are ${HTTP_PATH_CHARACTERS})`);
}
