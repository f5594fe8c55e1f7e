import type { HostMatcher } from '../model';

/** A host as a rule writes it: `api.example.com`, `*.example.com`, empty for every host. */
export function hostMatcher(host: string, labels: 'one' | 'many'): HostMatcher {
  const name = host.toLowerCase();
  if (name === '') return { kind: 'any' };
  return name.startsWith('*.') ? { kind: 'wildcard', suffix: name.slice(1), labels } : { kind: 'exact', host: name };
}
