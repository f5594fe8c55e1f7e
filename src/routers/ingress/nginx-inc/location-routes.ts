import { annotationText, openAnnotations } from './annotations';
import { dollarTemplate } from './dollar-template';
import { rewriteOf, type Location } from './locations';
import { targetOf } from './targets';
import { openQuestion, type OpenQuestion } from '../../../kubernetes/open-question';
import { compilePattern } from '../../index/pattern';
import type { Filter, PathMatcher, Rank, Route } from '../../model';
import type { DialectInputs } from '../dialect';
import { annotationSource, hostSource, ruleSource } from '../sources';

/** What places of `Route.rank` compare. */
export const PRECEDENCE = ['redirects of the server go first, then exact paths, regular expressions, prefixes', 'longer, of regular expressions earlier'];

const EXACT = 1;
const EXPRESSION = 2;
const PREFIX = 3;

/**
 * The routes of a server's locations: `=` first, then the first regular expression that matches, then the longest prefix.
 *
 * @see https://nginx.org/en/docs/http/ngx_http_core_module.html#location
 */
export function locationRoutes(locations: readonly Location[], inputs: DialectInputs): readonly Route[] {
  return [...slashRedirects(locations), ...locations.map((location, position) => locationRoute(location, rankOf(location, position), inputs))];
}

function rankOf({ modifier, text }: Location, position: number): Rank {
  if (modifier === '=') return [EXACT, 0];
  return modifier === '' ? [PREFIX, -text.length] : [EXPRESSION, position];
}

function locationRoute(location: Location, rank: Rank, inputs: DialectInputs): Route {
  const { ingress, rule, path, written, source, open, annotations } = location;
  return {
    source,
    covers: [ruleSource(ingress, rule), hostSource(ingress, rule)],
    label: path === null ? 'the default backend' : `\`${written}\` (${path.pathType})`,
    conditions: { path: matcherOf(location) },
    filters: [...basicAuth(location), ...rewrites(location)],
    action: { kind: 'forward', to: [{ target: targetOf(location, inputs), weight: 1, filters: [] }] },
    rank,
    open: [...open, ...rateLimit(location), ...openAnnotations(ingress.resource, annotations)],
  };
}

function matcherOf({ modifier, text }: Location): PathMatcher {
  if (modifier === '=') return { kind: 'exact', path: text };
  if (modifier === '') return { kind: 'string-prefix', path: text };
  return { kind: 'pattern', pattern: compilePattern(text, { ignoreCase: modifier === '~*', pcre: true }) };
}

/** A location that ends with a slash redirects the path without it, whatever its type, unless a location of that very path is there. */
function slashRedirects(locations: readonly Location[]): readonly Route[] {
  const literal = locations.filter(({ modifier }) => modifier === '=' || modifier === '');
  const texts = new Set(literal.map(({ text }) => text));
  const redirected = literal.filter(({ text }) => text.length > 1 && text.endsWith('/') && !texts.has(text.slice(0, -1)));
  return redirected.map((location): Route => ({
    source: location.source,
    covers: [],
    label: `\`${location.written}\` (${location.type}), without its trailing slash`,
    conditions: { path: { kind: 'exact', path: location.text.slice(0, -1) } },
    filters: [],
    action: { kind: 'redirect', status: 301, location: [{ of: 'scheme' }, '://', { of: 'host' }, location.text, { of: 'query' }], source: location.source },
    rank: [EXACT, 0],
    open: [],
  }));
}

export function basicAuth({ ingress, annotations }: Pick<Location, 'ingress' | 'annotations'>): readonly Filter[] {
  const secret = annotationText(annotations, 'nginx.org/basic-auth-secret');
  if (secret === null) return [];
  return [{ kind: 'gate', needs: 'credentials', otherwise: 401, facts: { secret }, source: annotationSource(ingress.resource, 'nginx.org/basic-auth-secret') }];
}

/** `rewrite-target` replaces the whole path where the expression matches; `rewrites` replaces the text of the location, and the rest follows. */
function rewrites(location: Location): readonly Filter[] {
  const { ingress, annotations, modifier, text, written } = location;
  const target = annotationText(annotations, 'nginx.org/rewrite-target');
  if (target !== null) {
    const expression = modifier === '~' || modifier === '~*' ? text : written;
    const changed = { of: 'changed' as const, parts: dollarTemplate(target), by: 'encode-decoded-path' as const };
    return [{
      kind: 'rewrite', pattern: compilePattern(expression, { ignoreCase: modifier === '~*', pcre: true }), path: [changed], source: annotationSource(ingress.resource, 'nginx.org/rewrite-target'),
    }];
  }
  const rewrite = rewriteOf(location);
  if (rewrite === null) return [];
  const rest = { of: 'changed' as const, parts: [{ of: 'rest' as const, skip: text.length }], by: 'encode-decoded-path' as const };
  return [{ kind: 'rewrite', path: [rewrite, rest], source: annotationSource(ingress.resource, 'nginx.org/rewrites') }];
}

function rateLimit({ ingress, annotations }: Location): readonly OpenQuestion[] {
  const rate = annotationText(annotations, 'nginx.org/limit-req-rate');
  if (rate === null) return [];
  const status = annotationText(annotations, 'nginx.org/limit-req-reject-code') ?? '429';
  return [openQuestion('rate-limit', { rate, status }, [annotationSource(ingress.resource, 'nginx.org/limit-req-rate')], () => `whether the client stays below ${rate}: other requests get ${status}`)];
}
