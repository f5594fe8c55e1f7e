import type { BackendReference } from './backend-refs';
import { literal } from './patterns';
import type { CompiledTarget } from './targets';
import type { HeaderField, PathModifier, RedirectFilter, RouteFilter } from '../../kubernetes/gateway/filters';
import type { RouteMatch } from '../../kubernetes/gateway/route';
import { openQuestion, type OpenQuestion, type Source } from '../../kubernetes/open-question';
import type { Resource } from '../../kubernetes/resource';
import { compilePattern } from '../index/pattern';
import type { Filter, Template, TemplatePart } from '../model';

/** What filters are compiled from. */
export interface FilterContext {
  readonly resource: Resource;
  readonly match: RouteMatch;
  /** Paths are decoded before they are matched, and sent as they were. */
  readonly decodes: boolean;
  target(ref: BackendReference): CompiledTarget;
  /** Whether the object of an ExtensionRef is in the manifests. */
  hasObject(kind: string, name: string): boolean;
}

export interface CompiledFilters {
  readonly filters: readonly Filter[];
  readonly open: readonly OpenQuestion[];
  /** The rule is answered 500: a filter that it needs is not there. */
  readonly failed: { readonly reason: string; readonly source: Source } | null;
}

/**
 * Filters in the order of the list; matching has always seen the original request.
 *
 * @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/httproute_types.go HTTPRouteRule.Filters
 */
export function compileFilters(list: readonly RouteFilter[], context: FilterContext): CompiledFilters {
  const filters: Filter[] = [];
  const open: OpenQuestion[] = [];
  let failed: CompiledFilters['failed'] = null;
  for (const filter of list) {
    const source: Source = { resource: context.resource, field: filter.fieldPath, kind: 'filter' };
    switch (filter.kind) {
      case 'headers':
        filters.push({ kind: 'headers', on: filter.on, set: record(filter.set), add: record(filter.add), remove: filter.remove, source });
        open.push(...hostHeaderQuestion(filter, source));
        break;
      case 'redirect':
        filters.push({ kind: 'redirect', status: filter.statusCode, location: locationOf(filter, context), source });
        break;
      case 'rewrite': {
        const path = filter.path === null ? undefined : pathOf(filter.path, context);
        filters.push({ kind: 'rewrite', ...(path === undefined ? {} : { path }), ...(filter.hostname === null ? {} : { host: [filter.hostname] }), source });
        open.push(...rootPrefixQuestion(filter.path, context.match, source));
        break;
      }
      case 'mirror':
        filters.push({ kind: 'mirror', to: context.target(filter.backend).target, source });
        break;
      case 'external-auth':
        filters.push({ kind: 'gate', needs: 'external-decision', otherwise: 403, facts: { service: filter.backend.name }, source });
        break;
      case 'extension': {
        const { kind, name, group } = filter.ref;
        open.push(openQuestion('extension-filter', { kind, group }, [source], () => `what the filter ${kind} (${group}) ${name} does: only its controller knows`));
        if (!context.hasObject(kind, name)) failed ??= { reason: `the filter ${kind} (${group}) ${name} is not in the manifests, and a filter that is missing is never skipped`, source };
        break;
      }
      case 'cors':
      case 'unknown':
        break;
    }
  }
  return { filters, open, failed };
}

function record(fields: readonly HeaderField[]): Readonly<Record<string, string>> {
  return Object.fromEntries(fields.map(({ name, value }) => [name.toLowerCase(), value]));
}

/** Controllers refuse to change Host in this way, or do not. */
function hostHeaderQuestion(filter: Extract<RouteFilter, { readonly kind: 'headers' }>, source: Source): readonly OpenQuestion[] {
  const changed = filter.on === 'request' && [...filter.set, ...filter.add].some(({ name }) => name.toLowerCase() === 'host');
  return changed ? [openQuestion('host-header-filter', {}, [source], () => 'whether the controller lets a header modifier change Host: urlRewrite.hostname is made for it')] : [];
}

/** The table of the specification has no row for the prefix `/`. */
function rootPrefixQuestion(path: PathModifier | null, { path: matched }: RouteMatch, source: Source): readonly OpenQuestion[] {
  if (path?.kind !== 'prefix' || matched?.type !== 'PathPrefix' || withoutSlash(matched.value) !== '' || withoutSlash(path.path) === '') return [];
  return [openQuestion('root-prefix-rewrite', { replacement: path.path }, [source],
    () => `how the controller puts ${path.path} in place of the prefix /: some leave out the slash between, some keep the one of /`)];
}

/**
 * A prefix is replaced without its trailing slash, by a replacement without one: `/foo/bar` with `/foo/` and `/xyz/` becomes `/xyz/bar`.
 *
 * @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/httproute_types.go HTTPPathModifier.ReplacePrefixMatch
 */
function pathOf(modifier: PathModifier, { match: { path }, decodes }: FilterContext): Template {
  if (modifier.kind === 'full') return [{ of: 'changed', parts: [modifier.path], by: 'root-if-empty' }];
  const prefix = path?.type === 'PathPrefix' ? withoutSlash(path.value) : '';
  return [{ of: 'changed', parts: [withoutSlash(modifier.path), decodes ? sentRest(prefix) : { of: 'rest', skip: prefix.length }], by: 'root-if-empty' }];
}

/** What is behind a prefix in the path that is sent, where another one was matched. */
function sentRest(prefix: string): TemplatePart {
  return { of: 'replaced', parts: [{ of: 'sent-path' }], pattern: compilePattern(`^${literal(prefix)}`), by: [''] };
}

function withoutSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: '80', https: '443' };

/**
 * The port is that of the filter, else that of its scheme, else that of the listener, and is left out where it is the scheme's own.
 *
 * @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/httproute_types.go HTTPRequestRedirectFilter.Port
 */
function locationOf({ scheme, hostname, port, path }: RedirectFilter, context: FilterContext): Template {
  const ofScheme = scheme === null ? undefined : DEFAULT_PORTS[scheme];
  const origin: Template = [
    scheme ?? { of: 'scheme' }, '://', hostname ?? { of: 'host' }, ':',
    port !== null ? String(port) : ofScheme ?? { of: 'port' },
  ];
  return [{ of: 'changed', parts: origin, by: 'strip-default-port' }, ...(path === null ? [{ of: 'raw-path' } as const] : pathOf(path, context)), { of: 'query' }];
}
