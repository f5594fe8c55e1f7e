/** Whether a host of a rule or of spec.tls, wildcard or not, stands for another one: `*.example.com` for `api.example.com`. */
export function coversHost(pattern: string, host: string): boolean {
  if (pattern === host) return true;
  if (!pattern.startsWith('*.')) return false;
  const dot = host.indexOf('.');
  return dot > 0 && host.slice(dot) === pattern.slice(1);
}
