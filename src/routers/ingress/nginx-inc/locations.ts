import { annotationText, type Annotations } from './annotations';
import { parseRewrites } from './service-lists';
import type { Ingress, IngressBackend, IngressPath, IngressRule, PathType } from '../../../kubernetes/ingress';
import type { OpenQuestion, Source } from '../../../kubernetes/open-question';
import type { Fault } from '../../model';
import { defaultBackendSource, pathSource } from '../sources';

/** `nginx.org/path-regex`. */
export type PathRegex = 'case_sensitive' | 'case_insensitive' | 'exact';

/** A location of a server, as it stands in the configuration of nginx. */
export interface Location {
  readonly ingress: Ingress;
  readonly rule: IngressRule;
  /** null: the default backend. */
  readonly path: IngressPath | null;
  readonly backend: IngressBackend | null;
  readonly source: Source;
  /** `=`, a prefix, or a regular expression, whose text begins with `^`. */
  readonly modifier: '=' | '' | '~' | '~*';
  readonly text: string;
  /** The path as the Ingress writes it. */
  readonly written: string;
  readonly type: PathType;
  readonly annotations: Annotations;
  readonly open: readonly OpenQuestion[];
}

/**
 * The locations of one rule: a prefix of characters, or `=` for Exact; under `path-regex` regular expressions whatever the type, in the order of the file.
 *
 * @see https://github.com/nginx/kubernetes-ingress/blob/0eb3072d14f04931824bb74c99a6566d8c108f3c/internal/configs/version1/template_helper.go makeLocationPath
 */
export function locationsOf(
  ingress: Ingress, rule: IngressRule, annotations: Annotations, open: readonly OpenQuestion[], faults: Fault[],
): readonly Location[] {
  const regex = pathRegex(annotations);
  return (rule.paths ?? []).flatMap((path): readonly Location[] => {
    const written = path.path === '' ? '/' : path.path;
    const type = path.pathType;
    const common = { ingress, rule, path, backend: path.backend, source: pathSource(ingress, path), written, type, annotations, open };
    if (regex === null) return [{ ...common, modifier: type === 'Exact' ? '=' : '', text: written }];
    if (type === 'Exact') {
      faults.push(deadExactPath(common.source, written));
      return [];
    }
    if (regex === 'exact') return [{ ...common, modifier: '=', text: written }];
    return [{ ...common, modifier: regex === 'case_sensitive' ? '~' : '~*', text: `^${written}` }];
  });
}

/** The default backend is `/`, unless a path is the prefix `/` already. */
export function defaultLocation(ingress: Ingress, rule: IngressRule, annotations: Annotations, locations: readonly Location[]): readonly Location[] {
  const backend = ingress.defaultBackend;
  if (backend === null || locations.some(({ modifier, text }) => modifier === '' && text === '/')) return [];
  const regex = pathRegex(annotations);
  const place = regex === null ? { modifier: '' as const, text: '/' } : regex === 'exact' ? { modifier: '=' as const, text: '/' }
    : { modifier: regex === 'case_sensitive' ? '~' as const : '~*' as const, text: '^/' };
  return [{
    ...place, ingress, rule, path: null, backend, source: defaultBackendSource(ingress), written: '/', type: 'Prefix', annotations, open: [],
  }];
}

function pathRegex(annotations: Annotations): PathRegex | null {
  const value = annotationText(annotations, 'nginx.org/path-regex');
  return value === 'case_sensitive' || value === 'case_insensitive' || value === 'exact' ? value : null;
}

/** The controller writes `= /p` for Exact and then makes a regular expression of that whole text. */
function deadExactPath(source: Source, path: string): Fault {
  return {
    kind: 'dropped',
    code: 'exact-under-path-regex',
    source,
    others: [],
    reason: `under nginx.org/path-regex the Exact path ${path} becomes the expression \`^= ${path}\`, which no path matches`,
    fix: 'set pathType: ImplementationSpecific and end the path with $',
  };
}

/** Two locations that nginx calls duplicates, and a rewrite that it does not take: it refuses the whole configuration then. */
export function configurationFaults(locations: readonly Location[]): readonly Fault[] {
  const seen = new Map<string, Location>();
  const faults: Fault[] = [];
  for (const location of locations) {
    if (location.modifier !== '=' && location.modifier !== '') {
      if (rewriteOf(location) !== null) faults.push(broken('rewrite-of-regex', location, [], 'nginx.org/rewrites changes a path that is a regular expression', 'use nginx.org/rewrite-target'));
      continue;
    }
    const key = `${location.modifier} ${location.text}`;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, location);
    else faults.push(broken('duplicate-location', location, [first.source], `path ${location.written} stands twice in one Ingress`, 'remove one of the two paths'));
  }
  return faults;
}

function broken(code: string, { source }: Location, others: readonly Source[], what: string, fix: string): Fault {
  return {
    kind: 'breaks-router',
    code,
    source,
    others,
    reason: `${what}, so that nginx refuses the configuration: from then on no change of any Ingress takes effect, and after a restart nothing is served`,
    fix,
  };
}

/** The path that `nginx.org/rewrites` sets for the Service of a location. */
export function rewriteOf({ annotations, backend }: Location): string | null {
  const text = annotationText(annotations, 'nginx.org/rewrites');
  return text === null || backend?.kind !== 'service' ? null : parseRewrites(text)?.get(backend.service) ?? null;
}
