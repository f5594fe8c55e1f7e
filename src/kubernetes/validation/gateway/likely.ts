/** What the groups and kinds of the Gateway API, and what is meant to be one, have in their names. */
const GROUP = /(?:^|\.)networking\.(?:x-)?k8s\.io\//;
const KIND = /Gateway|Route|ListenerSet|Grant|Policy|^X/i;

/** Whether an object may be meant to be one of the Gateway API's; where not, nothing of its rules need be loaded. */
export function isLikelyGatewayKind(apiVersion: string, kind: string): boolean {
  // `/v1` has the group of `v1`
  return apiVersion.indexOf('/') > 0 ? GROUP.test(apiVersion) : apiVersion !== '' && KIND.test(kind);
}
