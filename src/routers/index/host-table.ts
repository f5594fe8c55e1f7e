import type { HostMatcher } from '../model';

interface Wildcard<T> {
  readonly item: T;
  readonly labels: 'one' | 'many';
}

/** Things by the hosts that they are for; the closest comes first: exact, then the longest wildcard, then patterns in their order, then every host. */
export class HostTable<T> {
  private readonly exact = new Map<string, T[]>();
  private readonly wildcards = new Map<string, Wildcard<T>[]>();
  private readonly patterns: { readonly matcher: HostMatcher & { readonly kind: 'pattern' }; readonly item: T }[] = [];
  private readonly any: T[] = [];

  constructor(items: readonly T[], hostOf: (item: T) => HostMatcher) {
    for (const item of items) {
      const matcher = hostOf(item);
      if (matcher.kind === 'exact') put(this.exact, matcher.host, item);
      else if (matcher.kind === 'wildcard') put(this.wildcards, matcher.suffix, { item, labels: matcher.labels });
      else if (matcher.kind === 'pattern') this.patterns.push({ matcher, item });
      else this.any.push(item);
    }
  }

  /**
   * What is for a host, the closest first, until one says that it is enough.
   *
   * @param visit with `sure` null where a pattern cannot be decided; true ends the visit
   */
  visit(host: string, visit: (item: T, sure: true | null) => boolean): void {
    const exact = this.exact.get(host);
    if (exact !== undefined) for (const item of exact) if (visit(item, true)) return;
    if (this.wildcards.size > 0 && this.visitWildcards(host, visit)) return;
    for (const { matcher, item } of this.patterns) {
      const matches = matcher.pattern.test(host);
      if (matches !== false && visit(item, matches)) return;
    }
    for (const item of this.any) if (visit(item, true)) return;
  }

  private visitWildcards(host: string, visit: (item: T, sure: true) => boolean): boolean {
    const first = host.indexOf('.');
    // a dot at the beginning has no label before it
    for (let dot = first === 0 ? host.indexOf('.', 1) : first; dot > 0; dot = host.indexOf('.', dot + 1)) {
      for (const { item, labels } of this.wildcards.get(host.slice(dot)) ?? []) {
        if ((labels === 'many' || dot === first) && visit(item, true)) return true;
      }
    }
    return false;
  }
}

function put<T>(map: Map<string, T[]>, key: string, item: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [item]);
  else known.push(item);
}

/** Whether a matcher takes a host; null where its pattern cannot be decided. */
export function hostMatches(matcher: HostMatcher, host: string): boolean | null {
  if (matcher.kind === 'any') return true;
  if (matcher.kind === 'exact') return host === matcher.host;
  if (matcher.kind === 'pattern') return matcher.pattern.test(host);
  const label = host.slice(0, Math.max(0, host.length - matcher.suffix.length));
  return label !== '' && host.endsWith(matcher.suffix) && (matcher.labels === 'many' || !label.includes('.'));
}

/** How close a matcher is, closest first: exact, the longest wildcard, patterns, any. */
export function compareHosts(a: HostMatcher, b: HostMatcher): number {
  return KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind)
    || (a.kind === 'wildcard' && b.kind === 'wildcard' ? b.suffix.length - a.suffix.length : 0);
}

const KINDS: readonly HostMatcher['kind'][] = ['exact', 'wildcard', 'pattern', 'any'];

/** A host as a rule writes it: `api.example.com`, `*.example.com`, empty for every host. */
export function hostText(host: HostMatcher): string {
  switch (host.kind) {
    case 'any': return '';
    case 'exact': return host.host;
    case 'wildcard': return `*${host.suffix}`;
    case 'pattern': return host.pattern.text;
  }
}
