/** Services of a comma-separated list (`nginx.org/ssl-services`). */
export function parseServiceList(text: string): readonly string[] {
  return text.split(',').map((each) => each.trim());
}

/**
 * `nginx.org/rewrites`: `serviceName=a rewrite=/x/`, several separated by `;`.
 *
 * @returns paths by Service; null where the text is not such a list
 * @see https://github.com/nginx/kubernetes-ingress/blob/0eb3072d14f04931824bb74c99a6566d8c108f3c/internal/configs/parsing_helpers.go ParseRewriteList
 */
export function parseRewrites(text: string): ReadonlyMap<string, string> | null {
  const rewrites = new Map<string, string>();
  for (const part of text.split(';')) {
    const [, service, rewrite] = /^serviceName=(\S+) rewrite=(\/[^\s{};$|^<>\\"#[\]]*)$/.exec(part.trim()) ?? [];
    if (service === undefined) return null;
    rewrites.set(service, rewrite);
  }
  return rewrites;
}
