/** Which Gateway API definitions (CRDs) a cluster has installed. */
export interface GatewayApiRelease {
  /** Minor of Gateway API 1.x, 2 to 6. */
  readonly minor: number;
  readonly channel: 'standard' | 'experimental';
}

export const OLDEST_GATEWAY_API_MINOR = 2;
export const NEWEST_GATEWAY_API_MINOR = 6;

/** What messages say of the versions that there are. */
export const GATEWAY_API_VERSIONS = `a version from 1.${OLDEST_GATEWAY_API_MINOR} to 1.${NEWEST_GATEWAY_API_MINOR}, with -experimental for that channel`;

/** The newest standard channel, v1.6. */
export const DEFAULT_GATEWAY_API: GatewayApiRelease = { minor: NEWEST_GATEWAY_API_MINOR, channel: 'standard' };

/**
 * Reads a release of the Gateway API.
 *
 * @param text `1.5`, `v1.6.1`, `1.6-experimental`
 * @returns null where it is not a release from 1.2 to 1.6
 */
export function gatewayApiRelease(text: string): GatewayApiRelease | null {
  const parts = /^v?1\.(\d{1,3})(?:\.\d{1,4})?(?:-(standard|experimental))?$/.exec(text);
  if (parts === null) return null;
  const minor = Number(parts[1]);
  if (minor < OLDEST_GATEWAY_API_MINOR || minor > NEWEST_GATEWAY_API_MINOR) return null;
  return { minor, channel: parts[2] === 'experimental' ? 'experimental' : 'standard' };
}

/** As messages name it: `the standard channel of Gateway API 1.6`. */
export function describeRelease({ minor, channel }: GatewayApiRelease): string {
  return `the ${channel} channel of Gateway API 1.${minor}`;
}
