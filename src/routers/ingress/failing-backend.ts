/**
 * Codes of backends for which a controller drops more than their path: the rules about backends tell of them, with what is dropped. A backend without
 * port, and a port that an ExternalName Service does not list, are not theirs.
 */
export const SERVICE_MISSING = 'service-missing';
export const SERVICE_PORT_MISSING = 'service-port-missing';
export const SERVICE_PORT_UNLISTED = 'service-port-unlisted';
