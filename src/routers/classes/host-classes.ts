import { HOST_CHARACTERS } from './automaton';
import { patternLanguage } from './matcher-languages';
import { partitionTexts, type TextMatcher } from './partition';
import type { HostMatcher } from '../model';

/** Hosts that all matchers treat alike, and one of them. */
export interface HostClass {
  /** `api.example.com`, `*.example.com` (any other host with one label more), `**.example.com` (with several), `/pattern/`, `*` (all others, and none). */
  readonly pattern: string;
  readonly example: string;
}

/** The class of hosts that no matcher names. */
export const OTHER_HOSTS = '*';

/** Divides all hosts into classes by the matchers of listeners, virtual hosts, routes and certificates. */
export function hostClasses(matchers: Iterable<HostMatcher>): readonly HostClass[] {
  const names = new HostNames();
  for (const matcher of matchers) names.add(matcher);
  return names.classes();
}

class HostNames {
  private readonly exact = new Set<string>();
  /** By suffix, `.example.com`: whether some matcher lets it stand for several labels. */
  private readonly wildcards = new Map<string, boolean>();
  private readonly patterns = new Map<string, HostMatcher & { readonly kind: 'pattern' }>();

  add(host: HostMatcher): void {
    if (host.kind === 'exact') this.exact.add(host.host);
    else if (host.kind === 'wildcard') this.wildcards.set(host.suffix, host.labels === 'many' || this.wildcards.get(host.suffix) === true);
    else if (host.kind === 'pattern') this.patterns.set(`${host.pattern.ignoreCase ? 'i' : ''}/${host.pattern.text}/`, host);
  }

  classes(): readonly HostClass[] {
    if (this.patterns.size > 0) return this.classesByLanguage();
    const classes: HostClass[] = [...this.exact].sort().map((host) => ({ pattern: host, example: host }));
    for (const [suffix, many] of [...this.wildcards].sort()) {
      classes.push({ pattern: `*${suffix}`, example: this.fresh(suffix) });
      if (many) classes.push({ pattern: `**${suffix}`, example: this.deeper(suffix) });
    }
    classes.push({ pattern: OTHER_HOSTS, example: this.other() });
    return classes;
  }

  /** With patterns, which may match what names and wildcards do: one class for each set of matchers. */
  private classesByLanguage(): readonly HostClass[] {
    const matchers = [...this.languages()];
    const { classes } = partitionTexts(matchers.map(({ language }) => language), { beginning: '', characters: HOST_CHARACTERS });
    return classes.flatMap(({ matched, examples }) => {
      const example = examples.find(isHostName);
      if (example === undefined) return [];
      const names = matched.map((i) => matchers[i].name);
      return [{ pattern: names.length === 0 ? OTHER_HOSTS : this.exact.has(example) ? example : names.join(' '), example }];
    });
  }

  private* languages(): Iterable<{ readonly name: string; readonly language: TextMatcher }> {
    for (const host of this.exact) yield { name: host, language: { kind: 'exact', text: host } };
    for (const [suffix, many] of this.wildcards) {
      const end = suffix.replaceAll('.', '\\.');
      yield { name: `*${suffix}`, language: { kind: 'pattern', text: `^[^.]+${end}$`, ignoreCase: false } };
      if (many) yield { name: `**${suffix}`, language: { kind: 'pattern', text: `^[^.]+\\..+${end}$`, ignoreCase: false } };
    }
    for (const [name, { pattern }] of this.patterns) yield { name, language: patternLanguage(pattern) };
  }

  private fresh(suffix: string): string {
    return unused((n) => `${numbered('any', n)}${suffix}`, (host) => this.exact.has(host));
  }

  private deeper(suffix: string): string {
    return unused((n) => `any.${numbered('any', n)}${suffix}`, (host) => this.exact.has(host) || this.wildcards.has(host.slice(host.indexOf('.'))));
  }

  private other(): string {
    return unused((n) => numbered('other.example', n), (host) => this.exact.has(host) || this.isUnderWildcard(host));
  }

  private isUnderWildcard(host: string): boolean {
    for (let dot = host.indexOf('.'); dot > 0; dot = host.indexOf('.', dot + 1)) {
      if (this.wildcards.has(host.slice(dot))) return true;
    }
    return false;
  }
}

/** The first of some hosts that nothing else takes. */
function unused(make: (n: number) => string, isTaken: (host: string) => boolean): string {
  for (let n = 1; ; n++) {
    const host = make(n);
    if (!isTaken(host)) return host;
  }
}

function isHostName(host: string): boolean {
  return /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/.test(host);
}

function numbered(text: string, n: number): string {
  return n === 1 ? text : `${text}-${n}`;
}
